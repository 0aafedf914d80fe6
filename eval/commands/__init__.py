"""The commands of `baoda eval`, one file a purpose: each parses, calls, renders."""
