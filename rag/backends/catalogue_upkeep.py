"""The catalogue looked over, made small again, and copied while it is in use."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from rag.backends.catalogue_file import CatalogueFile
from rag.errors import LibraryError

# What the library holds; all but the journals, and but who uses it.
TABLES = ("articles", "prints", "passages", "bands", "boxes", "copies", "parts", "amendments", "readings")
USERS = ("users", "conversations", "exchanges")
# What must be empty, and what it means when it is not.
_AT_ODDS = {
    "articles without a print": "SELECT id FROM articles a WHERE NOT EXISTS (SELECT 1 FROM prints p WHERE p.id = a.id)",
    "prints whose rank is there twice": ("SELECT article_id FROM prints GROUP BY article_id, rank HAVING count(*) > 1"),
    "passages that do not lie in their article": (
        "SELECT s.id FROM passages s JOIN articles a ON a.id = s.article_id "
        "WHERE s.start < 0 OR s.end <= s.start OR s.end > length(a.body)"
    ),
    "articles with a text but no passage": (
        "SELECT id FROM articles a WHERE trim(body, char(10) || ' 　') != '' "
        "AND NOT EXISTS (SELECT 1 FROM passages s WHERE s.article_id = a.id)"
    ),
}


class CatalogueUpkeep(CatalogueFile):
    """The part of `Catalogue` for its keeper."""

    def faults(self) -> Sequence[str]:
        """Return a sentence for everything damaged or at odds in the file."""
        try:
            damaged = [row[0] for row in self._rows("PRAGMA integrity_check(3)") if row[0] != "ok"]
            broken = self._rows("PRAGMA foreign_key_check")
            found = [f"The catalogue {self._file} is damaged ({reason})." for reason in damaged]
            if broken:
                found.append(f"The catalogue {self._file} has {len(broken)} rows that refer to nothing.")
            for what, statement in _AT_ODDS.items():
                if rows := self._rows(statement):
                    found.append(f"The catalogue {self._file} has {len(rows)} {what}, {rows[0][0]} first.")
        except LibraryError as error:
            return [str(error)]
        return found

    def compact(self) -> None:
        """Give back the room that removed articles still take."""
        with self._lock:
            try:
                self._db.execute("VACUUM")
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                raise LibraryError(
                    f"The catalogue {self._file} cannot be made smaller ({error}); it is as it was: "
                    "free as much of the disk as the file takes, and try again."
                ) from error

    def backup(self, file: Path) -> None:
        """Write all it holds, as of one moment, into a new SQLite file; others may read and write meanwhile."""
        try:
            # A connection of its own: under WAL a long reader stands in nobody's way.
            with closing(sqlite3.connect(self._file)) as source, closing(sqlite3.connect(file)) as copy:
                source.backup(copy)
            with file.open("rb") as whole:
                os.fsync(whole.fileno())
        except (sqlite3.Error, OSError) as error:
            raise LibraryError(f"The catalogue {self._file} cannot be copied to {file} ({error}).") from error

    def restore(self, file: Path) -> None:
        """Take over, in one transaction, what a file of `backup` holds; the journals stay as they are."""
        with self._lock:
            try:
                self._db.execute("ATTACH ? AS backup", (str(file),))
                with self._transaction() as db:
                    db.execute("PRAGMA defer_foreign_keys = ON")
                    for table in reversed(TABLES):
                        db.execute(f"DELETE FROM main.{table}")
                    for table in TABLES:
                        db.execute(f"INSERT INTO main.{table} SELECT * FROM backup.{table}")
            except sqlite3.Error as error:
                raise LibraryError(f"The backup {file} cannot be taken over ({error}); nothing was changed.") from error
            finally:
                with suppress(sqlite3.Error):  # it was not attached
                    self._db.execute("DETACH backup")
