"""One article as one line of JSON, the form that `baoda articles --json` prints."""

from __future__ import annotations

from typing import TypedDict

from rag.records import Article


class OriginRow(TypedDict):
    """Where an article stood in its source file; lines count from 1."""

    file: str
    first_line: int
    last_line: int


class ArticleRow(TypedDict):
    """An article's fields as JSON values; unknown ones are empty, `date` and `origin` null."""

    id: str
    external_id: str
    title: str
    kicker: str
    kind: str
    dateline: str
    authors: list[str]
    newspaper: str
    date: str | None
    page: str
    paragraphs: list[str]
    confidence: float
    origin: OriginRow | None


def article_row(article: Article) -> ArticleRow:
    """Return the article's fields in the order they are printed."""
    source = article.source
    origin = article.origin[0] if article.origin else None
    return ArticleRow(
        id=article.id,
        external_id=source.external_id,
        title=source.headline,
        kicker=article.kicker,
        kind=article.kind.value,
        dateline=article.dateline,
        authors=list(article.authors),
        newspaper=source.newspaper,
        date=source.date.isoformat() if source.date else None,
        page=source.page,
        paragraphs=list(article.paragraphs),
        confidence=article.confidence,
        origin=OriginRow(file=origin.file, first_line=origin.first_line, last_line=origin.last_line)
        if origin
        else None,
    )
