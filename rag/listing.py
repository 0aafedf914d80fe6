"""The library as a table: articles by what is printed above them, filtered, sorted, page by page; counts by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from rag.records import ArticleKind, Source


class Column(StrEnum):
    """What a table of articles can be sorted by."""

    DATE = "date"
    NEWSPAPER = "newspaper"
    TITLE = "title"
    KIND = "kind"
    CONFIDENCE = "confidence"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which articles to list: those whose headline, kicker, authors or body has `text`; `offset` from 0."""

    text: str = ""
    newspaper: str = ""
    kind: ArticleKind | None = None
    sort: Column = Column.DATE
    descending: bool = True
    offset: int = 0
    rows: int = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One article by its first place of publication; `characters` counts its body."""

    id: str
    source: Source
    kind: ArticleKind
    confidence: float
    characters: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a sheet, and how many there are in all its pages together."""

    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many articles one newspaper printed on one day; `day` is None for those without a date."""

    newspaper: str
    day: date | None
    articles: int


class Listing(Protocol):
    """The articles of a library as a table."""

    def sheet(self, wanted: Sheet) -> Listed:
        """Return the rows that are wanted, and how many there are."""
        ...

    def days(self) -> tuple[DayCount, ...]:
        """Return the counts by day and newspaper, the undated first."""
        ...

    def fingerprint(self) -> str:
        """Return a short hash that is the same as long as no article comes, goes or changes."""
        ...

    def close(self) -> None:
        """Release the file."""
        ...
