"""Files → articles → library."""
