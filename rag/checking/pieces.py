"""A sentence as pieces to align: each fact is one, every other character its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.checking.alignment import bare
from rag.checking.facts import Fact, FactKind
from rag.checking.numbers import level


@dataclass(frozen=True, slots=True)
class Piece:
    """A fact as one piece, or one character; pieces with the same key are the same."""

    key: str
    text: str
    fact: Fact | None = None


def pieces_of(text: str, found: Sequence[Fact]) -> Iterator[Piece]:
    """Yield a text in pieces, white space and quotation marks left out; `found` are its facts."""
    levelled = level(text).lower()
    starts = {fact.span.start: fact for fact in reversed(found) if fact.kind is not FactKind.QUOTED}
    at = 0
    while at < len(levelled):
        fact = starts.get(at)
        if fact is not None and fact.span.end > at:
            yield Piece(_key(fact), fact.text, fact)
            at = fact.span.end
            continue
        if not levelled[at].isspace() and levelled[at] not in "“”‘’\"'":
            yield Piece(levelled[at], levelled[at])
        at += 1


def _key(fact: Fact) -> str:
    if fact.quantity is not None:
        return f"{fact.quantity.value} {fact.quantity.unit}"
    if fact.moment is not None:
        return f"{fact.moment.year}-{fact.moment.month}-{fact.moment.day} {fact.moment.hour}:{fact.moment.minute}"
    return bare(fact.text)


def text_of(pieces: Sequence[Piece]) -> str:
    """Return the words that the pieces stand for."""
    return "".join(piece.text for piece in pieces)
