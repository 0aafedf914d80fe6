"""Is each sentence carried by what it cites? Numbers, dates, names, quotations, negations and the wording itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from rag.checking import negation
from rag.checking.alignment import Line, aligned, bare, closeness, evidence_lines, named, occurs
from rag.checking.facts import NAMES, Fact, FactKind, facts
from rag.checking.placing import misplaced
from rag.checking.reasons import in_english
from rag.checking.roles import wrong_holder
from rag.checking.speakers import unknown_speaker, wrong_speaker
from rag.checking.swaps import swapped
from rag.chinese import HAN
from rag.records import Hit, Strictness, Verdict

# Share of a sentence's character pairs found in the lines that carry it; below, it says something else. Rewordings of
# our own pages lie above 0.5, sentences about other things below 0.3.
CLOSE_ENOUGH: Mapping[Strictness, float] = {
    Strictness.STRICT: 0.5,
    Strictness.NORMAL: 0.36,
    Strictness.LOOSE: 0.28,
}

_LEAD_IN = re.compile(r"[：:]$|^(?:您好|你好|以下|综上|总之|根据|希望|如需|如果您|Here|In short|Hello|Based on)")
_AROUND_NAME = re.compile("^[打往到在去赴抵由从给向](?=..)|[里内中上边旁]$")
_JOINED = re.compile(r"\s*(?:和|与|及|、|至|到|—+|-|~|～)\s*")
_HAN = re.compile(f"[{HAN}]")
_QUOTES = re.compile(r"[\s“”「」『』\"'‘’，,。．.；;：:！!？?、…—\-·（）()]+")


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on one sentence and its reason in words, empty where there is nothing to say."""

    verdict: Verdict
    reason: str


def check(
    text: str, cited: Sequence[Hit], *, strictness: Strictness = Strictness.NORMAL, english: bool = False
) -> Check:
    """Return whether the passages carry the sentence; `text` is free of markers, `cited` is what it cites.

    Unchecked is a sentence without evidence that states nothing. In a sentence of another language than its passages
    only numbers, dates and Latin words are compared, so it is at best unchecked, with that reason. The reason is in
    Chinese, or in English when asked for.
    """
    found = _checked(text.strip(), cited, strictness)
    return replace(found, reason=in_english(found.reason)) if english else found


def _checked(claim: str, cited: Sequence[Hit], strictness: Strictness) -> Check:
    if not cited:
        return _without_evidence(claim)
    lines = tuple(line for hit in cited for line in evidence_lines(hit))
    if any(occurs(claim, line) for line in lines):
        return Check(Verdict.SUPPORTED, "原文")
    foreign = not _HAN.search(claim) and any(_HAN.search(line.text) for line in lines)
    best = lines if foreign else aligned(claim, lines)
    reason = _missing(claim, lines, best, foreign=foreign) or (
        "" if foreign else _altered(claim, lines, best, strictness)
    )
    if reason:
        return Check(Verdict.UNSUPPORTED, reason)
    if foreign:
        return Check(Verdict.UNCHECKED, "句子与所引段落语言不同，只核对了数字和日期")
    return Check(Verdict.SUPPORTED, "数字、日期、名称和措辞均见于所引段落")


def _without_evidence(claim: str) -> Check:
    if not claim or (_LEAD_IN.search(claim) and len(claim) <= 40):
        return Check(Verdict.UNCHECKED, "")
    stated = [fact for fact in facts(claim, None) if fact.kind is not FactKind.QUOTED]
    if stated or len(_QUOTES.sub("", claim)) > 12:
        return Check(Verdict.UNSUPPORTED, "这句话没有标明出处")
    return Check(Verdict.UNCHECKED, "")


def _missing(claim: str, lines: Sequence[Line], best: Sequence[Line], *, foreign: bool) -> str:
    """Return the reason that names the first fact which stands nowhere in the evidence, or stands for another thing."""
    stated = _stated(claim, lines[0].printed, foreign=foreign)
    resolved = {line.printed: _stated(claim, line.printed, foreign=foreign) for line in lines}
    whole = "".join(line.folded for line in lines)
    for place, fact in enumerate(stated):
        if not any(_found(resolved[line.printed][place], line, whole) for line in lines) and not (
            fact.moment and _dated_apart([resolved[line.printed][place] for line in lines], lines)
        ):
            return f"“{fact.text}”不在所引段落中"
    if foreign:
        return ""
    return (
        _said_twice(claim, stated, lines)
        or swapped(claim, stated, best, whole)
        or misplaced(claim, stated, lines, best)
        or unknown_speaker(claim, lines)
        or wrong_speaker(claim, lines)
        or wrong_holder(claim, stated, lines)
    )


def _said_twice(claim: str, stated: Sequence[Fact], lines: Sequence[Line]) -> str:
    """Return the reason that names a value joined with itself (增长69.4%和69.4%) where no line prints it twice."""
    ordered = sorted((fact for fact in stated if fact.quantity), key=lambda fact: fact.span.start)
    for first, second in pairwise(ordered):
        if not (first.quantity and second.quantity and first.quantity.equals(second.quantity)):
            continue
        if _JOINED.fullmatch(claim, first.span.end, second.span.start) and not any(
            sum(bool(fact.quantity and fact.quantity.equals(first.quantity)) for fact in line.facts) > 1
            for line in lines
        ):
            return f"“{first.text}”在原文中只出现一次"
    return ""


def _stated(claim: str, printed: date | None, *, foreign: bool) -> tuple[Fact, ...]:
    found = facts(claim, printed)
    return tuple(fact for fact in found if fact.quantity or fact.moment) if foreign else found


def _found(fact: Fact, line: Line, whole: str) -> bool:
    if fact.quantity is not None:
        return any(other.quantity and fact.quantity.equals(other.quantity) for other in line.facts)
    if fact.moment is not None:
        return any(other.moment and fact.moment.covers(other.moment) for other in line.facts)
    if fact.kind in NAMES:
        # The word cutter takes 打云渚队 and 湾里 for names.
        return named(fact.text, whole) or named(_AROUND_NAME.sub("", fact.text), whole)
    return bare(fact.text) in whole


def _dated_apart(said: Sequence[Fact], lines: Sequence[Line]) -> bool:
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


def _altered(claim: str, lines: Sequence[Line], best: Sequence[Line], strictness: Strictness) -> str:
    """Return the reason why the wording does not follow the evidence, or nothing."""
    lost = negation.altered(claim, best)
    if lost:
        return lost
    if closeness(claim, facts(claim, None), best, lines) < CLOSE_ENOUGH[strictness]:
        return "措辞与所引段落相差太远"
    return ""
