"""Saved web pages → articles: markup as pieces, weighed as text or furniture, the page's region split and read."""
