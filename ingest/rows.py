"""One article as one line of JSON, the form that `baoda articles --json` prints."""

from __future__ import annotations

from typing import TypedDict

from rag.records import Article, DateMention, Source


class OriginRow(TypedDict):
    """Where an article stood in its source file; lines count from 1."""

    file: str
    first_line: int
    last_line: int


class PlaceRow(TypedDict):
    """One place of publication."""

    newspaper: str
    date: str | None
    page: str
    title: str
    external_id: str


class DateRow(TypedDict):
    """A date that the body mentions, from `since` to `until`; offsets in the paragraphs joined by newlines."""

    text: str
    start: int
    end: int
    since: str
    until: str


class ArticleRow(TypedDict):
    """An article's fields as JSON values; unknown ones are empty, `date`, `origin`, `report` and `corrects` null."""

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
    dates: list[DateRow]
    places: list[PlaceRow]
    report: str | None
    corrects: str | None


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
        dates=[_date_row(mention) for mention in article.dates],
        places=[_place_row(place) for place in article.places],
        report=article.report or None,
        corrects=article.corrects or None,
    )


def _date_row(mention: DateMention) -> DateRow:
    return DateRow(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        since=mention.since.isoformat(),
        until=mention.until.isoformat(),
    )


def _place_row(place: Source) -> PlaceRow:
    return PlaceRow(
        newspaper=place.newspaper,
        date=place.date.isoformat() if place.date else None,
        page=place.page,
        title=place.headline,
        external_id=place.external_id,
    )
