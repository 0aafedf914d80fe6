"""The dates that an article's body mentions, resolved against the day of its issue and kept beside the text."""

from __future__ import annotations

from dataclasses import replace

from rag.dates.grammar import find_dates
from rag.records import Article


def dated(article: Article) -> Article:
    """Return the article with `dates` filled; the text stays as it is."""
    return replace(article, dates=find_dates(article.body, article.source.date))
