"""The catalogue's journal: for every index the articles that it has yet to take or drop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag.backends.catalogue_store import CatalogueStore, Statements


class CatalogueJournal(CatalogueStore):
    """The part of `Catalogue` that keeps indexes in step."""

    def journals(self) -> tuple[str, ...]:
        """Return the names of the indexes that a journal is kept for."""
        return tuple(row[0] for row in self._rows("SELECT name FROM indexes ORDER BY name"))

    def keep_journals(self, indexes: Sequence[str]) -> None:
        """Keep a journal for these indexes and for no others. A new one is empty: such an index is filled anew."""
        with self._transaction() as db:
            marks = ", ".join("?" * len(indexes))
            db.execute(f"DELETE FROM indexes WHERE name NOT IN ({marks})", indexes)
            db.executemany("INSERT INTO indexes VALUES (?) ON CONFLICT DO NOTHING", [(name,) for name in indexes])

    def pending(self, index: str = "") -> tuple[str, ...]:
        """Return ids of articles that this index has not durably taken or dropped; without a name, that any has not."""
        return tuple(
            row[0]
            for row in self._rows(
                "SELECT DISTINCT article_id FROM journal WHERE ? IN ('', index_name) ORDER BY article_id", (index,)
            )
        )

    def settle(self, index: str, article_ids: Sequence[str]) -> None:
        """Note that this index has durably taken or dropped these articles."""
        with self._transaction() as db:
            db.executemany(
                "DELETE FROM journal WHERE index_name = ? AND article_id = ?", [(index, one) for one in article_ids]
            )


def mark(db: Statements, article_ids: Iterable[str]) -> None:
    """Write into every journal that these articles came, changed or went."""
    db.executemany(
        "INSERT INTO journal SELECT name, ? FROM indexes WHERE true ON CONFLICT DO NOTHING",
        [(article_id,) for article_id in article_ids],
    )
