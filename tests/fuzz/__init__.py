"""Fuzzing: what hostile and damaged input must never do. `make fuzz` is the long form."""
