"""A newspaper's archive of years: a library and a plain langchain + Chroma store, measured on the same passages."""
