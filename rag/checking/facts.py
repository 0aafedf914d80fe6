"""What a sentence states that can be looked up: quantities, dates, names, quotations, titles and Latin words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rag.checking.moment import Moment
from rag.checking.moments import moments
from rag.checking.names import names
from rag.checking.numbers import Quantity, level, quantities
from rag.chinese import Span


class FactKind(StrEnum):
    """What kind of thing a fact is; only facts of one kind can stand in for one another."""

    QUANTITY = "quantity"
    MOMENT = "moment"
    PERSON = "person"
    PLACE = "place"
    BODY = "body"
    LATIN = "latin"
    QUOTED = "quoted"


MEASURED = frozenset({FactKind.QUANTITY, FactKind.MOMENT})
NAMES = frozenset({FactKind.PERSON, FactKind.PLACE, FactKind.BODY})

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.+\-'&][A-Za-z0-9]+)*")
_QUOTED = re.compile(r"[“「『]([^“”「」『』]{2,})[”」』]|《([^《》]+)》|\"([^\"]{2,})\"")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a text states, at `span` of the levelled text; a quantity or a moment carries its value."""

    kind: FactKind
    span: Span
    text: str
    quantity: Quantity | None = None
    moment: Moment | None = None


def facts(text: str, printed: date | None) -> tuple[Fact, ...]:
    """Return the facts of a text in order of kind; dates are resolved against `printed`, the day of the issue."""
    return with_names(text, measures(text, printed))


def with_names(text: str, measured: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the facts of a text of which its `measures` are known."""
    found = list(measured)
    rest = _blank(level(text), (fact.span for fact in found))
    for match in _QUOTED.finditer(text):
        inner = next(group for group in (1, 2, 3) if match[group] is not None)
        found.append(Fact(FactKind.QUOTED, Span(match.start(inner), match.end(inner)), match[inner]))
    for match in _LATIN.finditer(rest):
        span = Span(match.start(), match.end())
        if len(match.group()) > 1:
            found.append(Fact(FactKind.LATIN, span, span.of(text)))
    found.extend(Fact(FactKind(name.kind.value), name.span, name.span.of(text)) for name in names(rest))
    return tuple(found)


def measures(text: str, printed: date | None) -> tuple[Fact, ...]:
    """Return the facts of a text that are `MEASURED`, days first."""
    levelled = level(text)
    found = [
        Fact(FactKind.MOMENT, moment.span, moment.span.of(text), moment=moment) for moment in moments(levelled, printed)
    ]
    rest = _blank(levelled, (fact.span for fact in found))
    found.extend(
        Fact(FactKind.QUANTITY, quantity.span, quantity.span.of(text), quantity=quantity)
        for quantity in quantities(rest)
    )
    return tuple(found)


def _blank(text: str, spans: Iterable[Span]) -> str:
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(characters)
