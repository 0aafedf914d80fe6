"""Reprints with small edits, grouped as one report in the catalogue's own tables.

An article tells the report of the first article before it that its text is like, that was printed within days of it and
tells no other's report itself; so a daily column does not grow into one report over the years. Nothing depends on the
order of arrival.

The bands of leaders and of the others are told apart by their sign, so that one text of a report of thousands is
compared with its leader, not with all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from heapq import heapify, heappop, heappush

from rag.backends.catalogue_store import Statements
from rag.backends.minhash import bands, likeness

_ALIKE = 0.6  # share of shingles: a reprint that a third of was cut or rewritten
_DAYS_APART = 7
_CANDIDATES = 64  # texts that one is compared with
_BATCH = 500  # values a statement: under SQLite's oldest limit of 999 variables


class _Side(Enum):
    """Where in print to look from an article."""

    BEFORE = "before"
    AFTER = "after"

    @property
    def days(self) -> str:
        """The condition on days."""
        return "day BETWEEN ? AND ?" if self is _Side.BEFORE else "(day = '' OR day BETWEEN ? AND ?)"


@dataclass(frozen=True, slots=True)
class _Card:
    """What grouping needs of an article; `order` puts the first in print first."""

    id: str
    signature: bytes
    report: str
    day: date | None
    order: tuple[str, str, int, str, str]


def leave(db: Statements, article_ids: Sequence[str]) -> set[str]:
    """Take articles out of the bands, before they are deleted; return the reports that they were in."""
    cards = _cards(db, article_ids).values()
    db.executemany(
        "DELETE FROM bands WHERE band IN (?, ?) AND day = ? AND article_id = ?",
        ((band, -band, str(card.day or ""), card.id) for card in cards for band in bands(card.signature)),
    )
    return {card.report for card in cards if card.report}


def regroup(db: Statements, article_ids: Sequence[str], reports: Iterable[str]) -> None:
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
        earlier = _alike(db, card, _Side.BEFORE)
        cards |= earlier
        leading = [
            other.order for other in earlier.values() if leader.get(other.id, other.report or other.id) == other.id
        ]
        before = "" if card.id in came else card.report or card.id
        leader[card.id] = min(leading)[-1] if leading else card.id
        touched |= {before, leader[card.id]} - {"", "" if card.report else card.id}
        leads = leader[card.id] == card.id
        if card.id in came:
            _enter(db, card, leads=leads)
        if leads != (before == card.id):
            if card.id not in came:
                _turn(db, card, leads=leads)
            # Whom a new leader may lead is alike and later; those whom an old one led are known.
            others = _alike(db, card, _Side.AFTER) if leads else _cards(db, _members(db, [card.id]))
            cards = others | cards
            for other in others.values():
                if other.order > card.order:
                    heappush(waiting, other.order)
    _write(db, leader, touched)


def _enter(db: Statements, card: _Card, *, leads: bool) -> None:
    """Make an article's text known to the bands."""
    rows = ((band if leads else -band, str(card.day or ""), card.id) for band in bands(card.signature))
    db.executemany("INSERT INTO bands VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows)


def _turn(db: Statements, card: _Card, *, leads: bool) -> None:
    """Note in the bands that an article leads now, or that it follows."""
    keys = bands(card.signature)
    place = str(card.day or ""), card.id
    db.executemany(
        "DELETE FROM bands WHERE band = ? AND day = ? AND article_id = ?",
        ((-band if leads else band, *place) for band in keys),
    )
    _enter(db, card, leads=leads)


def _write(db: Statements, leader: Mapping[str, str], touched: Iterable[str]) -> None:
    changes = ((led_by if led_by != article_id else "", article_id) for article_id, led_by in leader.items())
    db.executemany("UPDATE articles SET report = ? WHERE id = ?", changes)
    # The words report != '' let SQLite use the index on the articles that are in one.
    followed = "EXISTS (SELECT 1 FROM articles m WHERE m.report = ?1 AND m.report != '' AND m.id != ?1)"
    db.executemany(
        f"UPDATE articles SET report = CASE WHEN {followed} THEN ?1 ELSE '' END WHERE id = ?1 AND report IN ('', ?1)",
        ((article_id,) for article_id in touched),
    )


def _alike(db: Statements, card: _Card, side: _Side) -> dict[str, _Card]:
    """The articles that a text is like: before it in print those that lead, after it all of them.

    Of very many that share a band, those that share most are looked at: a report of thousands has one leader a week.
    """
    found: dict[str, _Card] = {}
    keys = bands(card.signature)
    if not keys:  # too short a text to be like another
        return {}
    for signed in [keys] if side is _Side.BEFORE else [keys, [-key for key in keys]]:
        rows = db.execute(
            f"SELECT article_id FROM bands WHERE band IN ({_marks(signed)}) AND {side.days} "
            "GROUP BY article_id ORDER BY count(*) DESC, article_id LIMIT ?",
            (*signed, *_span(card.day, side), _CANDIDATES),
        )
        found |= _cards(db, [row[0] for row in rows if row[0] != card.id])
    others = [other for other in found.values() if (other.order < card.order) == (side is _Side.BEFORE)]
    shares = likeness(card.signature, [other.signature for other in others])
    return {other.id: other for other, share in zip(others, shares, strict=True) if share >= _ALIKE}


def _span(day: date | None, side: _Side) -> tuple[str, str]:
    """The first and the last day to look at; the undated come last in print, and are near to every day."""
    if day is None:
        return ("", "9999-99-99") if side is _Side.BEFORE else ("", "")
    number = day.toordinal()
    if side is _Side.BEFORE:
        return str(date.fromordinal(max(number - _DAYS_APART, 1))), str(day)
    return str(day), str(date.fromordinal(min(number + _DAYS_APART, date.max.toordinal())))


def _members(db: Statements, reports: Iterable[str]) -> list[str]:
    return [
        row[0]
        for batch in _batches(list(reports))
        for row in db.execute(f"SELECT id FROM articles WHERE report != '' AND report IN ({_marks(batch)})", batch)
    ]


def _cards(db: Statements, article_ids: Iterable[str]) -> dict[str, _Card]:
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
