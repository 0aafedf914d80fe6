"""Other people's libraries behind our protocols; only rag/build constructs what is here."""
