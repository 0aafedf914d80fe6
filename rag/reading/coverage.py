"""How much of a question a text speaks of: its terms, weighed by what they are and how rare they are."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import rjieba

from rag.chinese import bare_question
from rag.reading.answer_shapes import MEASURE

# Names and figures say what a question is about; verbs are often reworded; relative days are read from the date.
_CLASS_WEIGHT = {"nr": 1.6, "nrt": 1.6, "nrfg": 1.6, "ns": 1.4, "nt": 1.4, "nz": 1.4, "eng": 1.4, "m": 1.2}
_NOUN, _VERB, _OTHER, _WEAK = 1.0, 0.6, 0.5, 0.15
_WEAK_LEAST = 0.05
_WEAK_MOST = 0.2  # words up to this weight hold a question together and name nothing
_COMMON = frozenset(
    "今年 去年 明年 前年 今天 昨天 明天 目前 现在 当前 如今 最近 近日 日前 当天 当日 当时 这次 此次 一共 总共 共有 "
    "共计 已经 以上 以下 左右 名字 时间 地方 时候 人们 文中 报道 称为 叫做 属于 成为 进行 拥有 具有 是否 一种 一个 "
    "部门 单位 级别 原因 比例 比重 地点 位置 还有 提到 应该 准备 打算 计划 需要 现任 具体".split()
)
_FUNCTION = frozenset("p c u uj ul uz ug uv r d f y e o x q zg df ud".split())
NAME_CLASSES = frozenset({"nr", "nrt", "nrfg", "ns", "nt", "nz", "eng"})
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")  # years are compared apart: 去年 may be the one that is asked for
_UNIT = re.compile(MEASURE)
_FIGURE = re.compile(r"\d")
_LATIN = re.compile(r"[a-z0-9.]+")
_MAKES_ANOTHER = "副前原"  # in front of a term


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question: `weight` by its class, `rarity` (0 to 1) among the passages found.

    `focus` marks a word next to the question word: 多少名党员 asks for 党员, 造价是多少 for 造价.
    """

    text: str
    weight: float
    name: bool = False
    focus: bool = False
    rarity: float = 1.0


def question_terms(question: str, passages: Sequence[str]) -> tuple[Term, ...]:
    """Return the words of a folded question that say what it is about, each once, with rarity among folded passages."""
    found: dict[str, Term] = {}
    last = ""
    asked_just_now = False
    for word, tag in rjieba.tag(bare_question(question)):
        text = word.strip()
        if not text:  # the gap where the question word stood
            asked_just_now = True
            if last:
                found[last] = replace(found[last], focus=True)
            continue
        weight = 0.0 if tag == "x" or _YEAR.fullmatch(text) else _weight(text, tag)
        if not weight:
            continue
        heavy = weight > _WEAK_MOST
        if text not in found:
            found[text] = Term(
                text,
                weight,
                name=len(text) > 1 and heavy and (tag in NAME_CLASSES or (tag == "m" and not _LATIN.match(text))),
                focus=heavy and asked_just_now,
            )
        if heavy:
            last, asked_just_now = text, False
    terms = tuple(found.values())
    return with_rarity(terms, [looked_up(terms, passage) for passage in passages])


def _weight(word: str, tag: str) -> float:
    if tag in _FUNCTION and len(word) == 1:
        return 0.0
    if word in _COMMON or _UNIT.fullmatch(word) or tag in _FUNCTION:
        return _WEAK
    if len(word) == 1 and not word.isdigit():
        return _WEAK_LEAST if tag.startswith("v") else _WEAK_MOST
    return _CLASS_WEIGHT.get(tag, _VERB if tag.startswith("v") else _NOUN if tag[0] in "nijlt" else _OTHER)


def _rarity(holding: int, texts: int) -> float:
    """How rare a word is that stands in so many of the texts, 1 where it is in none."""
    return math.log((texts + 1) / (holding + 0.5)) / math.log((texts + 1) / 0.5)


