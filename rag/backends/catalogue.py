"""The catalogue in SQLite: articles, their passages, and what the indexes have yet to take. It is the truth."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import RLock

from rag.backends import reports
from rag.backends.catalogue_rows import (
    INSERT_ARTICLE,
    INSERT_PRINT,
    PASSAGE,
    PRINT,
    SCHEMA,
    SCHEMA_VERSION,
    article_values,
    day_of,
    passage_of,
    print_of,
    print_values,
)
from rag.backends.corrected import corrected
from rag.backends.minhash import signature
from rag.errors import LibraryError, LibraryMismatch
from rag.protocols import Contents
from rag.records import Article, Passage
from rag.repeats import Filed

_BATCH = 500  # ids a statement: under SQLite's oldest limit of 999 variables


class SqliteCatalogue:
    """A `Catalogue` in one SQLite file (WAL); safe to use from several threads and processes."""

    def __init__(self, file: Path) -> None:
        """Open the file or make it.

        A file that is no catalogue raises LibraryError, one of another release's making LibraryMismatch.
        """
        self._file = file
        self._lock = RLock()
        try:
            self._db = sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            if self._version() != SCHEMA_VERSION:
                self._make_tables()
        except sqlite3.DatabaseError as error:
            raise LibraryError(
                f"The catalogue {file} cannot be opened ({error}); "
                "put back a copy of it, or ingest anew into another folder."
            ) from error

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def _make_tables(self) -> None:
        """Fill an empty file with tables; a file with other tables is refused and left as it is."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            if self._version() == SCHEMA_VERSION:  # another program made them since
                return
            if self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                raise LibraryMismatch(
                    f"The catalogue {self._file} was made by another release of baoda; "
                    "use that release, or ingest anew into another folder."
                )
            for statement in SCHEMA.split(";"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        finally:
            self._db.execute("COMMIT")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("COMMIT")
            except sqlite3.Error as error:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise LibraryError(
                    f"The catalogue {self._file} cannot be written ({error}); nothing of this step was kept: "
                    "check the disk and try again."
                ) from error

    def _rows(self, statement: str, values: Sequence[str] = ()) -> list[tuple[str, ...]]:
        with self._lock:
            try:
                return self._db.execute(statement, values).fetchall()
            except sqlite3.Error as error:
                raise LibraryError(f"The catalogue {self._file} cannot be read ({error}); check the disk.") from error

    def _rows_of(self, statement: str, ids: Sequence[str], order: str = "") -> Iterator[tuple[str, ...]]:
        """Run `statement … IN (ids)` in batches."""
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            yield from self._rows(f"{statement} IN ({', '.join('?' * len(batch))}) {order}", batch)

    def versions(self, print_ids: Sequence[str]) -> Mapping[str, str]:
        """Return id → version of those prints that are stored."""
        return {row[0]: row[1] for row in self._rows_of("SELECT id, version FROM prints WHERE id", print_ids)}

    def holders(self, print_ids: Sequence[str]) -> Mapping[str, str]:
        """Return a print's id → the id of the article that holds it, of those that are stored."""
        return {row[0]: row[1] for row in self._rows_of("SELECT id, article_id FROM prints WHERE id", print_ids)}

    def filed(self, print_ids: Sequence[str], text_keys: Sequence[str]) -> tuple[Filed, ...]:
        """Return the articles that hold one of these prints or one of these texts."""
        ids = dict.fromkeys(self.holders(print_ids).values())
        ids |= dict.fromkeys(row[0] for row in self._rows_of("SELECT id FROM articles WHERE text_key", text_keys))
        found: dict[str, list[Article]] = {}
        statement = f"SELECT a.body, a.id, {PRINT} FROM prints p JOIN articles a ON a.id = p.article_id WHERE a.id"
        for body, article_id, *row in self._rows_of(statement, list(ids), "ORDER BY a.id, p.rank"):
            found.setdefault(article_id, []).append(print_of(row, body))
        return tuple(Filed(tuple(prints)) for prints in found.values())

    def put(
        self,
        filed: Sequence[Filed],
        passages: Sequence[Passage],
        *,
        extended: Sequence[Filed] = (),
        gone: Sequence[str] = (),
    ) -> None:
        """Store articles with all their passages in one transaction and mark them as pending for the indexes.

        In the same transaction, articles that are `gone` are dropped and marked, and `extended` ones, whose text and
        first print stand already, take their prints anew: for those the indexes have nothing to do.
        """
        ids = [one.prints[0].id for one in filed]
        with self._transaction() as db:
            left = _drop(db, [*ids, *gone])
            db.executemany("DELETE FROM prints WHERE article_id = ?", [(one.prints[0].id,) for one in extended])
            for one in filed:
                signed = signature(one.prints[0].body)
                db.execute(INSERT_ARTICLE, article_values(one, signed))
                reports.enter(db, one.prints[0].id, str(one.prints[0].source.date or ""), signed)
            db.executemany(INSERT_PRINT, [values for one in (*filed, *extended) for values in print_values(one)])
            db.executemany(
                "INSERT INTO passages (id, article_id, start, end) VALUES (?, ?, ?, ?)",
                ((passage.id, passage.article_id, passage.start, passage.end) for passage in passages),
            )
            reports.regroup(db, ids, left)

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles, their prints and passages in one transaction and mark them as pending for the indexes."""
        with self._transaction() as db:
            reports.regroup(db, [], _drop(db, article_ids))

    def pending(self) -> tuple[str, ...]:
        """Return ids of articles that the indexes have not durably taken or dropped."""
        return tuple(row[0] for row in self._rows("SELECT article_id FROM pending ORDER BY article_id"))

    def settle(self, article_ids: Sequence[str]) -> None:
        """Note that every index has durably taken or dropped these articles."""
        with self._transaction() as db:
            db.executemany("DELETE FROM pending WHERE article_id = ?", [(article_id,) for article_id in article_ids])

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id or with a print of this id; None when there is none."""
        filed = self.filed([article_id], [])
        if not filed:
            return None
        found = filed[0].article
        report = self._rows("SELECT report FROM articles WHERE id = ?", (found.id,))
        return replace(found, report=report[0][0] if report else "", corrects=corrected(self._rows, found))

    def articles(self) -> Iterator[Article]:
        """Yield every article by date, newspaper, page and id; the undated come first."""
        order = "ORDER BY p.date, p.newspaper, p.page, p.id"
        for row in self._rows(f"SELECT a.id FROM articles a JOIN prints p ON p.id = a.id {order}"):
            article = self.article(row[0])
            if article is not None:  # removed by another program since the ids were read
                yield article

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, Passage]:
        """Return id → passage of those that are stored."""
        return {row[0]: passage_of(row) for row in self._rows_of(PASSAGE + "s.id", passage_ids)}

    def passages_of(self, article_ids: Sequence[str]) -> tuple[Passage, ...]:
        """Return all passages of these articles, each article's in reading order."""
        rows = self._rows_of(PASSAGE + "s.article_id", article_ids, "ORDER BY s.article_id, s.start")
        return tuple(passage_of(row) for row in rows)

    def contents(self) -> Contents:
        """Return counts and the span of dates."""
        counts = self._rows(
            "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages), "
            "(SELECT min(date) FROM prints WHERE date != ''), (SELECT max(date) FROM prints)"
        )[0]
        papers = self._rows("SELECT DISTINCT newspaper FROM prints WHERE newspaper != '' ORDER BY newspaper")
        return Contents(
            articles=int(counts[0]),
            passages=int(counts[1]),
            newspapers=tuple(row[0] for row in papers),
            first_date=day_of(counts[2]),
            last_date=day_of(counts[3]),
        )

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._db.close()


def _drop(db: sqlite3.Connection, article_ids: Sequence[str]) -> set[str]:
    """Delete articles with all that hangs on them and mark them as pending; return the reports that they were in."""
    ids = [(article_id,) for article_id in article_ids]
    left = reports.leave(db, article_ids)
    db.executemany("DELETE FROM articles WHERE id = ?", ids)
    db.executemany("INSERT OR IGNORE INTO pending VALUES (?)", ids)
    return left
