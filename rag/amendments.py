"""Titles, days and pages that someone corrected by hand, kept in the library so that reading the file again keeps them.

One JSON file: the id that a print has as it is read → what it is to be called. An amended print has another id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from rag.dates.grammar import find_dates
from rag.errors import LibraryError
from rag.records import Article, Source

_FILE = "amendments.json"


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a print is called; `to` is the id that it has by that."""

    to: str
    newspaper: str
    day: date | None
    page: str
    headline: str


_AMENDMENTS = TypeAdapter(dict[str, Amendment])


def amended(article: Article, place: Source) -> Article:
    """Return the print as it is called by another place of publication, with its dates understood from that day."""
    new = Article.of(
        Source(place.newspaper, place.date, place.page, place.headline, article.source.external_id),
        article.paragraphs,
        kicker=article.kicker,
        dateline=article.dateline,
        authors=article.authors,
        kind=article.kind,
        confidence=article.confidence,
        origin=article.origin,
    )
    return replace(new, dates=find_dates(new.body, place.date))


def read_amendments(folder: Path) -> Mapping[str, Amendment]:
    """Return the library's amendments by the id that a print is read with; LibraryError for a damaged file."""
    file = folder / _FILE
    if not file.exists():
        return {}
    try:
        return _AMENDMENTS.validate_json(file.read_bytes())
    except ValidationError as error:
        raise LibraryError(f"{file} is damaged ({error.error_count()} faults); put back a copy of it.") from error


def amend(article: Article, amendments: Mapping[str, Amendment]) -> Article:
    """Return the print as it was corrected; one that nobody corrected as it is."""
    known = amendments.get(article.id)
    if known is None:
        return article
    return amended(article, Source(known.newspaper, known.day, known.page, known.headline))


def keep_amendment(folder: Path, before: Article, after: Article) -> None:
    """Note that a print is called otherwise now; one that is called as it was read again is forgotten."""
    known = dict(read_amendments(folder))
    read_as = next((read for read, one in known.items() if one.to == before.id), before.id)
    known.pop(read_as, None)
    # The id tells the place of publication, but for articles that have an external one.
    if after.id != read_as or after.source.external_id:
        place = after.source
        known[read_as] = Amendment(after.id, place.newspaper, place.date, place.page, place.headline)
    aside = folder / f"{_FILE}.new"
    try:
        aside.write_bytes(_AMENDMENTS.dump_json(known, indent=1))
        aside.replace(folder / _FILE)
    except OSError as error:
        raise LibraryError(f"The correction cannot be kept in {folder} ({error.strerror}); check the disk.") from error
