"""What stands around a fact, and how much of it stands around a printed fact too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.checking.alignment import Line, pairs
from rag.checking.facts import NAMES, Fact
from rag.chinese import Span

_BEFORE, _BEHIND = 18, 12  # characters of context: about a clause before a number, its noun after it
_COMPANY = 24  # nearest facts of an item that are compared with those of another, each with each
_CLOSE = 6  # characters beside a name: what is said of it
_FAR = 200  # characters on either side of a fact: longer than clauses are, and one without an end costs no more
_CLAUSE = "，,；;。：:"
_CLAUSE_END = re.compile(f"[{_CLAUSE}]")
_ITEM_END = re.compile(f"[{_CLAUSE}、]")
_PART = re.compile("[；;。]")
_LIGHT_BEFORE = re.compile("[了约共达为有是在于]+$")
# X5日通报 is X通报 on a day.
_LIGHT_BEHIND = re.compile(r"^[的了]|^(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚)?")
_SAYS_LITTLE = 2  # character pairs


@dataclass(frozen=True, slots=True)
class Context:
    """A fact with what stands around it in its sentence, as character pairs, neighbours and other facts."""

    fact: Fact
    wide: frozenset[str]  # before it in its part of the sentence, and behind it in its own clause
    clause: frozenset[str]  # in its own clause
    before: str  # the few characters right before it, light words left out
    behind: str
    company: tuple[Fact, ...]  # the other facts of its item of the sentence
    aside: bool = False  # it stands at the headline, beside the text

    @classmethod
    def of(cls, text: str, fact: Fact, found: Sequence[Fact], *, aside: bool = False) -> Context:
        """Return the context of a fact of a sentence; `found` are all its facts."""
        company = _company(text, fact, found)
        if fact.moment:  # what happened tells a day, not who is named beside it
            text = _without_names(text, fact.span, found)
        before, behind = _around(text, fact.span)
        return cls(fact, _wide(text, fact.span), _clause(text, fact), before, behind, company, aside)

    @property
    def said(self) -> tuple[object, ...]:
        """What two facts have in common that are said in the same words among the same words."""
        return self.fact.kind, self.fact.text, self.wide, self.clause, self.before, self.behind, self.aside


def contexts(lines: Iterable[Line]) -> list[Context]:
    """Return the facts of the lines in their order with their contexts, each once.

    What is said hundreds of times among the same words is one statement.
    """
    found: dict[tuple[object, ...], Context] = {}
    for line in lines:
        for fact in line.facts:
            one = Context.of(line.text, fact, line.facts, aside=line.span is None)
            found.setdefault(one.said, one)
    return list(found.values())


def _wide(text: str, span: Span) -> frozenset[str]:
    """Return the character pairs before a span in its part of the sentence, and behind it in its own clause.

    What a figure or a name is of stands before it, or right behind it; the next clause speaks of the next thing.
    """
    before = _PART.split(text[max(0, span.start - _BEFORE) : span.start])[-1]
    behind = _ITEM_END.split(text[span.end : span.end + _BEHIND])[0]
    return pairs(before) | pairs(behind)


def _clause(text: str, fact: Fact) -> frozenset[str]:
    """Return the character pairs of the fact's own clause, for a name of what stands close to it there.

    For a date that leads a short clause, of the next one too.
    """
    span = fact.span
    marks = _CLAUSE + "、" if fact.kind in NAMES else _CLAUSE
    first, last = max(0, span.start - _FAR), min(len(text), span.end + _FAR)
    start = max(max(text.rfind(mark, first, span.start) for mark in marks) + 1, first)
    ends = [match.start() for match in _ITEM_END.finditer(text, span.end, last)] + [last]
    if fact.kind in NAMES:
        start, ends[0] = max(start, span.start - _CLOSE), min(ends[0], span.end + _CLOSE)
    own = pairs(text[start : span.start]) | pairs(text[span.end : ends[0]])
    if fact.moment is None or len(own) > _SAYS_LITTLE or len(ends) == 1:
        return own
    return own | pairs(text[ends[0] : ends[1]])  # 自4月1日起，…


def _company(text: str, fact: Fact, found: Sequence[Fact]) -> tuple[Fact, ...]:
    span = fact.span
    first, last = max(0, span.start - _FAR), min(len(text), span.end + _FAR)
    start = max((match.end() for match in _ITEM_END.finditer(text, first, span.start)), default=first)
    end = min((match.start() for match in _ITEM_END.finditer(text, span.end, last)), default=last)
    beside = [
        other
        for other in found
        if start <= other.span.start
        and other.span.end <= end
        and (other.span.end <= span.start or other.span.start >= span.end)
        and (other.quantity or other.moment or other.kind in NAMES)
    ]
    return tuple(sorted(beside, key=lambda other: abs(other.span.start - span.start))[:_COMPANY])


def _without_names(text: str, around: Span, found: Sequence[Fact]) -> str:
    """Return the text with the names on either side of a span, those that may stand in its clause, blanked."""
    first, last = around.start - 2 * _FAR, around.end + 2 * _FAR
    for fact in found:
        if fact.kind in NAMES and first <= fact.span.start <= last:
            text = text[: fact.span.start] + " " * (fact.span.end - fact.span.start) + text[fact.span.end :]
    return text


def _around(text: str, span: Span) -> tuple[str, str]:
    """Return what stands before and behind a fact, light words next to it left out."""
    before = _LIGHT_BEFORE.sub("", text[max(0, span.start - 8) : span.start])
    return before, _LIGHT_BEHIND.sub("", text[span.end : span.end + 10])
