"""The catalogue's tables, and articles and passages as rows of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from rag.backends.packed_boxes import pack_boxes, with_boxes
from rag.corrections import title_letters
from rag.parts import Mark, Part, Way
from rag.records import Article, ArticleKind, DateMention, Origin, Passage, Source
from rag.repeats import Filed, text_key

SCHEMA_VERSION = 4  # in the file's user_version; raise it with every change of the tables, and write the way there
_TABLES_OF_3 = """
-- The places of a print's lines, of all its origins.
CREATE TABLE boxes (
    print_id TEXT PRIMARY KEY REFERENCES prints (id) ON DELETE CASCADE, packed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
-- The copies of source files that a print was read from.
CREATE TABLE copies (
    print_id TEXT NOT NULL REFERENCES prints (id) ON DELETE CASCADE, copy TEXT NOT NULL, PRIMARY KEY (print_id, copy)
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_by_name ON copies (copy);
-- Parts of articles that go on on another page, as they were read, whole: the print that holds their text now.
CREATE TABLE parts (
    id TEXT PRIMARY KEY, day TEXT NOT NULL, whole TEXT NOT NULL, marks TEXT NOT NULL,
    body TEXT NOT NULL, print TEXT NOT NULL, packed BLOB NOT NULL
) STRICT;
CREATE INDEX parts_by_day ON parts (day);
CREATE INDEX parts_by_whole ON parts (whole)
"""
_TABLES_OF_4 = """
-- The indexes that a journal is kept for, and of each the articles that it has yet to take or drop.
CREATE TABLE indexes (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE journal (
    index_name TEXT NOT NULL REFERENCES indexes (name) ON DELETE CASCADE, article_id TEXT NOT NULL,
    PRIMARY KEY (index_name, article_id)
) STRICT, WITHOUT ROWID
"""
SCHEMA = f"""
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
-- A band is above 0 where the article leads its report or is in none, below 0 where it follows another.
CREATE TABLE bands (
    band INTEGER NOT NULL, day TEXT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (band, day, article_id)
) STRICT, WITHOUT ROWID;
{_TABLES_OF_3};
{_TABLES_OF_4}
"""
# From the version that is the key to the next one.
MIGRATIONS = {
    2: f"""
UPDATE bands SET band = -band WHERE article_id IN (SELECT id FROM articles WHERE report != '' AND report != id);
{_TABLES_OF_3}
""",
    3: f"""
{_TABLES_OF_4};
INSERT INTO indexes VALUES ('chroma'), ('tantivy');
INSERT INTO journal SELECT name, article_id FROM indexes, pending;
DROP TABLE pending
""",
}
INSERT_ARTICLE = "INSERT INTO articles (id, text_key, body, signature, report) VALUES (?, ?, ?, ?, '')"
INSERT_PRINT = f"INSERT INTO prints VALUES ({', '.join('?' * 17)})"
INSERT_BOXES = "INSERT INTO boxes VALUES (?, ?)"
INSERT_COPY = "INSERT INTO copies VALUES (?, ?)"
INSERT_PART = "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)"
PRINT = (
    "p.id, p.version, p.newspaper, p.date, p.page, p.headline, p.external_id, p.kind, p.kicker, p.dateline, "
    "p.authors, p.confidence, p.origin, p.dates, (SELECT packed FROM boxes b WHERE b.print_id = p.id)"
)
PART = "SELECT s.marks, s.whole, s.body, s.packed, s.print FROM parts s WHERE "
# SQLite counts characters from 1, our offsets from 0.
PASSAGE = (
    "SELECT s.id, s.article_id, s.start, s.end, substr(a.body, s.start + 1, s.end - s.start), "
    "p.newspaper, p.date, p.page, p.headline, p.external_id "
    "FROM passages s JOIN articles a ON a.id = s.article_id JOIN prints p ON p.id = a.id WHERE "
)

Row = Sequence[Any]  # as SQLite gives it


def article_values(filed: Filed, signature: bytes) -> tuple[str | bytes, ...]:
    """Return the values of `INSERT_ARTICLE`."""
    first = filed.prints[0]
    return first.id, text_key(first), first.body, signature


def print_values(filed: Filed) -> list[tuple[str | float, ...]]:
    """Return the values of `INSERT_PRINT` for every print of an article."""
    found = []
    for rank, one in enumerate(filed.prints):
        print_id, *columns = _print_columns(one)
        found.append((print_id, filed.prints[0].id, rank, title_letters(one.headline), *columns))
    return found


def _print_columns(one: Article) -> tuple[str | float, ...]:
    """The columns of `PRINT` but the last."""
    origin = [(o.file, o.first_line, o.last_line, *([o.copy] if o.copy else ())) for o in one.origin]
    return (
        one.id,
        one.version,
        *_place_values(one.source),
        one.kind.value,
        one.kicker,
        one.dateline,
        json.dumps(one.authors, ensure_ascii=False),
        one.confidence,
        json.dumps(origin, ensure_ascii=False),
        json.dumps([(d.start, d.end, d.since.isoformat(), d.until.isoformat()) for d in one.dates]),
    )


def boxes_values(prints: Iterable[Article]) -> list[tuple[str, bytes]]:
    """Return the values of `INSERT_BOXES` for the prints that have boxes."""
    return [(one.id, packed) for one in prints if (packed := pack_boxes(one.origin))]


def copy_values(prints: Iterable[Article]) -> list[tuple[str, str]]:
    """Return the values of `INSERT_COPY` for the prints that were read from a file that is kept."""
    return [(one.id, name) for one in prints for name in sorted({origin.copy for origin in one.origin} - {""})]


def part_values(part: Part) -> tuple[str | bytes, ...]:
    """Return the values of `INSERT_PART`."""
    one = part.article
    day = one.source.date.isoformat() if one.source.date else ""
    marks = json.dumps([(mark.way.value, mark.page, mark.words) for mark in part.marks], ensure_ascii=False)
    columns = json.dumps(_print_columns(one), ensure_ascii=False)
    return one.id, day, part.whole, marks, one.body, columns, pack_boxes(one.origin)


def part_of(row: Row) -> Part:
    """Return a part from the columns of `PART`."""
    marks, whole, body, packed, columns = row
    article = print_of([*json.loads(columns), packed], body)
    found = tuple(Mark(article.id, Way(way), page, words) for way, page, words in json.loads(marks))
    return Part(article, found, whole)


def _place_values(place: Source) -> tuple[str, ...]:
    printed = place.date.isoformat() if place.date else ""
    return place.newspaper, printed, place.page, place.headline, place.external_id


def print_of(row: Row, body: str) -> Article:
    """Return one print from the columns of `PRINT` and its article's body."""
    print_id, version, *place, kind, kicker, dateline, authors, confidence, origin, dates, packed = row
    return Article(
        id=print_id,
        version=version,
        places=(source_of(*place),),
        kicker=kicker,
        dateline=dateline,
        authors=tuple(json.loads(authors)),
        kind=ArticleKind(kind),
        paragraphs=tuple(body.split("\n")) if body else (),
        confidence=float(confidence),
        origin=with_boxes([_origin(*values) for values in json.loads(origin)], packed),
        dates=tuple(
            DateMention(start, end, body[start:end], date.fromisoformat(since), date.fromisoformat(until))
            for start, end, since, until in json.loads(dates)
        ),
    )


def _origin(file: str, first_line: int, last_line: int, copy: str = "") -> Origin:
    return Origin(file, first_line, last_line, copy=copy)


def passage_of(row: Row) -> Passage:
    """Return a passage from the columns of `PASSAGE`."""
    passage_id, article_id, start, end, text, *place = row
    return Passage(passage_id, article_id, source_of(*place), text, int(start), int(end))


def day_of(text: str | None) -> date | None:
    """Return the day that a column holds; it is empty when none is known."""
    return date.fromisoformat(text) if text else None


def source_of(newspaper: str, printed: str, page: str, headline: str, external_id: str) -> Source:
    """Return the place that the columns newspaper, date, page, headline and external id hold."""
    return Source(newspaper, day_of(printed), page, headline, external_id)
