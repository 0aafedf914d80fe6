"""Does a fact of the sentence stand in print: by its value, its name's short form, its quoted clauses?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.checking.alignment import Line, bare, named
from rag.checking.facts import NAMES, Fact, FactKind, facts
from rag.checking.pieces import pieces_of

_AROUND_NAME = re.compile("^[打往到在去赴抵由从给向为对与和同被把让替](?=..)|[里内中上边旁]$")
_CLAUSES = re.compile("[，。；！？,;!?]")
_FIRST = re.compile(r"[一1](?![\d十百])")
_WORD_AND_NUMBER = re.compile(r"([A-Za-z]{2,})(\d+)")


def found_in(fact: Fact, line: Line, whole: str) -> bool:
    """Return whether the fact stands in the line by its value or in `whole`, all lines' `folded` joined."""
    if fact.quantity is not None:
        if fact.quantity.ordinal and _FIRST.match(fact.text) and "首" in line.text:
            return True  # 第一天 for 首日
        return any(
            other.quantity and (fact.quantity.equals(other.quantity) or fact.quantity.rounds(other.quantity))
            for other in line.facts
        )
    if fact.moment is not None:
        return any(other.moment and fact.moment.covers(other.moment) for other in line.facts)
    if fact.kind in NAMES:
        # The word cutter takes 打云渚队 and 湾里 for names.
        return named(fact.text, whole) or named(_AROUND_NAME.sub("", fact.text), whole)
    if fact.kind is FactKind.QUOTED:
        return _quoted(fact.text, line, whole)
    return bare(fact.text) in whole or _glued(fact.text, whole)


def compared(fact: Fact, claim: str, lines: Sequence[Line]) -> bool:
    """Return whether the fact is the year that the sentence compares with, as its lines do: 比去年 is 同比."""
    leads = claim[max(0, fact.span.start - 1) : fact.span.start] in ("比", "较")
    return leads and fact.text in ("去年", "上年") and any("同比" in line.text for line in lines)


def _quoted(text: str, line: Line, whole: str) -> bool:
    """Return whether quoted words are printed, each clause for itself, numbers and dates in any form."""
    if bare(text) in whole:
        return True
    found = facts(text, line.printed)
    ours, theirs = (_keys(words, of) for words, of in ((text, found), (line.text, line.facts)))
    return ours in theirs or all(bare(clause) in whole for clause in _CLAUSES.split(text) if bare(clause))


def _keys(text: str, found: Sequence[Fact]) -> str:
    marks = [piece.key for piece in pieces_of(text, [fact for fact in found if fact.quantity or fact.moment])]
    return " ".join(mark for mark in marks if bare(mark))


def _glued(text: str, whole: str) -> bool:
    """Return whether a Latin word with a number behind it is printed apart: TikTok75天, TikTok 75天."""
    parts = _WORD_AND_NUMBER.fullmatch(text)
    return parts is not None and bare(parts[1]) in whole and parts[2] in whole


def dated_apart(said: Sequence[Fact], lines: Sequence[Line]) -> bool:
    """Return whether a moment's date and its time of day are printed apart: 3日 … 当日20时.

    `said` is the fact as each line's day of issue resolves it. A time printed right behind another date is that date's.
    """
    day = time = False
    for fact, line in zip(said, lines, strict=True):
        if fact.moment is None or fact.moment.hour is None or not fact.moment.dated:
            return False
        said_day, said_time = fact.moment.parts()
        printed = [other.moment for other in line.facts if other.moment]
        day = day or any(said_day.covers(other) for other in printed)
        time = time or any(said_time.covers(other) and not other.dated for other in printed)
    return day and time
