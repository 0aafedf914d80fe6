"""The catalogue's SQLite file: opened, made or brought up to date; read, and written in transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from rag.backends.catalogue_schema import MIGRATIONS, SCHEMA, SCHEMA_VERSION
from rag.backends.catalogue_store import CatalogueStore
from rag.errors import LibraryError, LibraryMismatch

_REMEDY = "put a backup into another folder (baoda restore FILE --library FOLDER), or ingest anew"


class CatalogueFile(CatalogueStore):
    """One SQLite file (WAL); safe to use from several threads and processes."""

    def __init__(self, file: Path) -> None:
        """Open the file or make it; one of an earlier release is brought up to date, with everything in it kept.

        A file that is no catalogue raises LibraryError, one of a later release's making LibraryMismatch.
        """
        self._file = file
        self._lock = RLock()
        try:
            self._db = sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            if self._version() != SCHEMA_VERSION:
                self._bring_up_to_date()
        except sqlite3.DatabaseError as error:
            raise LibraryError(f"The catalogue {file} cannot be opened ({error}); {_REMEDY}.") from error

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def _bring_up_to_date(self) -> None:
        """Fill an empty file with tables, change those of an earlier release; refuse others and leave them as they are.

        All of it is one transaction: a change that is cut short leaves the file as it was.
        """
        self._db.execute("BEGIN IMMEDIATE")
        try:
            version = self._version()  # another program may have done it since
            if version == 0 and not self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                self._run(SCHEMA)
            elif version != SCHEMA_VERSION:
                self._migrate(version)
            self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            self._db.execute("COMMIT")
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def _migrate(self, version: int) -> None:
        if version not in MIGRATIONS:
            raise LibraryMismatch(
                f"The catalogue {self._file} was made by another release of baoda; "
                "use that release, or ingest anew into another folder."
            )
        for step in range(version, SCHEMA_VERSION):
            self._run(MIGRATIONS[step])

    def _run(self, statements: str) -> None:
        for statement in statements.split(";"):
            self._db.execute(statement)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("COMMIT")
            except sqlite3.Error as error:
                raise LibraryError(
                    f"The catalogue {self._file} cannot be written ({error}); nothing of this step was kept: "
                    "check the disk and try again."
                ) from error
            finally:
                if self._db.in_transaction:  # an error, or Ctrl-C
                    self._db.execute("ROLLBACK")

    def _rows(self, statement: str, values: Sequence[str] = ()) -> list[tuple[str, ...]]:
        with self._lock:
            try:
                return self._db.execute(statement, values).fetchall()
            except sqlite3.Error as error:
                raise LibraryError(
                    f"The catalogue {self._file} cannot be read ({error}); check the disk; if it is damaged, {_REMEDY}."
                ) from error

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._db.close()
