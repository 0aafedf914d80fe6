"""The catalogue's tables, and articles and passages as rows of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from rag.backends.packed_boxes import pack_boxes, with_boxes
from rag.chinese import letters
from rag.parts import Mark, Part, Way
from rag.records import Article, ArticleKind, DateMention, Origin, Passage, Source
from rag.repeats import Filed, text_key

INSERT_ARTICLE = "INSERT INTO articles (id, text_key, body, signature, report) VALUES (?, ?, ?, ?, '')"
INSERT_PRINT = f"INSERT INTO prints VALUES ({', '.join('?' * 17)})"
INSERT_BOXES = "INSERT INTO boxes VALUES (?, ?)"
INSERT_COPY = "INSERT INTO copies VALUES (?, ?)"
INSERT_PART = (
    "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET day = excluded.day, "
    "whole = excluded.whole, marks = excluded.marks, body = excluded.body, print = excluded.print, "
    "packed = excluded.packed"
)
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
        found.append((print_id, filed.prints[0].id, rank, letters(one.headline), *columns))
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
