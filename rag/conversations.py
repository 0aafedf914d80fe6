"""What was asked and answered in one conversation, kept for its user: exchanges as records and as JSON text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from rag.errors import LibraryError
from rag.feedback import Rating, answer_key
from rag.records import Answer, Mode, Note, NoteKind, Strictness, Turn

LONGEST_TITLE = 80  # characters


@dataclass(frozen=True, slots=True)
class Filters:
    """What was set beside a question; unset parts are empty and leave the choice to the settings."""

    since: date | None = None
    until: date | None = None
    newspaper: str = ""
    as_of: date | None = None
    mode: Mode | None = None
    strictness: Strictness | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed, the answer to it, and under what it was given.

    `model` is the chat model's name, empty for quoted sentences; `library` the fingerprint of what was searched.
    """

    question: str
    answer: Answer
    asked: datetime
    filters: Filters = field(default_factory=Filters)
    model: str = ""
    library: str = ""
    rating: Rating = Rating.NONE

    @property
    def key(self) -> str:
        """The name under which the answer is rated."""
        return answer_key(self.question, self.answer)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A kept conversation at a glance; `exchanges` counts them."""

    id: str
    title: str
    begun: datetime
    changed: datetime
    exchanges: int


class Conversations(Protocol):
    """Users' conversations. A user's name is empty where nobody signs in; nobody sees those of another name."""

    def listed(self, user: str, text: str = "") -> tuple[Conversation, ...]:
        """Return a user's conversations, last changed first; with `text`, those in which it stands."""
        ...

    def exchanges(self, user: str, conversation: str) -> tuple[Exchange, ...]:
        """Return a conversation's exchanges, oldest first; empty when the user has no such conversation."""
        ...

    def keep(self, user: str, conversation: str, number: int, exchange: Exchange) -> str:
        """Keep exchange `number`, from 0, in place of it and all after it; return the conversation's id.

        A conversation that the user does not have is begun, with the question as its title.
        """
        ...

    def rate(self, user: str, conversation: str, number: int, exchange: Exchange) -> None:
        """Put a rated exchange in the place of exchange `number`; nothing happens when there is none any more."""
        ...

    def rename(self, user: str, conversation: str, title: str) -> None:
        """Give a conversation another title; InputError when it is empty or there is no such conversation."""
        ...

    def delete(self, user: str, conversation: str) -> None:
        """Delete a user's conversation with all that is in it; an unknown one is no error."""
        ...

    def close(self) -> None:
        """Release the file."""
        ...


_EXCHANGE = TypeAdapter(Exchange)


def to_text(exchange: Exchange) -> str:
    """Return the exchange as JSON text."""
    return _EXCHANGE.dump_json(exchange).decode()


def from_text(text: str) -> Exchange:
    """Return the exchange that `to_text` wrote; LibraryError when it is of a later release or damaged."""
    try:
        return _EXCHANGE.validate_json(text)
    except ValidationError as error:
        raise LibraryError(
            f"A kept conversation cannot be read ({error.error_count()} faults); delete it, or use the release of "
            "baoda that kept it."
        ) from error


def title_of(question: str) -> str:
    """Return the title that a conversation begins with: its first question, cut."""
    line = " ".join(question.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"


def turns(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """Return the exchanges as follow-up questions need them, oldest first."""
    return tuple(Turn(exchange.question, exchange.answer.text) for exchange in exchanges)


def told(exchanges: Sequence[Exchange]) -> frozenset[Note]:
    """Return the notes that one conversation need not repeat: what leaves this machine."""
    notes = (note for exchange in exchanges for note in exchange.answer.notes)
    return frozenset(note for note in notes if note.kind is NoteKind.PRIVACY)
