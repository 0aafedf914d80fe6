"""Is a figure printed of another thing, or a change told of what stayed? By the nouns that the figure is counted of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from rag.checking.alignment import Line, bare
from rag.checking.facts import Fact
from rag.checking.numbers import level

_CLAUSE_END = re.compile("[，,；;。！!？?：:]")
_SENTENCE_PART = re.compile("[；;。！!？?]")
_NOUN_TAGS = ("n", "j", "l", "z")
_NO_SUBJECT = frozenset(
    "同比 环比 总数 总量 数字 数据 情况 时间 全市 全省 全国 全港 本市 记者 目前 人数 大约 左右 持平".split()
)
_STEADY = re.compile("持平|不变|照旧|没有变化|未变")
_MOVES = re.compile("下降|下跌|下滑|降低|减少|回落|上涨|上升|增长|增加|提高|涨价|降价")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure with its own clause, and its part of the sentence up to the end of that clause."""

    fact: Fact
    clause: str
    part: str


def of_another(claim: str, stated: Sequence[Fact], lines: Sequence[Line]) -> str:
    """Return the reason that names a figure which the paper gives of another thing, and for this thing another figure.

    A figure goes with the nouns of its clause: 二氧化碳减少99% is not in 硫氧化物减少99%，二氧化碳减少15%.
    """
    printed = [figure for line in lines for figure in _figures(line.text, line.facts)]
    whole = "".join(line.folded for line in lines)
    for own in _figures(claim, stated):
        subject = [noun for noun in _nouns(own.clause) if noun in whole]
        quantity = own.fact.quantity
        if not subject or quantity is None:
            continue
        same = [one for one in printed if one.fact.quantity and quantity.equals(one.fact.quantity)]
        if not same or any(all(noun in one.part for noun in subject) for one in same):
            continue
        for rival in printed:
            other = rival.fact.quantity
            if (
                other
                and other.unit == quantity.unit
                and not quantity.equals(other)
                and not any(fact.quantity and fact.quantity.equals(other) for fact in stated)
                and all(noun in rival.part for noun in subject)
                and (any(noun in rival.clause for noun in subject) or not _nouns(rival.clause))
            ):
                return f"“{own.fact.text}”与原文不符，原文此处为“{rival.fact.text}”"
    return ""


def moved(claim: str, best: Sequence[Line]) -> str:
    """Return the reason that names a change of something that stayed as it was in print, or the other way about."""
    printed = [told for line in best for told in _told(line)]
    for own in _CLAUSE_END.split(level(claim)):
        for said, wanted in ((_MOVES, _STEADY), (_STEADY, _MOVES)):
            match = said.search(own)
            if not match or wanted.search(own):
                continue
            for subject in _nouns(own[: match.start()]):
                told = [text for text in printed if subject in text]
                found = next((found for text in told if (found := wanted.search(text))), None)
                if found and not any(said.search(text) for text in told):
                    return f"“{match.group()}”与原文不符，原文为“{found.group()}”"
    return ""


def _told(line: Line) -> Iterator[str]:
    """Yield the line's clauses, each with those behind it that have no noun of their own: 鸡蛋9.4元，与前一周持平."""
    told = ""
    for clause in _CLAUSE_END.split(level(line.text)):
        if told and _nouns(clause):
            yield told
            told = ""
        told += clause + "，"
    yield told


def _figures(text: str, found: Sequence[Fact]) -> Iterator[_Figure]:
    levelled = level(text)
    ends = [match.start() for match in _CLAUSE_END.finditer(levelled)]
    parts = [match.end() for match in _SENTENCE_PART.finditer(levelled)]
    for fact in found:
        if fact.quantity is None:
            continue
        start = max((end + 1 for end in ends if end < fact.span.start), default=0)
        end = min((end for end in ends if end >= fact.span.end), default=len(levelled))
        first = max((part for part in parts if part <= fact.span.start), default=0)
        own = levelled[start : fact.span.start] + " " + levelled[fact.span.end : end]
        yield _Figure(fact, bare(own), bare(levelled[first:end]))


@lru_cache(maxsize=4096)
def _nouns(text: str) -> tuple[str, ...]:
    return tuple(
        word
        for word, tag in rjieba.tag(text)
        if len(word) > 1 and tag.startswith(_NOUN_TAGS) and word not in _NO_SUBJECT
    )
