"""The catalogue's articles as a table, in SQL; it reads and never writes."""

from __future__ import annotations

from hashlib import blake2b

from rag.backends.catalogue_file import CatalogueFile
from rag.backends.catalogue_rows import day_of, source_of
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
_TEXT = (
    "(p.headline LIKE ?1 ESCAPE '\\' OR p.kicker LIKE ?1 ESCAPE '\\' OR p.authors LIKE ?1 ESCAPE '\\' "
    "OR a.body LIKE ?1 ESCAPE '\\')"
)
_LIKE = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


class SqliteListing(CatalogueFile):
    """A `Listing` over the catalogue's SQLite file."""

    def sheet(self, wanted: Sheet) -> Listed:
        """Return the rows that are wanted, and how many there are."""
        values = (
            f"%{wanted.text.strip().translate(_LIKE)}%",
            wanted.newspaper,
            wanted.kind.value if wanted.kind else "",
        )
        where = f"WHERE (?1 = '%%' OR {_TEXT}) AND (?2 = '' OR p.newspaper = ?2) AND (?3 = '' OR p.kind = ?3)"
        total = int(self._rows(f"SELECT count(*) {_FROM} {where}", values)[0][0])
        order = f"{_COLUMNS[wanted.sort]} {'DESC' if wanted.descending else 'ASC'}"
        rows = self._rows(
            "SELECT p.id, p.newspaper, p.date, p.page, p.headline, p.external_id, p.kind, p.confidence, length(a.body) "
            f"{_FROM} {where} ORDER BY {order}, p.date DESC, p.newspaper, length(p.page), p.page, p.id "
            "LIMIT ?4 OFFSET ?5",
            (*values, str(wanted.rows), str(max(wanted.offset, 0))),
        )
        return Listed(tuple(_row(row) for row in rows), total)

    def days(self) -> tuple[DayCount, ...]:
        """Return the counts by day and newspaper, the undated first."""
        rows = self._rows(
            f"SELECT p.newspaper, p.date, count(*) {_FROM} GROUP BY p.newspaper, p.date ORDER BY p.date, p.newspaper"
        )
        return tuple(DayCount(row[0], day_of(row[1]), int(row[2])) for row in rows)

    def fingerprint(self) -> str:
        """Return a short hash that is the same as long as no article comes, goes or changes."""
        digest = blake2b(digest_size=6)
        for row in self._rows("SELECT id || version FROM prints ORDER BY id"):
            digest.update(row[0].encode())
        return digest.hexdigest()


def _row(row: tuple[str, ...]) -> Row:
    article_id, *place, kind, confidence, characters = row
    return Row(article_id, source_of(*place), ArticleKind(kind), float(confidence), int(characters))