def has_term(term: str, text: str) -> float:
    """Return 1 where a folded text has the term, else the share of its character pairs, up to 0.7 (of two: 0)."""
    if term in text:
        if _LATIN.fullmatch(term):
            return float(re.search(rf"(?<![a-z0-9.]){re.escape(term)}(?![a-z0-9]|\.\d)", text) is not None)
        return 1.0 if _stands_free(term, text) else 0.1
    if len(term) < 3 or _LATIN.fullmatch(term):
        return 0.0
    pairs = [term[i : i + 2] for i in range(len(term) - 1)]
    return 0.7 * sum(pair in text for pair in pairs) / len(pairs)


def _stands_free(term: str, text: str) -> bool:
    """Whether a term stands where nothing makes another one of it: 副部长 is no 部长, 前总统 no 总统."""
    at = text.find(term)
    while at > 0 and text[at - 1] in _MAKES_ANOTHER:
        at = text.find(term, at + 1)
    return at >= 0


def coverage(terms: Sequence[Term], text: str, *, rare: bool = False) -> float:
    """Return the weighed share, 0 to 1, of the terms that a folded text has; with `rare`, rare ones count more."""
    return covered(terms, looked_up(terms, text), rare=rare)


def looked_up(terms: Sequence[Term], text: str) -> tuple[float, ...]:
    """Return what `has_term` says of every term in a folded text, in their order."""
    return tuple(has_term(term.text, text) for term in terms)


def covered(terms: Sequence[Term], had: Sequence[float], *, rare: bool = False) -> float:
    """Return the `coverage` of a text in which the terms were looked up."""
    total = reached = 0.0
    for term, has in zip(terms, had, strict=True):
        weight = term.weight * (0.2 + term.rarity if rare else 1.0)
        total += weight
        reached += weight * has
    return reached / total if total else 0.0


def with_rarity(terms: Sequence[Term], had: Sequence[Sequence[float]]) -> tuple[Term, ...]:
    """Return the terms with their rarity among texts in each of which they were looked up."""
    if not had:
        return tuple(terms)
    holding = [sum(has == 1.0 for has in column) for column in zip(*had, strict=True)]
    return tuple(replace(term, rarity=_rarity(count, len(had))) for term, count in zip(terms, holding, strict=True))


def heaviest_missing(terms: Sequence[Term], text: str) -> float:
    """Return the weight of the heaviest term that a folded text lacks altogether; 0 when none is missing."""
    return max((term.weight * (1 - has_term(term.text, text)) for term in terms), default=0.0)


def nearness(terms: Sequence[Term], text: str, start: int, end: int) -> float:
    """Return the weighed share of the terms near the span of a folded text, fading with the distance in characters."""
    total = reached = 0.0
    for term in terms:
        total += term.weight
        best = 0.0
        at = text.find(term.text)
        while at >= 0:
            distance = max(start - (at + len(term.text)), at - end, 0)
            best = max(best, math.exp(-distance / _REACH))
            at = text.find(term.text, at + 1)
        reached += term.weight * best
    return reached / total if total else 0.0


_REACH = 25.0  # characters: about one clause of a news sentence


def focus_missing(terms: Sequence[Term], text: str) -> float:
    """Return the share of the focus words that a folded text lacks; 0 when the question has none."""
    focus = [term for term in terms if term.focus]
    return sum(1 - has_term(term.text, text) for term in focus) / len(focus) if focus else 0.0


def names_missing(terms: Sequence[Term], text: str) -> float:
    """Return the share of the names, ordinals and figures that a folded text lacks; 0 when the question has none."""
    return names_lacking(named(terms), looked_up(terms, text))


def named(terms: Sequence[Term]) -> tuple[int, ...]:
    """Return the places of the terms that are names, ordinals or figures."""
    return tuple(place for place, term in enumerate(terms) if term.name or _FIGURE.search(term.text))


def names_lacking(names: Sequence[int], had: Sequence[float]) -> float:
    """Return the `names_missing` of a text in which the terms were looked up; `names` are the places of such terms."""
    return sum(1 - had[place] for place in names) / len(names) if names else 0.0
