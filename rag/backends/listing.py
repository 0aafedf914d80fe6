"""The catalogue's articles as a table, in SQL that SQLite and PostgreSQL both know; it reads and never writes."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from rag.backends.catalogue_file import CatalogueFile
from rag.backends.catalogue_rows import day_of, source_of
from rag.backends.postgres_database import PostgresDatabase
from rag.listing import Column, DayCount, Listed, Row, Sheet
from rag.records import ArticleKind

_COLUMNS = {
    Column.DATE: "p.date",
    Column.NEWSPAPER: "p.newspaper",
    Column.TITLE: "p.headline",
    Column.KIND: "p.kind",
    Column.CONFIDENCE: "p.confidence",
}
_FROM = "FROM prints p JOIN articles a ON a.id = p.id"
_WITH_TEXT = (
    "(lower(p.headline) LIKE ? ESCAPE '#' OR lower(p.kicker) LIKE ? ESCAPE '#' OR lower(p.authors) LIKE ? ESCAPE '#' "
    "OR lower(a.body) LIKE ? ESCAPE '#')"
)
_LIKE = str.maketrans({"%": "#%", "_": "#_", "#": "##"})


class _Read(Protocol):
    def _rows(self, statement: str, values: Sequence[str] = ()) -> list[tuple[str, ...]]: ...


class CatalogueListing:
    """A `Listing` over the tables of a catalogue; mixed into what opens them."""

    def sheet(self: _Read, wanted: Sheet) -> Listed:
        """Return the rows that are wanted, and how many there are."""
        conditions = ["1 = 1"]
        values: list[str] = []
        if text := wanted.text.strip().lower():
            conditions.append(_WITH_TEXT)
            values += [f"%{text.translate(_LIKE)}%"] * 4
        if wanted.newspaper:
            conditions.append("p.newspaper = ?")
            values.append(wanted.newspaper)
        if wanted.kind:
            conditions.append("p.kind = ?")
            values.append(wanted.kind.value)
        where = f"WHERE {' AND '.join(conditions)}"
        total = int(self._rows(f"SELECT count(*) {_FROM} {where}", values)[0][0])
        order = f"{_COLUMNS[wanted.sort]} {'DESC' if wanted.descending else 'ASC'}"
        rows = self._rows(
            "SELECT p.id, p.newspaper, p.date, p.page, p.headline, p.external_id, p.kind, p.confidence, length(a.body) "
            f"{_FROM} {where} ORDER BY {order}, p.date DESC, p.newspaper, length(p.page), p.page, p.id "
            f"LIMIT {int(wanted.rows)} OFFSET {max(int(wanted.offset), 0)}",
            values,
        )
        return Listed(tuple(_row(row) for row in rows), total)

    def days(self: _Read) -> tuple[DayCount, ...]:
        """Return the counts by day and newspaper, the undated first."""
        rows = self._rows(
            f"SELECT p.newspaper, p.date, count(*) {_FROM} GROUP BY p.newspaper, p.date ORDER BY p.date, p.newspaper"
        )
        return tuple(DayCount(row[0], day_of(row[1]), int(row[2])) for row in rows)

    def fingerprint(self: _Read) -> str:
        """Return a short hash that is the same as long as no article comes, goes or changes."""
        digest = blake2b(digest_size=6)
        for key in sorted(row[0] for row in self._rows("SELECT id || version FROM prints")):
            digest.update(key.encode())
        return digest.hexdigest()


class SqliteListing(CatalogueListing, CatalogueFile):
    """A `Listing` over the catalogue's SQLite file."""

    def __init__(self, file: Path) -> None:
        """Open the file as the catalogue does."""
        super().__init__(file)


class PostgresListing(CatalogueListing, PostgresDatabase):
    """A `Listing` over the catalogue's database."""


def _row(row: tuple[str, ...]) -> Row:
    article_id, *place, kind, confidence, characters = row
    return Row(article_id, source_of(*place), ArticleKind(kind), float(confidence), int(characters))
