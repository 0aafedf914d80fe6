"""The parts of the check: what a sentence states, and whether the lines it leans on state the same."""
