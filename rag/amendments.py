"""Titles, days and pages corrected by hand, kept in the catalogue so that reading the file again keeps them.

By the id that a print has as it is read they tell what it is to be called. An amended print has another id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from rag.dates.grammar import find_dates
from rag.errors import LibraryError
from rag.records import Article, Source

if TYPE_CHECKING:
    from rag.catalogue_protocol import Catalogue

_FILE = "amendments.json"  # of earlier releases


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


def take_over(folder: Path, catalogue: Catalogue) -> None:
    """Bring into the catalogue what an earlier release kept in a file; LibraryError when that is damaged."""
    file = folder / _FILE
    if not file.exists():
        return
    with catalogue.writing():
        try:
            older = _AMENDMENTS.validate_json(file.read_bytes())
        except FileNotFoundError:  # another program did it just now
            return
        except ValidationError as error:
            raise LibraryError(f"{file} is damaged ({error.error_count()} faults); put back a copy of it.") from error
        catalogue.put_amendments({**older, **catalogue.amendments()})
        file.unlink()


def amend(article: Article, amendments: Mapping[str, Amendment]) -> Article:
    """Return the print as it was corrected; one that nobody corrected as it is."""
    known = amendments.get(article.id)
    if known is None:
        return article
    return amended(article, Source(known.newspaper, known.day, known.page, known.headline))


def keep_amendment(catalogue: Catalogue, before: Article, after: Article) -> None:
    """Note that a print is called otherwise now; one that is called as it was read again is forgotten."""
    with catalogue.writing():
        known = catalogue.amendments()
        read_as = next((read for read, one in known.items() if one.to == before.id), before.id)
        # The id tells the place of publication, but for articles that have an external one.
        if after.id == read_as and not after.source.external_id:
            catalogue.put_amendments({}, [read_as])
            return
        place = after.source
        amendment = Amendment(after.id, place.newspaper, place.date, place.page, place.headline)
        catalogue.put_amendments({read_as: amendment})
