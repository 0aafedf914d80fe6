"""What the commands print: pure rendering for terminals of any width."""
