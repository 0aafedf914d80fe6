"""Which printed lines a sentence leans on, and how close its wording is to theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rag.checking.facts import Fact, facts
from rag.chinese import HAN, Span, bigrams, fold, sentences
from rag.records import Hit

_MOST_LINES = 4  # one sentence rarely joins more
_LEAST_GAIN = 0.08  # share of the sentence's character pairs that a further line must add
_SHORT = 8  # character pairs of a short claim, where a single one may tell
_A_FIGURE = 1  # character pairs that a number or a date found in print counts for
_EDGE = re.compile(r"[\s“”「」『』\"'‘’，,。．；;：:！!？?、…—（）()《》]")
_SPACE = re.compile(r"[\s“”「」『』\"'‘’，,。；;：:！!？?、…—（）()《》·]+")
_SUFFIX = re.compile("[省市县区镇乡村州]$")
_BOUND = re.compile("(?:一共|总共|大约|大概|差不多|左右|超过|不足|接近)(?:要|需要|花|用)?|约")  # compared apart
_FILLER = re.compile("[的了在于是和与及或将也就都并而其这那个我们]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed sentence or the heading of its article; `start` and `end` are offsets in the passage (heading: -1)."""

    text: str
    folded: str
    printed: date | None
    facts: tuple[Fact, ...]
    span: Span | None
    paragraph: int = 0  # of the passage


@lru_cache(maxsize=256)
def _lines(text: str, heading: str, printed: date | None) -> tuple[Line, ...]:
    found = [_line(span.of(text), printed, span, text.count("\n", 0, span.start)) for span in sentences(text)]
    return (*found, _line(heading, printed, None)) if heading else tuple(found)


def _line(text: str, printed: date | None, span: Span | None, paragraph: int = 0) -> Line:
    return Line(text, bare(text), printed, facts(text, printed), span, paragraph)


def evidence_lines(hit: Hit) -> tuple[Line, ...]:
    """Return the passage's sentences, then its headline, newspaper and day of issue as one line."""
    source = hit.passage.source
    day = f"{source.date.year}年{source.date.month}月{source.date.day}日" if source.date else ""
    heading = "，".join(
        part for part in (source.headline, source.newspaper, day, source.page and f"第{source.page}版") if part
    )
    return _lines(hit.passage.text, heading, source.date)


def bare(text: str) -> str:
    """Return the text folded, without white space, quotation marks and punctuation."""
    return _SPACE.sub("", fold(text))


def occurs(claim: str, line: Line) -> bool:
    """Return whether the claim stands in the line word for word, from one punctuation mark to another."""
    wanted = fold(claim).strip().rstrip("。．.！!？?；;，, ")
    text = fold(line.text)
    at = text.find(wanted) if len(wanted) > 3 else -1
    while at >= 0:
        end = at + len(wanted)
        if (at == 0 or _EDGE.match(text[at - 1])) and (end == len(text) or _EDGE.match(text[end])):
            return True
        at = text.find(wanted, at + 1)
    return False


def pairs(text: str) -> frozenset[str]:
    """Return the character pairs that carry meaning: folded bigrams, particles and digits left out."""
    return frozenset(pair for pair in bigrams(_FILLER.sub(" ", fold(text))) if not pair[0].isdigit())


def aligned(claim: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the few lines that together share most character pairs with the claim, the nearest first."""
    left = set(pairs(claim))
    total = len(left) or 1
    rest = list(lines)
    chosen: list[Line] = []
    while rest and len(chosen) < _MOST_LINES:
        best = max(rest, key=lambda line: len(left & pairs(line.text)) - len(line.text) / 10_000)
        gain = left & pairs(best.text)
        if chosen and len(gain) < max(2 if total > _SHORT else 1, _LEAST_GAIN * total):
            break
        chosen.append(best)
        rest.remove(best)
        left -= gain
    return tuple(chosen)


def closeness(claim: str, stated: Sequence[Fact], best: Sequence[Line], lines: Sequence[Line]) -> float:
    """Return the share, 0 to 1, of the claim's character pairs found in its lines; single characters count half.

    Numbers and dates, found by their values before, count as a pair held each, up to half of all.
    A reworded sentence keeps characters where it does not keep pairs (提高了 → 有所提升), a foreign one keeps neither.
    """
    words = list(claim)
    found = [fact for fact in stated if fact.quantity or (fact.moment and fact.moment.dated)]
    for fact in stated:
        if fact.quantity or fact.moment:
            words[fact.span.start : fact.span.end] = " " * (fact.span.end - fact.span.start)
    wanted = pairs(_BOUND.sub(" ", "".join(words)))
    if not wanted:
        return 1.0
    held: set[str] = set()
    for line in (*best, *(line for line in lines if line.span is None)):  # a headline tells what its text is about
        held |= pairs(line.text)
    characters = {character for line in (*best, *lines) for character in line.folded}
    exact = sum(pair in held for pair in wanted)
    partly = sum(pair not in held and set(pair) <= characters for pair in wanted)
    figures = min(_A_FIGURE * len(found), len(wanted))
    return (exact + partly / 2 + figures) / (len(wanted) + figures)


def named(name: str, whole: str) -> bool:
    """Return whether a name stands in the bare text, also without 市 or 县, or shortened from a longer one there."""
    wanted = bare(name)
    if wanted in whole or (len(wanted) > 2 and _SUFFIX.sub("", wanted) in whole):
        return True
    if len(wanted) < 3:
        return False
    # 发改委 and 工信部 pick characters in order out of the long name, its end included.
    between = f"[{HAN}]{{0,4}}?".join(re.escape(character) for character in wanted)
    return re.search(between, whole) is not None
