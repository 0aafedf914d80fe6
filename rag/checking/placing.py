"""Does a fact stand for the same thing as in print? 8.9% next to other words than the paper's is another claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.checking.alignment import Line, bare, named, pairs
from rag.checking.facts import NAMES, Fact
from rag.chinese import Span

_BEFORE, _BEHIND = 18, 12  # characters of context: about a clause before a number, its noun after it
_CLAUSE = "，,；;。：:"
_CLAUSE_END = re.compile(f"[{_CLAUSE}]")
_PART = re.compile("[；;。]")
_NOWHERE = Span(0, 0)
_SAYS_LITTLE = 2  # character pairs
_MARGIN = 2  # character pairs that only the other place shares with the claim, beyond
_WEIGHT = 2  # so many for each that only the fact's own place shares


@dataclass(frozen=True, slots=True)
class _Context:
    """The character pairs around a fact: in its own clause, and wider."""

    wide: frozenset[str]
    clause: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A fact with what stands around it; `beside`: it stands beside the text, at the headline."""

    fact: Fact
    context: _Context
    beside: bool = False

    @classmethod
    def of(cls, fact: Fact, text: str, *, beside: bool = False) -> _Placed:
        clause = _clause(text, fact.span, leads=fact.moment is not None)
        return cls(fact, _Context(_context(text, fact.span), clause), beside)


@dataclass(frozen=True, slots=True)
class _Fit:
    fact: Fact
    shared: frozenset[str]
    near: frozenset[str]  # pairs that the clauses of both share

    @property
    def score(self) -> int:
        return len(self.shared)


def misplaced(claim: str, stated: Sequence[Fact], lines: Sequence[Line], best: Sequence[Line]) -> str:
    """Return the reason that names a fact printed of another thing, or with another bound; else nothing."""
    printed, nearest = _printed(lines), _printed(best)
    for said in _apart(_Placed.of(fact, claim) for fact in stated):
        fact, context = said.fact, said.context
        if fact.quantity is None and fact.moment is None and fact.kind not in NAMES:
            continue
        same = list(_fits(fact, context, printed, equal=True))
        if not same:
            continue  # derived or found in a name's short form: there is nothing to compare places with
        for other in _fits(fact, context, nearest, equal=False):
            if not _in_claim(other.fact, stated) and _fits_better(other, same):
                return f"“{fact.text}”与原文不符，原文此处为“{other.fact.text}”"
        top = max(fit.score for fit in same)
        reason = _bound(fact, [fit for fit in same if fit.score >= top - 1])
        if reason:
            return reason
    return ""


def _fits_better(other: _Fit, own: Sequence[_Fit]) -> bool:
    """Return whether the claim's words fit another printed fact better than every place of its own."""
    return all(
        _ahead(other.near, fit.near)
        or (
            (len(other.near) >= len(fit.near) or not _alone(fit.near, other.shared))
            and _ahead(other.shared, fit.shared)
        )
        for fit in own
    )


def _ahead(other: frozenset[str], own: frozenset[str]) -> bool:
    return len(other - own) >= _MARGIN + _WEIGHT * len(_alone(own, other))


def _alone(own: frozenset[str], other: frozenset[str]) -> list[str]:
    """Return the pairs that only one has; 量同 in 吞吐量同比 says nothing that 吐量 and 同比 do not."""
    characters = set("".join(other))
    return [pair for pair in own - other if not set(pair) <= characters]


def _bound(fact: Fact, fits: Sequence[_Fit]) -> str:
    if fact.quantity is None:
        return ""
    printed = [fit.fact.quantity for fit in fits if fit.fact.quantity is not None]
    if not printed or any(fact.quantity.bounded_like(other) for other in printed):
        return ""
    said, wanted = fact.quantity.bound.value, printed[0].bound.value
    if not wanted:
        return f"“{fact.text}”前后的“{said}”不在原文中"
    return f"原文“{fits[0].fact.text}”的“{wanted}”" + (f"变成了“{said}”" if said else "丢失了")


def _printed(lines: Sequence[Line]) -> list[_Placed]:
    return _apart(_Placed.of(fact, line.text, beside=line.span is None) for line in lines for fact in line.facts)


def _apart(placed: Iterable[_Placed]) -> list[_Placed]:
    """The facts in their order, each once: what is said hundreds of times among the same words is one statement."""
    found: dict[tuple[object, ...], _Placed] = {}
    for one in placed:
        fact = one.fact
        quantity = fact.quantity and replace(fact.quantity, span=_NOWHERE)
        moment = fact.moment and replace(fact.moment, span=_NOWHERE)
        found.setdefault((fact.kind, fact.text, quantity, moment, one.context, one.beside), one)
    return list(found.values())


def _fits(fact: Fact, context: _Context, printed: Sequence[_Placed], *, equal: bool) -> Iterator[_Fit]:
    for one in printed:
        if one.beside and fact.moment and not equal:
            continue  # the day of issue beside the headline is no date that the article gives
        other = one.fact
        if fact.kind is other.kind and _equal(fact, other) is equal and (equal or _exchangeable(fact, other)):
            yield _Fit(other, context.wide & one.context.wide, context.clause & one.context.clause)


def _exchangeable(fact: Fact, other: Fact) -> bool:
    """Return whether one could be printed in the other's place: the same unit, or dates as fine as each other."""
    if fact.quantity and other.quantity:
        return fact.quantity.unit == other.quantity.unit
    return not (fact.moment and other.moment) or fact.moment.like(other.moment)


def _equal(fact: Fact, other: Fact) -> bool:
    if fact.quantity and other.quantity:
        return fact.quantity.equals(other.quantity)
    if fact.moment and other.moment:
        return fact.moment.covers(other.moment)
    mine, theirs = bare(fact.text), bare(other.text)
    return mine == theirs or named(mine, theirs) or named(theirs, mine)


def _in_claim(other: Fact, stated: Sequence[Fact]) -> bool:
    return any(fact.kind is other.kind and _equal(fact, other) for fact in stated)


def _clause(text: str, span: Span, *, leads: bool) -> frozenset[str]:
    """Return the character pairs of the fact's own clause; for a date that leads a short one, of the next one too."""
    start = max((text.rfind(mark, 0, span.start) for mark in _CLAUSE), default=-1) + 1
    ends = [match.start() for match in _CLAUSE_END.finditer(text, span.end)] + [len(text)]
    own = pairs(text[start : span.start]) | pairs(text[span.end : ends[0]])
    if not leads or len(own) > _SAYS_LITTLE or len(ends) == 1:
        return own
    return own | pairs(text[ends[0] : ends[1]])  # 自4月1日起，…


def _context(text: str, span: Span) -> frozenset[str]:
    """Return the character pairs before the fact in its part of the sentence, and behind it in its own clause.

    What a figure or a name is of stands before it, or right behind it; the next clause speaks of the next thing.
    """
    before = _PART.split(text[max(0, span.start - _BEFORE) : span.start])[-1]
    behind = _CLAUSE_END.split(text[span.end : span.end + _BEHIND])[0]
    return pairs(before) | pairs(behind)
