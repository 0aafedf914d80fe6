"""What files gave when they were read, in the catalogue's database, whichever it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rag.backends.catalogue_store import CatalogueStore
from rag.readings import FileRead, Given

_NOTE = (
    "INSERT INTO readings VALUES (?, ?, ?, ?) "
    "ON CONFLICT (file, print_id) DO UPDATE SET content = excluded.content, run = excluded.run"
)


class CatalogueReadings(CatalogueStore):
    """The part of `Catalogue` for what files gave."""

    def note_given(self, given: Sequence[Given]) -> None:
        """Note what files give, in the place of what was noted of the same prints."""
        with self._transaction() as db:
            db.executemany(_NOTE, [(one.read.file, one.print_id, one.read.content, one.read.run) for one in given])

    def files_read(self, read: FileRead) -> tuple[str, ...]:
        """Return the names of files that earlier runs read, of this name or of these bytes."""
        statement = "SELECT DISTINCT file FROM readings WHERE run != ? AND (file = ? OR content = ?) ORDER BY file"
        return tuple(row[0] for row in self._rows(statement, (read.run, read.file, read.content)))

    def given(self, read: FileRead) -> tuple[str, ...]:
        """Return the ids of what the file gave in this run."""
        statement = "SELECT print_id FROM readings WHERE file = ? AND run = ? ORDER BY print_id"
        return tuple(row[0] for row in self._rows(statement, (read.file, read.run)))

    def no_longer_given(self, read: FileRead, names: Sequence[str]) -> Mapping[str, str]:
        """Return id → content of what earlier runs were given under these names, and no other file gives.

        What this run was given is not among it, nor what was corrected by hand.
        """
        statement = "SELECT print_id, content FROM readings WHERE file = ? AND run != ?"
        earlier = {row[0]: row[1] for name in names for row in self._rows(statement, (name, read.run))}
        by_hand = {row[0] for row in self._rows_of("SELECT print_id FROM amendments WHERE print_id", list(earlier))}
        gone = self.given_by_none_but(names, list(earlier), read.run) - by_hand
        return {print_id: earlier[print_id] for print_id in sorted(gone)}

    def given_by_none_but(self, names: Collection[str], print_ids: Sequence[str], run: str) -> frozenset[str]:
        """Return those of these prints and parts that files of these names gave in earlier runs, and nothing else."""
        rows = list(self._rows_of("SELECT print_id, file, run FROM readings WHERE print_id", print_ids))
        still = {print_id for print_id, file, given in rows if given == run or file not in names}
        return frozenset(row[0] for row in rows) - still

    def forget_given(self, read: FileRead, names: Sequence[str]) -> None:
        """Forget what earlier runs were given under these names."""
        with self._transaction() as db:
            db.executemany("DELETE FROM readings WHERE file = ? AND run != ?", [(name, read.run) for name in names])
