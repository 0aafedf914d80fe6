"""How good the answers are: gold questions, metrics, and the run that compares the two."""
