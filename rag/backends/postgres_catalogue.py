"""The catalogue in PostgreSQL: one truth for the programs of several machines."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from rag.backends.catalogue import SqliteCatalogue
from rag.backends.catalogue_schema import SCHEMA, SCHEMA_VERSION
from rag.backends.catalogue_store import Statements
from rag.backends.catalogue_tables import CatalogueTables
from rag.backends.catalogue_upkeep import TABLES
from rag.backends.postgres_connection import Address, PostgresConnection
from rag.backends.postgres_sessions import Sessions
from rag.errors import LibraryError, LibraryMismatch, SettingsError

_PAGE = 2000  # rows copied at once
_FOREIGN = (
    (re.compile(r"--.*"), ""),
    (re.compile(r"\) STRICT(, WITHOUT ROWID)?"), ")"),
    (re.compile(r"\bband INTEGER"), "band BIGINT"),
    (re.compile(r"\bend INTEGER"), '"end" INTEGER'),
    (re.compile(r"\bBLOB\b"), "BYTEA"),
    (re.compile(r"\bREAL\b"), "DOUBLE PRECISION"),
    (re.compile(r"\bTEXT\b"), 'TEXT COLLATE "C"'),  # sorted by code point, as SQLite does and Python
)
_AT_ODDS = {
    "articles without a print": "SELECT id FROM articles a WHERE NOT EXISTS (SELECT 1 FROM prints p WHERE p.id = a.id)",
    "prints whose rank is there twice": "SELECT article_id FROM prints GROUP BY article_id, rank HAVING count(*) > 1",
    "passages that do not lie in their article": (
        "SELECT s.id FROM passages s JOIN articles a ON a.id = s.article_id "
        "WHERE s.start < 0 OR s.end <= s.start OR s.end > length(a.body)"
    ),
    "articles with a text but no passage": (
        "SELECT id FROM articles a WHERE btrim(body, chr(10) || ' 　') != '' "
        "AND NOT EXISTS (SELECT 1 FROM passages s WHERE s.article_id = a.id)"
    ),
}


class PostgresCatalogue(CatalogueTables):
    """A `Catalogue` in a database of its own; safe to use from several threads, processes and machines."""

    def __init__(self, url: str, wait: float = 60.0) -> None:
        """Open the database that the URL names, and make the tables where there are none.

        `wait` is how many seconds to wait for another program that writes, or for a server that starts. Raises
        SettingsError for an address that is none, LibraryError when the server cannot be reached, LibraryMismatch for
        tables of another release.
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

    def faults(self) -> Sequence[str]:
        """Return a sentence for everything at odds; the server itself looks after damage of its files."""
        try:
            return [
                f"The catalogue {self._where} has {len(rows)} {what}, {rows[0][0]} first."
                for what, statement in _AT_ODDS.items()
                if (rows := self._rows(statement))
            ]
        except LibraryError as error:
            return [str(error)]

    def compact(self) -> None:
        """Let the server use the room of removed articles again; its autovacuum does so too, later."""
        with self._sessions.session("made smaller") as session:
            session.execute("VACUUM (ANALYZE)")

    def backup(self, file: Path) -> None:
        """Write all it holds, as of one moment, into a new SQLite file; others may read and write meanwhile."""
        with closing(SqliteCatalogue(file)):
            pass
        try:
            with (
                self._sessions.session("copied") as session,
                closing(sqlite3.connect(file, isolation_level=None)) as copy,
            ):
                session.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                copy.execute("BEGIN")
                for table in TABLES:
                    _copy(session, table, copy)
                copy.execute("COMMIT")
                session.execute("COMMIT")
        except sqlite3.Error as error:
            raise LibraryError(f"The catalogue {self._where} cannot be copied to {file} ({error}).") from error

    def restore(self, file: Path) -> None:
        """Take over, in one transaction, what a file of `backup` holds; the journals stay as they are."""
        try:
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source, self._transaction() as db:
                db.execute(f"TRUNCATE {', '.join(TABLES)}")
                for table in TABLES:
                    rows = source.execute(f"SELECT * FROM {table}")
                    marks = ", ".join("?" * len(rows.description))
                    while page := rows.fetchmany(_PAGE):
                        db.executemany(f"INSERT INTO {table} VALUES ({marks})", page)
        except sqlite3.Error as error:
            raise LibraryError(f"The backup {file} cannot be taken over ({error}); nothing was changed.") from error

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
        """Make the tables in one transaction; of two programs that do it at once the second finds them made."""
        with self._sessions.session("prepared") as session:
            session.execute("BEGIN")
            session.execute("SELECT pg_advisory_xact_lock(0)")
            if session.execute("SELECT to_regclass('baoda_catalogue') IS NULL")[0][0]:
                for statement in postgres_schema():
                    session.execute(statement)
                session.execute("CREATE TABLE baoda_catalogue (version INTEGER NOT NULL)")
                session.execute("INSERT INTO baoda_catalogue VALUES (?)", (SCHEMA_VERSION,))
            version = session.execute("SELECT version FROM baoda_catalogue")[0][0]
            session.execute("COMMIT")
        if version != SCHEMA_VERSION:
            raise LibraryMismatch(
                f"The catalogue {self._where} was made by another release of baoda; use that release, or ingest anew "
                "into another database."
            )


def postgres_schema() -> list[str]:
    """Return the statements that make the catalogue's tables in PostgreSQL, worked out from SQLite's."""
    text = SCHEMA
    for theirs, ours in _FOREIGN:
        text = theirs.sub(ours, text)
    return [statement.strip() for statement in text.split(";") if statement.strip()]


def _copy(session: PostgresConnection, table: str, copy: sqlite3.Connection) -> None:
    """Copy a table page by page through a cursor, in bounded memory."""
    session.execute(f"DECLARE page CURSOR FOR SELECT * FROM {table}")
    while rows := session.execute(f"FETCH {_PAGE} FROM page"):
        copy.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    session.execute("CLOSE page")
