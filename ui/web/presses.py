"""What the page's own buttons tell: one event, a name and a few words of data, checked before anything is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import gradio as gr
from pydantic import TypeAdapter, ValidationError

from rag.conversations import Filters
from rag.errors import InputError
from rag.feedback import Rating
from rag.records import CitedField

EVENTS = (
    *("ask", "read", "rate"),
    *("samples", "ingest", "sheet", "delete", "undo", "correct"),
    *("talks", "resume", "rename", "forget", "export", "find"),
)
T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Correction:
    """What an article is to be called."""

    article: str
    newspaper: str = ""
    day: date | None = None
    page: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The articles that are checked in the table, or the name of what was removed."""

    articles: tuple[str, ...] = ()
    removal: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation, what to look for in all of them, the title it is to have, or the form to export it in."""

    conversation: str = ""
    text: str = ""
    title: str = ""
    form: str = ""


def told(event: gr.EventData) -> str:
    """Return the JSON text that came with an event."""
    return str(getattr(event, "told", ""))


def wish_of(text: str, unusable: str) -> Wish:
    """Return what the page asks for; InputError with the sentence `unusable` when it cannot be read."""
    try:
        return TypeAdapter(Wish).validate_json(text or "{}")
    except ValidationError as error:
        raise InputError(unusable) from error


def read_as(kind: type[T], event: gr.EventData) -> T:
    """Return what came with an event as this kind of record; InputError when it is none."""
    try:
        return TypeAdapter(kind).validate_json(told(event))
    except ValidationError as error:
        raise InputError("The page and the server do not understand each other; load the page anew.") from error


def wire_script(names: tuple[str, ...] = EVENTS) -> str:
    """Return what hands the page's script the way to tell the server."""
    known = ", ".join(f"'{name}'" for name in names)
    return (
        f"const names = [{known}];\n"
        "window.baoda.tell = (name, data) => names.includes(name) && trigger(name, { told: JSON.stringify(data) });\n"
        "document.dispatchEvent(new Event('baoda:wired'));"
    )
