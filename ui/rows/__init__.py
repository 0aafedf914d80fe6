"""The JSON shapes that programs read, one line a row."""
