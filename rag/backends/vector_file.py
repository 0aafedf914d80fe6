"""The SQLite file of vectors: opened, made, read and written in transactions, checked, copied, made small."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from rag.errors import LibraryError

FILE = "vectors.sqlite"
CHUNK = 2048  # rows read at once: 3 MB
# `seq` grows with every change, and none is used twice: who has seen one has seen all before it.
_SCHEMA = """
DROP TABLE IF EXISTS vectors;
CREATE TABLE vectors (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, passage_id TEXT NOT NULL UNIQUE, article_id TEXT NOT NULL,
    digest TEXT NOT NULL, newspaper TEXT NOT NULL, day INTEGER NOT NULL, vector BLOB NOT NULL
) STRICT;
CREATE INDEX vectors_of_article ON vectors (article_id);
CREATE INDEX vectors_by_day ON vectors (day, newspaper);
CREATE INDEX vectors_by_newspaper ON vectors (newspaper);
PRAGMA user_version = 3
"""
MADE = 3  # in the file's user_version
COMPLETE = 4  # the same, with all in it that Chroma had when it was made
_BATCH = 500  # ids a statement: under SQLite's oldest limit of 999 variables

Row = tuple[Any, ...]  # as SQLite gives it


class VectorFile:
    """One SQLite file (WAL); safe to use from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        """Open the file in this folder, made when it is not there; LibraryError when it is damaged."""
        self.file = folder / FILE
        self._lock = RLock()
        try:
            self._db = sqlite3.connect(self.file, timeout=30, isolation_level=None, check_same_thread=False)
            if self._version() < MADE:
                self._db.execute("PRAGMA page_size = 16384")
                self._db.execute("PRAGMA journal_mode = WAL")
                self._make()
        except sqlite3.DatabaseError as error:
            raise self._failure("opened", error) from error

    def _make(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        if self._version() < MADE:  # else another program did it just now
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
        self._db.execute("COMMIT")

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def faults(self) -> list[str]:
        """Return what SQLite finds damaged, a few reasons."""
        return [row[0] for row in self._rows("PRAGMA integrity_check(3)") if row[0] != "ok"]

    def compact(self) -> None:
        """Give back the room that removed vectors take."""
        with self._lock:
            try:
                self._db.execute("VACUUM")
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                raise self._failure("made smaller", error) from error

    def backup(self, folder: Path) -> None:
        """Write a copy of the file, as of one moment, into a folder."""
        try:
            with closing(sqlite3.connect(self.file)) as source, closing(sqlite3.connect(folder / FILE)) as copy:
                source.backup(copy)
        except sqlite3.Error as error:
            raise self._failure("copied", error) from error

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("COMMIT")
            except sqlite3.Error as error:
                raise self._failure("written", error) from error
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def _rows(self, statement: str, values: Sequence[str | int] = ()) -> list[Row]:
        with self._lock:
            try:
                return self._db.execute(statement, values).fetchall()
            except sqlite3.Error as error:
                raise self._failure("read", error) from error

    def _rows_of(self, statement: str, ids: Sequence[str], values: Sequence[str | int] = ()) -> Iterator[Row]:
        """Run `statement … IN (ids)` in batches."""
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            yield from self._rows(f"{statement} IN ({', '.join('?' * len(batch))})", [*values, *batch])

    def _chunks(self, statement: str, values: Sequence[str | int]) -> Iterator[list[Row]]:
        with self._lock:
            try:
                found = self._db.execute(statement, values)
                while rows := found.fetchmany(CHUNK):
                    yield rows
            except sqlite3.Error as error:
                raise self._failure("read", error) from error

    def _failure(self, done: str, error: Exception) -> LibraryError:
        return LibraryError(
            f"The vectors {self.file} cannot be {done} ({error}): check the disk; if they are damaged, "
            "baoda doctor --repair embeds the passages anew."
        )
