"""Words that name days: found in a text and resolved against the day of the issue or of the question."""
