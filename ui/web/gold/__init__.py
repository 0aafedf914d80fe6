"""The page on which drafts of gold questions are accepted, changed or rejected."""
