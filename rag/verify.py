"""Is each sentence carried by what it cites? Numbers, dates, names, quotations, negations and the wording itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from rag.checking import negation
from rag.checking.alignment import Line, aligned, closeness, evidence_lines, occurs
from rag.checking.belonging import elsewhere
from rag.checking.copulas import otherwise
from rag.checking.facts import Fact, FactKind, facts
from rag.checking.finding import compared, dated_apart, found_in
from rag.checking.known_names import known, with_known
from rag.checking.measured import moved, of_another
from rag.checking.periods import months
from rag.checking.placing import misplaced
from rag.checking.plans import excepted, hastened, not_all
from rag.checking.rates import other_rate
from rag.checking.reasons import in_english
from rag.checking.roles import wrong_holder
from rag.checking.speakers import unknown_speaker, wrong_speaker
from rag.checking.swaps import swapped
from rag.checking.times_said import unsaid
from rag.chinese import has_han
from rag.records import Hit, Strictness, Verdict

# Share of a sentence's character pairs found in the lines that carry it; below, it says something else. Rewordings of
# our own pages lie above 0.5, sentences about other things below 0.3.
CLOSE_ENOUGH: Mapping[Strictness, float] = {
    Strictness.STRICT: 0.5,
    Strictness.NORMAL: 0.36,
    Strictness.LOOSE: 0.28,
}

_LEAD_IN = re.compile(r"[：:]$|^(?:您好|你好|以下|综上|总之|根据|希望|如需|如果您|Here|In short|Hello|Based on)")
_JOINED = re.compile(r"\s*(?:和|与|及|、|至|到|—+|-|~|～)\s*")
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
    printed = tuple(line for hit in cited for line in evidence_lines(hit))
    if any(occurs(claim, line) for line in printed):
        return Check(Verdict.SUPPORTED, "原文")
    names = known((*facts(claim, None), *(fact for line in printed for fact in line.facts)))
    lines = tuple(replace(line, facts=with_known(line.text, line.facts, names)) for line in printed)
    foreign = not has_han(claim) and any(has_han(line.text) for line in lines)
    best = lines if foreign else aligned(claim, lines)
    reason = _missing(claim, lines, best, names, foreign=foreign) or (
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


def _missing(
    claim: str, lines: Sequence[Line], best: Sequence[Line], names: Mapping[str, FactKind], *, foreign: bool
) -> str:
    """Return the reason that names the first fact which stands nowhere in the evidence, or stands for another thing."""
    resolved = {line.printed: _stated(claim, line.printed, names, foreign=foreign) for line in lines}
    stated = resolved[lines[0].printed]
    whole = "".join(line.folded for line in lines)
    spans = tuple(months(claim))
    printed = [span for line in lines for span in months(line.text)]
    for span in spans:
        if not any(span.same(other) for other in printed):
            return f"“{span.span.of(claim)}”不在所引段落中"
    for place, fact in enumerate(stated):
        if any(span.span.start <= fact.span.start and fact.span.end <= span.span.end for span in spans):
            continue
        if compared(fact, claim, lines):
            continue
        if not any(found_in(resolved[line.printed][place], line, whole) for line in lines) and not (
            fact.moment and dated_apart([resolved[line.printed][place] for line in lines], lines)
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
        or unsaid(claim, stated, lines, best)
        or other_rate(claim, best, lines)
        or otherwise(claim, best)
        or elsewhere(claim, stated, lines)
        or of_another(claim, stated, lines)
        or moved(claim, best)
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


def _stated(claim: str, printed: date | None, names: Mapping[str, FactKind], *, foreign: bool) -> tuple[Fact, ...]:
    found = with_known(claim, facts(claim, printed), names)
    return tuple(fact for fact in found if fact.quantity or fact.moment) if foreign else found


def _altered(claim: str, lines: Sequence[Line], best: Sequence[Line], strictness: Strictness) -> str:
    """Return the reason why the wording does not follow the evidence, or nothing."""
    lost = negation.altered(claim, best) or hastened(claim, best) or excepted(claim, best) or not_all(claim, best)
    if lost:
        return lost
    if closeness(claim, facts(claim, None), best, lines) < CLOSE_ENOUGH[strictness]:
        return "措辞与所引段落相差太远"
    return ""
