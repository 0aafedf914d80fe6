"""The catalogue in SQLite: articles, their passages, and what the indexes have yet to take. It is the truth."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import RLock

from rag.errors import LibraryError
from rag.protocols import Contents
from rag.records import Article, ArticleKind, Origin, Passage, Source

_SCHEMA = """
CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY, version TEXT NOT NULL, kind TEXT NOT NULL,
    newspaper TEXT NOT NULL, date TEXT NOT NULL, page TEXT NOT NULL, headline TEXT NOT NULL, external_id TEXT NOT NULL,
    kicker TEXT NOT NULL, dateline TEXT NOT NULL, authors TEXT NOT NULL, body TEXT NOT NULL,
    confidence REAL NOT NULL, origin TEXT NOT NULL, places TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS articles_in_print ON articles (date, newspaper, page, id);
CREATE TABLE IF NOT EXISTS passages (
    id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS passages_in_order ON passages (article_id, start);
CREATE TABLE IF NOT EXISTS pending (article_id TEXT PRIMARY KEY) STRICT;
"""
_ARTICLE = (
    "id, version, kind, newspaper, date, page, headline, external_id, "
    "kicker, dateline, authors, body, confidence, origin, places"
)
# SQLite counts characters from 1, our offsets from 0.
_PASSAGE = (
    "SELECT p.id, p.article_id, p.start, p.end, substr(a.body, p.start + 1, p.end - p.start), "
    "a.newspaper, a.date, a.page, a.headline, a.external_id "
    "FROM passages p JOIN articles a ON a.id = p.article_id WHERE "
)
_BATCH = 500  # ids a statement: under SQLite's oldest limit of 999 variables


class SqliteCatalogue:
    """A `Catalogue` in one SQLite file (WAL); safe to use from several threads and processes."""

    def __init__(self, file: Path) -> None:
        """Open the file or make it; a file that is no catalogue raises LibraryError."""
        self._file = file
        self._lock = RLock()
        try:
            self._db = sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            raise LibraryError(
                f"The catalogue {file} cannot be opened ({error}); "
                "put back a copy of it, or ingest anew into another folder."
            ) from error

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

    def versions(self, article_ids: Sequence[str]) -> Mapping[str, str]:
        """Return id → version of those that are stored."""
        return {row[0]: row[1] for row in self._rows_of("SELECT id, version FROM articles WHERE id", article_ids)}

    def put(self, articles: Sequence[Article], passages: Sequence[Passage]) -> None:
        """Store articles with all their passages in one transaction and mark them as pending for the indexes."""
        ids = [(article.id,) for article in articles]
        with self._transaction() as db:
            db.executemany("DELETE FROM articles WHERE id = ?", ids)
            db.executemany(f"INSERT INTO articles ({_ARTICLE}) VALUES ({', '.join('?' * 15)})", map(_to_row, articles))
            db.executemany(
                "INSERT INTO passages (id, article_id, start, end) VALUES (?, ?, ?, ?)",
                ((passage.id, passage.article_id, passage.start, passage.end) for passage in passages),
            )
            db.executemany("INSERT OR IGNORE INTO pending VALUES (?)", ids)

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles and their passages in one transaction and mark them as pending for the indexes."""
        ids = [(article_id,) for article_id in article_ids]
        with self._transaction() as db:
            db.executemany("DELETE FROM articles WHERE id = ?", ids)
            db.executemany("INSERT OR IGNORE INTO pending VALUES (?)", ids)

    def pending(self) -> tuple[str, ...]:
        """Return ids of articles that the indexes have not durably taken or dropped."""
        return tuple(row[0] for row in self._rows("SELECT article_id FROM pending ORDER BY article_id"))

    def settle(self, article_ids: Sequence[str]) -> None:
        """Note that every index has durably taken or dropped these articles."""
        with self._transaction() as db:
            db.executemany("DELETE FROM pending WHERE article_id = ?", [(article_id,) for article_id in article_ids])

    def article(self, article_id: str) -> Article | None:
        """Return the article, or None when there is none with this id."""
        rows = self._rows(f"SELECT {_ARTICLE} FROM articles WHERE id = ?", (article_id,))
        return _from_row(rows[0]) if rows else None

    def articles(self) -> Iterator[Article]:
        """Yield every article by date, newspaper, page and id; the undated come first."""
        ids = [row[0] for row in self._rows("SELECT id FROM articles ORDER BY date, newspaper, page, id")]
        for article_id in ids:
            article = self.article(article_id)
            if article is not None:  # removed by another program since the ids were read
                yield article

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, Passage]:
        """Return id → passage of those that are stored."""
        return {row[0]: _passage(row) for row in self._rows_of(_PASSAGE + "p.id", passage_ids)}

    def passages_of(self, article_ids: Sequence[str]) -> tuple[Passage, ...]:
        """Return all passages of these articles, each article's in reading order."""
        rows = self._rows_of(_PASSAGE + "p.article_id", article_ids, "ORDER BY p.article_id, p.start")
        return tuple(_passage(row) for row in rows)

    def contents(self) -> Contents:
        """Return counts and the span of dates."""
        counts = self._rows(
            "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages), "
            "(SELECT min(date) FROM articles WHERE date != ''), (SELECT max(date) FROM articles)"
        )[0]
        papers = self._rows("SELECT DISTINCT newspaper FROM articles WHERE newspaper != '' ORDER BY newspaper")
        return Contents(
            articles=int(counts[0]),
            passages=int(counts[1]),
            newspapers=tuple(row[0] for row in papers),
            first_date=_day(counts[2]),
            last_date=_day(counts[3]),
        )

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._db.close()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _to_row(article: Article) -> tuple[str | float, ...]:
    source = article.source
    return (
        article.id,
        article.version,
        article.kind.value,
        source.newspaper,
        source.date.isoformat() if source.date else "",
        source.page,
        source.headline,
        source.external_id,
        article.kicker,
        article.dateline,
        json.dumps(article.authors, ensure_ascii=False),
        article.body,
        article.confidence,
        json.dumps([(o.file, o.first_line, o.last_line) for o in article.origin], ensure_ascii=False),
        json.dumps([_place_to_json(place) for place in article.places[1:]], ensure_ascii=False),
    )


def _place_to_json(place: Source) -> tuple[str, ...]:
    printed = place.date.isoformat() if place.date else ""
    return place.newspaper, printed, place.page, place.headline, place.external_id


def _source(newspaper: str, printed: str, page: str, headline: str, external_id: str) -> Source:
    return Source(newspaper, _day(printed), page, headline, external_id)


def _from_row(row: tuple[str, ...]) -> Article:
    (article_id, version, kind, *place, kicker, dateline, authors, body, confidence, origin, places) = row
    return Article(
        id=article_id,
        version=version,
        places=(_source(*place), *(_source(*other) for other in json.loads(places))),
        kicker=kicker,
        dateline=dateline,
        authors=tuple(json.loads(authors)),
        kind=ArticleKind(kind),
        paragraphs=tuple(body.split("\n")) if body else (),
        confidence=float(confidence),
        origin=tuple(Origin(file, first, last) for file, first, last in json.loads(origin)),
    )


def _passage(row: tuple[str, ...]) -> Passage:
    passage_id, article_id, start, end, text, *place = row
    return Passage(passage_id, article_id, _source(*place), text, int(start), int(end))
