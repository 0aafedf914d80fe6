"""Reprints with small edits, grouped as one report in the catalogue's own tables.

An article tells the report of the first article before it that its text is like, that was printed within days of it and
tells no other's report itself; so a daily column does not grow into one report over the years. Nothing depends on the
order of arrival.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop, heappush

from rag.backends.minhash import bands, likeness

_ALIKE = 0.6  # share of shingles: a reprint that a third of was cut or rewritten
_DAYS_APART = 7
_BATCH = 500  # values a statement: under SQLite's oldest limit of 999 variables


@dataclass(frozen=True, slots=True)
class _Card:
    """What grouping needs of an article; `order` puts the first in print first."""

    id: str
    signature: bytes
    report: str
    day: date | None
    order: tuple[str, str, int, str, str]


def enter(db: sqlite3.Connection, article_id: str, day: str, signature: bytes) -> None:
    """Make an article's text known to the bands; `day` is YYYY-MM-DD, or empty when unknown."""
    rows = ((band, day, article_id) for band in bands(signature))
    db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?, ?)", rows)


def leave(db: sqlite3.Connection, article_ids: Sequence[str]) -> set[str]:
    """Take articles out of the bands, before they are deleted; return the reports that they were in."""
    cards = _cards(db, article_ids).values()
    db.executemany(
        "DELETE FROM bands WHERE band = ? AND day = ? AND article_id = ?",
        ((band, str(card.day or ""), card.id) for card in cards for band in bands(card.signature)),
    )
    return {card.report for card in cards if card.report}


def regroup(db: sqlite3.Connection, article_ids: Sequence[str], reports: Iterable[str]) -> None:
    """Group anew the articles that came, those that they are like, and what is left of these reports."""
    came, touched = set(article_ids), set(reports)
    cards = _cards(db, [*article_ids, *_members(db, touched)])
    waiting = [card.order for card in cards.values()]
    heapify(waiting)
    leader: dict[str, str] = {}
    while waiting:
        card = cards[heappop(waiting)[-1]]
        if card.id in leader:
            continue
        alike = _alike(db, card)
        cards |= alike
        leading = [
            other.order
            for other in alike.values()
            if other.order < card.order and leader.get(other.id, other.report or other.id) == other.id
        ]
        before = "" if card.id in came else card.report or card.id
        leader[card.id] = min(leading)[-1] if leading else card.id
        touched |= {before, leader[card.id]} - {"", "" if card.report else card.id}
        if (leader[card.id] == card.id) != (before == card.id):
            for other in alike.values():
                if other.order > card.order:
                    heappush(waiting, other.order)
    _write(db, leader, touched)


def _write(db: sqlite3.Connection, leader: Mapping[str, str], touched: Iterable[str]) -> None:
    changes = ((led_by if led_by != article_id else "", article_id) for article_id, led_by in leader.items())
    db.executemany("UPDATE articles SET report = ? WHERE id = ?", changes)
    # The words report != '' let SQLite use the index on the articles that are in one.
    followed = "EXISTS (SELECT 1 FROM articles m WHERE m.report = ?1 AND m.report != '' AND m.id != ?1)"
    db.executemany(
        f"UPDATE articles SET report = CASE WHEN {followed} THEN ?1 ELSE '' END WHERE id = ?1 AND report IN ('', ?1)",
        ((article_id,) for article_id in touched),
    )


def _alike(db: sqlite3.Connection, card: _Card) -> dict[str, _Card]:
    keys = bands(card.signature)
    first, last = "", "9999-99-99"
    if card.day:
        day, final = card.day.toordinal(), date.max.toordinal()
        first = str(date.fromordinal(max(day - _DAYS_APART, 1)))
        last = str(date.fromordinal(min(day + _DAYS_APART, final)))
    days = "AND (day = '' OR day BETWEEN ? AND ?)"
    rows = db.execute(
        f"SELECT DISTINCT article_id FROM bands WHERE band IN ({_marks(keys)}) {days}", (*keys, first, last)
    )
    others = _cards(db, [row[0] for row in rows if row[0] != card.id])
    shares = likeness(card.signature, [other.signature for other in others.values()])
    return {
        article_id: other for (article_id, other), share in zip(others.items(), shares, strict=True) if share >= _ALIKE
    }


def _members(db: sqlite3.Connection, reports: Iterable[str]) -> list[str]:
    return [
        row[0]
        for batch in _batches(list(reports))
        for row in db.execute(f"SELECT id FROM articles WHERE report != '' AND report IN ({_marks(batch)})", batch)
    ]


def _cards(db: sqlite3.Connection, article_ids: Iterable[str]) -> dict[str, _Card]:
    """The cards of those articles that are stored."""
    columns = "a.id, a.signature, a.report, p.date, p.newspaper, p.page"
    found: dict[str, _Card] = {}
    for batch in _batches(list(article_ids)):
        statement = f"SELECT {columns} FROM articles a JOIN prints p ON p.id = a.id WHERE a.id IN ({_marks(batch)})"
        for article_id, signature, report, day, newspaper, page in db.execute(statement, batch):
            order = (day or "9999-99-99", newspaper, len(page), page, article_id)
            found[article_id] = _Card(article_id, signature, report, date.fromisoformat(day) if day else None, order)
    return found


def _marks(values: list[str] | list[int]) -> str:
    return ", ".join("?" * len(values))


def _batches(values: list[str]) -> Iterable[list[str]]:
    return (values[start : start + _BATCH] for start in range(0, len(values), _BATCH))
