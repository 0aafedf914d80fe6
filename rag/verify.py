"""Is each sentence carried by what it cites? Numbers, dates, names, quotations, negations and the wording itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.checking import negation
from rag.checking.alignment import Line, aligned, bare, closeness, evidence_lines, named, occurs
from rag.checking.facts import NAMES, Fact, FactKind, facts
from rag.checking.placing import misplaced
from rag.checking.swaps import swapped, unknown_speaker
from rag.chinese import HAN
from rag.records import Hit, Verdict

# Share of a sentence's character pairs found in the lines that carry it; below, it says something else. Rewordings of
# our own pages lie above 0.5, sentences about other things below 0.3.
CLOSE_ENOUGH = 0.4

_LEAD_IN = re.compile(r"[：:]$|^(?:您好|你好|以下|综上|总之|根据|希望|如需|如果您|Here|In short|Hello|Based on)")
_HAN = re.compile(f"[{HAN}]")
_QUOTES = re.compile(r"[\s“”「」『』\"'‘’，,。．.；;：:！!？?、…—\-·（）()]+")


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on one sentence and its reason in words, empty where there is nothing to say."""

    verdict: Verdict
    reason: str


def check(text: str, evidence: Sequence[Hit]) -> Check:
    """Return whether the passages carry the sentence; `text` is free of markers, `evidence` is what it cites.

    Unchecked is a sentence without evidence that states nothing. In a sentence of another language than its passages
    only numbers, dates and Latin words are compared, so it is at best unchecked, with that reason.
    """
    claim = text.strip()
    if not evidence:
        return _without_evidence(claim)
    lines = tuple(line for hit in evidence for line in evidence_lines(hit))
    if any(occurs(claim, line) for line in lines):
        return Check(Verdict.SUPPORTED, "原文")
    foreign = not _HAN.search(claim) and any(_HAN.search(line.text) for line in lines)
    best = lines if foreign else aligned(claim, lines)
    reason = _missing(claim, lines, best, foreign=foreign) or ("" if foreign else _altered(claim, lines, best))
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
        if not any(_found(resolved[line.printed][place], line, whole) for line in lines):
            return f"“{fact.text}”不在所引段落中"
    if foreign:
        return ""
    return swapped(claim, stated, best, whole) or misplaced(claim, stated, lines, best) or unknown_speaker(claim, lines)


def _stated(claim: str, printed: date | None, *, foreign: bool) -> tuple[Fact, ...]:
    found = facts(claim, printed)
    return tuple(fact for fact in found if fact.quantity or fact.moment) if foreign else found


def _found(fact: Fact, line: Line, whole: str) -> bool:
    if fact.quantity is not None:
        return any(other.quantity and fact.quantity.equals(other.quantity) for other in line.facts)
    if fact.moment is not None:
        return any(other.moment and fact.moment.covers(other.moment) for other in line.facts)
    return named(fact.text, whole) if fact.kind in NAMES else bare(fact.text) in whole


def _altered(claim: str, lines: Sequence[Line], best: Sequence[Line]) -> str:
    """Return the reason why the wording does not follow the evidence, or nothing."""
    lost = negation.altered(claim, best)
    if lost:
        return lost
    if closeness(claim, facts(claim, None), best, lines) < CLOSE_ENOUGH:
        return "措辞与所引段落相差太远"
    return ""
