"""How a printed fact fits a claim's: the same value or name, and what of the claim's context stands around it too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.checking.alignment import bare, named
from rag.checking.contexts import Context
from rag.checking.facts import NAMES, Fact, FactKind
from rag.chinese import HAN

_ENDS_AT, _BEGINS_AT = tuple("至到"), tuple("从由自")
_TWO = re.compile(f"[{HAN}]{{2}}")


@dataclass(frozen=True, slots=True)
class Fit:
    """A printed fact, and what of the context of a claim's fact stands around it too."""

    fact: Fact
    shared: frozenset[str]
    near: frozenset[str]  # pairs that the clauses of both share
    beside: bool  # whether the same words stand right before or right behind it
    company: int  # how many facts of the claim's item stand in its item

    @classmethod
    def of(cls, said: Context, printed: Context) -> Fit:
        """Return how a printed fact fits what is said around the claim's."""
        return cls(
            printed.fact,
            said.wide & printed.wide,
            said.clause & printed.clause,
            _stands_beside(said, printed) or _to_the_hour(said.fact, printed.fact),
            sum(any(same_fact(mine, theirs) for theirs in printed.company) for mine in said.company),
        )

    @property
    def score(self) -> int:
        """How many pairs are shared."""
        return len(self.shared)


def _to_the_hour(fact: Fact, printed: Fact) -> bool:
    """Return whether both say one day and hour: as good as neighbours in telling what it is of."""
    return bool(fact.moment and fact.moment.dated and fact.moment.hour is not None and same_fact(fact, printed))


def same_fact(fact: Fact, other: Fact) -> bool:
    """Return whether a printed fact says what a claim's says: the same value, or the same name."""
    if fact.quantity and other.quantity:
        return fact.quantity.equals(other.quantity)
    if fact.moment and other.moment:
        return fact.moment.covers(other.moment)
    if not same_kind(fact, other):
        return False
    mine, theirs = _bare(fact.text), _bare(other.text)
    return mine == theirs or named(mine, theirs) or named(theirs, mine)


_bare = lru_cache(1024)(bare)  # each name of one side is compared with each of the other


def same_kind(fact: Fact, other: Fact) -> bool:
    """Return whether both are quantities, moments or names: 渔港广场 the place stands for 会展中心 the body."""
    return fact.kind is other.kind or {fact.kind, other.kind} <= NAMES


def exchangeable(fact: Fact, other: Fact) -> bool:
    """Return whether one could be printed in the other's place: the same unit, or dates as fine as each other."""
    if fact.quantity and other.quantity:
        return fact.quantity.unit == other.quantity.unit
    if fact.moment and other.moment:
        return fact.moment.like(other.moment)
    return (fact.kind is FactKind.PERSON) is (other.kind is FactKind.PERSON)


def _stands_beside(said: Context, printed: Context) -> bool:
    """Return whether the claim's neighbours stand beside the printed fact, up to a character away.

    Names are cut a little off now and then.
    """
    left, right = said.before[-2:], said.behind[:2]
    if left[-1:] in _ENDS_AT and printed.before[-1:] in _ENDS_AT:
        return True  # 增至460件 and 从90件增加到460件
    if printed.before[-1:] in _BEGINS_AT and left[-1:] not in _BEGINS_AT:
        return False  # what was before the change
    return bool(
        (_TWO.fullmatch(left) and left in printed.before[-3:])
        or (_TWO.fullmatch(right) and right in printed.behind[:3])
    )
