"""The catalogue's tables in a PostgreSQL database: opened, made or brought up to date; read, and written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from rag.backends.catalogue_schema import MIGRATIONS, SCHEMA, SCHEMA_VERSION
from rag.backends.catalogue_store import CatalogueStore, Statements
from rag.backends.postgres_connection import Address, PostgresConnection
from rag.backends.postgres_sessions import Sessions
from rag.errors import LibraryMismatch, SettingsError

_FOREIGN = (
    (re.compile(r"--.*"), ""),
    (re.compile(r"\) STRICT(, WITHOUT ROWID)?"), ")"),
    (re.compile(r"\b(band|ends) INTEGER"), r"\1 BIGINT"),
    (re.compile(r"\bend INTEGER"), '"end" INTEGER'),
    (re.compile(r"\bBLOB\b"), "BYTEA"),
    (re.compile(r"\bREAL\b"), "DOUBLE PRECISION"),
    (re.compile(r"\bTEXT\b"), 'TEXT COLLATE "C"'),  # sorted by code point, as SQLite does and Python
)
# Where several machines share a library, so are the ratings, which one machine keeps in a file that anyone can read.
_RATINGS = """
CREATE TABLE ratings (rated TEXT NOT NULL, key TEXT NOT NULL, kept TEXT NOT NULL, PRIMARY KEY (rated, key)) STRICT
"""
# What is done beside the catalogue's own migration, from the version that is the key.
_BESIDE = {4: _RATINGS}


class PostgresDatabase(CatalogueStore):
    """One database with the tables; safe to use from several threads, processes and machines."""

    def __init__(self, url: str, wait: float = 60.0) -> None:
        """Open the database that the URL names, and make the tables where there are none.

        Those of an earlier release are brought up to date, with everything in them kept.
        `wait` is how many seconds to wait for another program that writes, or for a server that starts. Raises
        SettingsError for an address that is none, LibraryError when the server cannot be reached, LibraryMismatch for
        tables of a later release.
        """
        try:
            import pg8000.native  # noqa: F401
        except ImportError as error:
            raise SettingsError(
                "catalogue.url needs the package pg8000; install it with: pip install 'baoda[postgres]'"
            ) from error
        self._sessions = Sessions(Address.of(url), wait)
        self._where = self._sessions.address.shown
        try:
            self._prepare()
        except BaseException:
            self._sessions.close()  # nobody else will: there is no catalogue to close
            raise

    def writing(
        self, told: Callable[[str], None] | None = None, wait: float | None = None
    ) -> AbstractContextManager[None]:
        """Hold the right to write, an advisory lock of the database, as `Catalogue` has it."""
        return self._sessions.writing(told, wait)

    def close(self) -> None:
        """End all sessions."""
        self._sessions.close()

    @contextmanager
    def _transaction(self) -> Iterator[Statements]:
        self._sessions.still_mine()
        with self._sessions.session("written") as session:
            session.execute("BEGIN")
            yield session  # a session that something failed in is closed, and the server forgets its transaction
            session.execute("COMMIT")

    def _rows(self, statement: str, values: Sequence[str] = ()) -> list[tuple[str, ...]]:
        with self._sessions.session("read") as session:
            return session.execute(statement, values)

    def _prepare(self) -> None:
        """Make or change the tables in one transaction; of two programs that do it at once the second finds it done."""
        with self._sessions.session("prepared") as session:
            session.execute("BEGIN")
            session.execute("SELECT pg_advisory_xact_lock(0)")
            if session.execute("SELECT to_regclass('baoda_catalogue') IS NULL")[0][0]:
                _run(session, f"{SCHEMA};{_RATINGS}; CREATE TABLE baoda_catalogue (version INTEGER NOT NULL)")
                session.execute("INSERT INTO baoda_catalogue VALUES (?)", (SCHEMA_VERSION,))
            else:
                self._bring_up_to_date(session)
            session.execute("COMMIT")

    def _bring_up_to_date(self, session: PostgresConnection) -> None:
        version = session.execute("SELECT version FROM baoda_catalogue")[0][0]
        if version != SCHEMA_VERSION and version not in MIGRATIONS:
            raise LibraryMismatch(
                f"The catalogue {self._where} was made by another release of baoda; use that release, or ingest anew "
                "into another database."
            )
        for step in range(version, SCHEMA_VERSION):
            _run(session, f"{MIGRATIONS[step]};{_BESIDE.get(step, '')}")
        session.execute("UPDATE baoda_catalogue SET version = ?", (SCHEMA_VERSION,))


def _run(session: PostgresConnection, statements: str) -> None:
    """Run statements that are written for SQLite."""
    for theirs, ours in _FOREIGN:
        statements = theirs.sub(ours, statements)
    for statement in statements.split(";"):
        if statement.strip():
            session.execute(statement)
