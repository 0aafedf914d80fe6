"""Runs and comparisons as pages that a person reads: self-contained HTML, plots within."""
