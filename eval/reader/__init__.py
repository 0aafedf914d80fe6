"""The small reader's training: lessons mined by our own retrieval, one encoder with heads, its export and check."""
