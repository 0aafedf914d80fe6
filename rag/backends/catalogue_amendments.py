"""What prints were called by hand, in the catalogue's database, whichever it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.amendments import Amendment
from rag.backends.catalogue_rows import day_of
from rag.backends.catalogue_store import CatalogueStore


class CatalogueAmendments(CatalogueStore):
    """The part of `Catalogue` for what was corrected by hand."""

    def amendments(self) -> Mapping[str, Amendment]:
        """Return the amendments by the id that a print is read with."""
        rows = self._rows("SELECT read_as, print_id, newspaper, date, page, headline FROM amendments")
        return {
            read_as: Amendment(print_id, newspaper, day_of(printed), page, headline)
            for read_as, print_id, newspaper, printed, page, headline in rows
        }

    def put_amendments(self, amendments: Mapping[str, Amendment], gone: Sequence[str] = ()) -> None:
        """Keep these amendments in the place of earlier ones for the same ids, and forget those that are `gone`."""
        ids = [*amendments, *gone]
        with self._transaction() as db:
            db.executemany("DELETE FROM amendments WHERE read_as = ?", [(read_as,) for read_as in ids])
            db.executemany(
                "INSERT INTO amendments VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (read_as, one.to, one.newspaper, one.day.isoformat() if one.day else "", one.page, one.headline)
                    for read_as, one in amendments.items()
                ],
            )
