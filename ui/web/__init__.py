"""The chat page: layout and wiring, pure rendering, texts, and the server that hands it out."""
