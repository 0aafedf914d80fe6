"""The catalogue's tables, and articles and passages as rows of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from rag.corrections import title_letters
from rag.records import Article, ArticleKind, DateMention, Origin, Passage, Source
from rag.repeats import Filed, text_key

SCHEMA_VERSION = 2  # in the file's user_version; raise it with every change of the tables
SCHEMA = """
CREATE TABLE articles (
    id TEXT PRIMARY KEY, text_key TEXT NOT NULL, body TEXT NOT NULL, signature BLOB NOT NULL, report TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_text ON articles (text_key);
CREATE INDEX articles_by_report ON articles (report) WHERE report != '';
-- What was printed at one place: the print with its article's id is the first one.
CREATE TABLE prints (
    id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL, title TEXT NOT NULL, version TEXT NOT NULL,
    newspaper TEXT NOT NULL, date TEXT NOT NULL, page TEXT NOT NULL, headline TEXT NOT NULL, external_id TEXT NOT NULL,
    kind TEXT NOT NULL, kicker TEXT NOT NULL, dateline TEXT NOT NULL, authors TEXT NOT NULL,
    confidence REAL NOT NULL, origin TEXT NOT NULL, dates TEXT NOT NULL
) STRICT;
CREATE INDEX prints_of_article ON prints (article_id, rank);
CREATE INDEX prints_in_print ON prints (date, newspaper, page, id);
CREATE INDEX prints_by_title ON prints (title);
CREATE TABLE passages (
    id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_in_order ON passages (article_id, start);
CREATE TABLE pending (article_id TEXT PRIMARY KEY) STRICT;
CREATE TABLE bands (
    band INTEGER NOT NULL, day TEXT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (band, day, article_id)
) STRICT, WITHOUT ROWID;
"""
INSERT_ARTICLE = "INSERT INTO articles (id, text_key, body, signature, report) VALUES (?, ?, ?, ?, '')"
INSERT_PRINT = f"INSERT INTO prints VALUES ({', '.join('?' * 17)})"
PRINT = (
    "p.id, p.version, p.newspaper, p.date, p.page, p.headline, p.external_id, p.kind, p.kicker, p.dateline, "
    "p.authors, p.confidence, p.origin, p.dates"
)
# SQLite counts characters from 1, our offsets from 0.
PASSAGE = (
    "SELECT s.id, s.article_id, s.start, s.end, substr(a.body, s.start + 1, s.end - s.start), "
    "p.newspaper, p.date, p.page, p.headline, p.external_id "
    "FROM passages s JOIN articles a ON a.id = s.article_id JOIN prints p ON p.id = a.id WHERE "
)

Row = Sequence[str]


def article_values(filed: Filed, signature: bytes) -> tuple[str | bytes, ...]:
    """Return the values of `INSERT_ARTICLE`."""
    first = filed.prints[0]
    return first.id, text_key(first), first.body, signature


def print_values(filed: Filed) -> list[tuple[str | float, ...]]:
    """Return the values of `INSERT_PRINT` for every print of an article."""
    return [
        (
            one.id,
            filed.prints[0].id,
            rank,
            title_letters(one.headline),
            one.version,
            *_place_values(one.source),
            one.kind.value,
            one.kicker,
            one.dateline,
            json.dumps(one.authors, ensure_ascii=False),
            one.confidence,
            json.dumps([(o.file, o.first_line, o.last_line) for o in one.origin], ensure_ascii=False),
            json.dumps([(d.start, d.end, d.since.isoformat(), d.until.isoformat()) for d in one.dates]),
        )
        for rank, one in enumerate(filed.prints)
    ]


def _place_values(place: Source) -> tuple[str, ...]:
    printed = place.date.isoformat() if place.date else ""
    return place.newspaper, printed, place.page, place.headline, place.external_id


def print_of(row: Row, body: str) -> Article:
    """Return one print from the columns of `PRINT` and its article's body."""
    print_id, version, *place, kind, kicker, dateline, authors, confidence, origin, dates = row
    return Article(
        id=print_id,
        version=version,
        places=(_source(*place),),
        kicker=kicker,
        dateline=dateline,
        authors=tuple(json.loads(authors)),
        kind=ArticleKind(kind),
        paragraphs=tuple(body.split("\n")) if body else (),
        confidence=float(confidence),
        origin=tuple(Origin(file, first, last) for file, first, last in json.loads(origin)),
        dates=tuple(
            DateMention(start, end, body[start:end], date.fromisoformat(since), date.fromisoformat(until))
            for start, end, since, until in json.loads(dates)
        ),
    )


def passage_of(row: Row) -> Passage:
    """Return a passage from the columns of `PASSAGE`."""
    passage_id, article_id, start, end, text, *place = row
    return Passage(passage_id, article_id, _source(*place), text, int(start), int(end))


def day_of(text: str | None) -> date | None:
    """Return the day that a column holds; it is empty when none is known."""
    return date.fromisoformat(text) if text else None


def _source(newspaper: str, printed: str, page: str, headline: str, external_id: str) -> Source:
    return Source(newspaper, day_of(printed), page, headline, external_id)
