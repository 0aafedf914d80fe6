"""The commands of `baoda`, one module a noun."""
