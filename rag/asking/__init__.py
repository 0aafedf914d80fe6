"""Understanding a question: follow-ups made whole, what it names, and questions that count or list articles."""
