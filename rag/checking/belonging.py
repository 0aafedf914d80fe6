"""Is something told of another than in print? Clause by clause: the printed one that tells it names someone else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.checking.alignment import Line, bare, named, pairs
from rag.checking.facts import NAMES, Fact, FactKind
from rag.checking.numbers import level

_CLAUSE = re.compile("[^，,；;。！!？?：:]+")
_LEAST = 3  # character pairs that tell what a clause is about
_TELLS = 0.5  # share of a claim's pairs that the printed clause has which tells the same
_ELSEWHERE = 0.5  # of that share, at most, what the claim's own name is printed with


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with the names in it, and with those that a clause without one takes over from before it."""

    text: str
    pairs: frozenset[str]
    names: tuple[Fact, ...]
    before: tuple[Fact, ...]  # names before the clause in its part of the sentence


def elsewhere(claim: str, stated: Sequence[Fact], lines: Sequence[Line]) -> str:
    """Return the reason that names one of whom the claim tells what the paper tells of another; else nothing."""
    heading = "".join(line.folded for line in lines if line.span is None)
    printed = [clause for line in lines if line.span is not None for clause in _clauses(line.text, line.facts)]
    whole = bare(claim)
    for own in _clauses(claim, stated):
        if len(own.pairs) < _LEAST:
            continue
        told = max(printed, key=lambda clause: len(own.pairs & clause.pairs), default=None)
        if told is None or len(own.pairs & told.pairs) < max(_LEAST, _TELLS * len(own.pairs)):
            continue
        for name in own.names:
            if bare(name.text) in heading or any(_same(name, other) for other in (*told.names, *told.before)):
                continue
            rival = next(
                (
                    other
                    for other in told.names or told.before[::-1]
                    if _alike(name, other) and bare(other.text) not in whole and not _akin(name, other)
                ),
                None,
            )
            beside = max(
                (len(own.pairs & clause.pairs) for clause in printed if _names(clause, name)),
                default=None,
            )
            if rival and beside is not None and beside <= _ELSEWHERE * len(own.pairs & told.pairs):
                return f"“{name.text}”与原文不符，原文此处为“{rival.text}”"
    return ""


def _names(clause: _Clause, name: Fact) -> bool:
    return bare(name.text) in bare(clause.text) or any(_same(name, other) for other in clause.before)


def _clauses(text: str, found: Sequence[Fact]) -> Iterator[_Clause]:
    levelled = level(text)
    names = sorted((fact for fact in found if fact.kind in NAMES), key=lambda fact: fact.span.start)
    quoted = [fact for fact in found if fact.kind is FactKind.QUOTED]  # a title names what it is told of
    for match in _CLAUSE.finditer(levelled):
        inside = tuple(fact for fact in names if match.start() <= fact.span.start < match.end())
        part = max(levelled.rfind("；", 0, match.start()), levelled.rfind(";", 0, match.start()))
        before = tuple(fact for fact in names if part < fact.span.start < match.start())
        yield _Clause(match.group(), pairs(_without(levelled, match, (*inside, *quoted))), inside, before)


def _without(text: str, clause: re.Match[str], names: Sequence[Fact]) -> str:
    """Return the words of a clause without these."""
    words = list(text)
    for fact in names:
        words[fact.span.start : fact.span.end] = " " * (fact.span.end - fact.span.start)
    return "".join(words[clause.start() : clause.end()])


def _same(one: Fact, other: Fact) -> bool:
    mine, theirs = bare(one.text), bare(other.text)
    return named(mine, theirs) or named(theirs, mine)


def _alike(one: Fact, other: Fact) -> bool:
    return (one.kind is FactKind.PERSON) is (other.kind is FactKind.PERSON)


def _akin(one: Fact, other: Fact) -> bool:
    """Return whether two names share a pair of characters: 鹭汀岛 and 鹭汀灯塔 are near each other."""
    return bool(pairs(one.text) & pairs(other.text))
