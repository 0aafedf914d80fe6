"""Example questions drawn from the library's own headlines."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from rag.records import Article, ArticleKind

_LOOKED_AT = 400  # articles; enough to choose from, few enough to read at every page load
_SHORTEST, _LONGEST = 6, 22  # characters of a headline that makes a question


def example_questions(articles: Iterable[Article], pattern: str, count: int) -> tuple[str, ...]:
    """Return up to `count` questions from news headlines spread evenly over the first articles."""
    headlines = [
        article.headline
        for article in islice(articles, _LOOKED_AT)
        if article.kind is ArticleKind.NEWS and _SHORTEST <= len(article.headline) <= _LONGEST
    ]
    step = max(1, len(headlines) // count)
    return tuple(pattern.format(headline=headline) for headline in dict.fromkeys(headlines[::step][:count]))
