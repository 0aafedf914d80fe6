"""What leaves the program as text to be kept: references, conversations as Markdown and as Word."""
