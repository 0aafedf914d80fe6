"""A conversation as the browser keeps it: exchanges to and from JSON text; what does not fit is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from rag.feedback import Rating, answer_key
from rag.records import Answer, Note, NoteKind, Turn

LONGEST = 20  # exchanges; a browser keeps about five megabytes for a page, and one takes some twenty kilobytes


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed, the answer to it, and what the reader thought of that."""

    question: str
    answer: Answer
    rating: Rating = Rating.NONE

    @property
    def key(self) -> str:
        """The name under which the answer is rated."""
        return answer_key(self.question, self.answer)


_EXCHANGES = TypeAdapter(tuple[Exchange, ...])


def store(exchanges: Sequence[Exchange]) -> str:
    """Return the last exchanges as JSON text."""
    return _EXCHANGES.dump_json(tuple(exchanges)[-LONGEST:]).decode()


def restore(stored: str) -> tuple[Exchange, ...]:
    """Return the stored exchanges; text of another release or of nobody's making is an empty conversation."""
    try:
        return _EXCHANGES.validate_json(stored or "[]")
    except ValidationError:
        return ()


def turns(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """Return the exchanges as follow-up questions need them, oldest first."""
    return tuple(Turn(exchange.question, exchange.answer.text) for exchange in exchanges)


def told(exchanges: Sequence[Exchange]) -> frozenset[Note]:
    """Return the notes that one conversation need not repeat: what leaves this machine."""
    notes = (note for exchange in exchanges for note in exchange.answer.notes)
    return frozenset(note for note in notes if note.kind is NoteKind.PRIVACY)


def with_rating(exchanges: Sequence[Exchange], key: str, rating: Rating) -> tuple[Exchange, ...]:
    """Return the exchanges with the one of this key rated."""
    return tuple(replace(one, rating=rating) if one.key == key else one for one in exchanges)
