"""Other people's libraries behind our protocols; only rag/build.py constructs what is here."""
