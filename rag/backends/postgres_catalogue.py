"""The catalogue in PostgreSQL: one truth for the programs of several machines."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from rag.backends.catalogue import SqliteCatalogue
from rag.backends.catalogue_amendments import CatalogueAmendments
from rag.backends.catalogue_readings import CatalogueReadings
from rag.backends.catalogue_tables import CatalogueTables
from rag.backends.catalogue_upkeep import TABLES, USERS
from rag.backends.postgres_connection import PostgresConnection
from rag.backends.postgres_database import PostgresDatabase
from rag.errors import LibraryError

_PAGE = 2000  # rows copied at once
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


class PostgresCatalogue(CatalogueTables, CatalogueAmendments, CatalogueReadings, PostgresDatabase):
    """A `Catalogue` in a database of its own; safe to use from several threads, processes and machines."""

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
                for table in (*TABLES, *USERS):
                    _copy(session, table, copy)
                copy.execute("COMMIT")
                session.execute("COMMIT")
        except sqlite3.Error as error:
            raise LibraryError(f"The catalogue {self._where} cannot be copied to {file} ({error}).") from error

    def restore(self, file: Path, *, users: bool = False) -> None:
        """Take over, in one transaction, what a file of `backup` holds; the journals stay as they are.

        With `users` that is also who may sign in, and what was asked.
        """
        tables = (*TABLES, *USERS) if users else TABLES
        try:
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source, self._transaction() as db:
                db.execute(f"TRUNCATE {', '.join(tables)}")
                for table in tables:
                    rows = source.execute(f"SELECT * FROM {table}")
                    marks = ", ".join("?" * len(rows.description))
                    while page := rows.fetchmany(_PAGE):
                        db.executemany(f"INSERT INTO {table} VALUES ({marks})", page)
        except sqlite3.Error as error:
            raise LibraryError(f"The backup {file} cannot be taken over ({error}); nothing was changed.") from error


def _copy(session: PostgresConnection, table: str, copy: sqlite3.Connection) -> None:
    """Copy a table page by page through a cursor, in bounded memory."""
    session.execute(f"DECLARE page CURSOR FOR SELECT * FROM {table}")
    while rows := session.execute(f"FETCH {_PAGE} FROM page"):
        copy.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    session.execute("CLOSE page")
