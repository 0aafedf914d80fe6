"""One article as one line of JSON, the form that `baoda articles --json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from typing_extensions import TypedDict  # the one that pydantic reads on Python 3.11

from rag.records import Article, DateMention, Origin, Source


class OriginRow(TypedDict):
    """Where an article stood in a source file; lines count from 1, `copy` is the library's copy of the file or null."""

    file: str
    first_line: int
    last_line: int
    copy: str | None


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
    """An article's fields as JSON values; unknown ones are empty, `date`, `origin`, `report` and `corrects` null.

    `origin` is the first of `origins`, which has one for each part of an article that goes on on another page.
    """

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
    origins: list[OriginRow]
    dates: list[DateRow]
    places: list[PlaceRow]
    report: str | None
    corrects: str | None


class ListedRow(TypedDict):
    """What of an article follows from the printed pages alone, whatever files they came from and when."""

    id: str
    version: str
    places: list[PlaceRow]
    title: str
    kind: str


def listed_row(article: Article) -> ListedRow:
    """Return the article as a line of the library's list."""
    return ListedRow(
        id=article.id,
        version=article.version,
        places=[_place_row(place) for place in article.places],
        title=article.headline,
        kind=article.kind.value,
    )


def article_row(article: Article, copies: Sequence[Path | None] = ()) -> ArticleRow:
    """Return the article's fields in the order they are printed; `copies` are the files kept of its origins."""
    source = article.source
    origins = [_origin_row(*pair) for pair in zip_longest(article.origin, copies[: len(article.origin)])]
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
        origin=origins[0] if origins else None,
        origins=origins,
        dates=[_date_row(mention) for mention in article.dates],
        places=[_place_row(place) for place in article.places],
        report=article.report or None,
        corrects=article.corrects or None,
    )


def _origin_row(origin: Origin, copy: Path | None) -> OriginRow:
    return OriginRow(
        file=origin.file, first_line=origin.first_line, last_line=origin.last_line, copy=str(copy) if copy else None
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
