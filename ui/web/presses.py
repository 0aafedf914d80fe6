"""What the page's own buttons tell: one event, a name and a few words of data, checked before anything is done."""

from __future__ import annotations

from dataclasses import dataclass, field

import gradio as gr
from pydantic import TypeAdapter, ValidationError

from rag.conversations import Filters
from rag.errors import InputError
from rag.feedback import Rating
from rag.records import CitedField

EVENTS = ("ask", "read", "rate")


@dataclass(frozen=True, slots=True)
class Wish:
    """A question with what is set beside it; `replaces` is the number of the exchange that it takes the place of."""

    question: str = ""
    filters: Filters = field(default_factory=Filters)
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """An article to lay open, and the stretch of one of its fields to light up; `leaf`: as it was printed."""

    article: str
    start: int = 0
    end: int = 0
    field: CitedField = CitedField.BODY
    leaf: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """A press on 👍 or 👎 of the answer with this key, and why."""

    key: str
    rating: Rating
    note: str = ""


_WISH = TypeAdapter(Wish)
_OPENING = TypeAdapter(Opening)
_RATED = TypeAdapter(Rated)


def told(event: gr.EventData) -> str:
    """Return the JSON text that came with an event."""
    return str(getattr(event, "told", ""))


def wish_of(text: str, unusable: str) -> Wish:
    """Return what the page asks for; InputError with the sentence `unusable` when it cannot be read."""
    try:
        return _WISH.validate_json(text or "{}")
    except ValidationError as error:
        raise InputError(unusable) from error


def opening_of(text: str) -> Opening:
    """Return which article to open; InputError when it cannot be read."""
    try:
        return _OPENING.validate_json(text)
    except ValidationError as error:
        raise InputError("That article cannot be opened; load the page anew.") from error


def rated_of(text: str) -> Rated:
    """Return which answer was rated how; InputError when it cannot be read."""
    try:
        return _RATED.validate_json(text)
    except ValidationError as error:
        raise InputError("That rating cannot be read; load the page anew.") from error


def wire_script(names: tuple[str, ...] = EVENTS) -> str:
    """Return what hands the page's script the way to tell the server."""
    known = ", ".join(f"'{name}'" for name in names)
    return (
        f"const names = [{known}];\n"
        "window.baoda.tell = (name, data) => names.includes(name) && trigger(name, { told: JSON.stringify(data) });\n"
        "document.dispatchEvent(new Event('baoda:wired'));"
    )
