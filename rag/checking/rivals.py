"""Are two printed values rivals: different, and of one thing? Figures of another year, place or subject are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rag.checking.alignment import bare
from rag.checking.bounds import Bound
from rag.checking.facts import Fact, FactKind
from rag.checking.numbers import Quantity
from rag.checking.statements import Statement
from rag.chinese import Span, fold

_CLAUSE_END = re.compile("[，,；;。：:]")
# Words that make a figure another one: 同比 is not the total, 首日 not the sum, 其中 a part.
_QUALIFIERS = (
    "同比 环比 增长 下降 增加 减少 累计 其中 预计 计划 日均 月均 人均 平均 首日 首月 首轮 最高 最低 上半年 "
    "下半年 季度 进口 出口 全国 全省 全市 收入 支出 新增 其余 前 每"
).split()
_CHANGING = re.compile("累计|截至|目前|已有|升至|增至|减至|降至|当天|当日|今天|昨天|昨日|今日|这一天")
_NOUN_TAGS = ("n", "j", "v", "l", "z")
_LIGHT = frozenset(
    "是 有 为 达 将 于 共 约 在 由 可 到 该 本 此次 共有 达到 今年 去年 记者 全 完成 介绍 说 表示 进行 举行".split()
)
_CLOSE = 0.6  # share of the shorter one's words around the value that the other's have too
_ROUNDED = Fraction(1, 100)  # of the value: 23.8 and 23.82 are one figure, printed more or less finely
_ROUGHLY = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Rivals:
    """Two values for one thing, as printed in the one and in the other sentence."""

    one: str
    other: str


def rivals(asked_words: Sequence[str], kinds: frozenset[FactKind], one: Statement, other: Statement) -> Rivals | None:
    """Return the two different values of the thing asked for; None when the sentences do not contradict each other.

    `asked_words` are the question's folded words, `kinds` the kinds of facts that can answer it.
    """
    # Of most sentences their words, or that they state nothing of these kinds, say so: no name is looked for.
    if not _same_words(asked_words, one, other) or not one.states(kinds) or not other.states(kinds):
        return None
    if not _same_places(one, other):
        return None
    mine, theirs = one.facts, other.facts
    if not _same_time(kinds, one, other, mine, theirs):
        return None
    for fact in mine:
        if fact.kind not in kinds:
            continue
        # A sentence that prints the other's value as well speaks of both; which is which is no conflict.
        if any(_agree(fact, printed) for printed in theirs):
            continue
        for printed in theirs:
            rival = printed.kind is fact.kind and not any(_agree(printed, own) for own in mine)
            if rival and _of_one_thing(asked_words, one, fact, other, printed):
                return Rivals(fact.text, printed.text)
    return None


def _same_words(asked_words: Sequence[str], one: Statement, other: Statement) -> bool:
    """Return whether both speak of what is asked, and neither names a line, phase or year of its own."""
    texts = one.folded, other.folded
    held = [frozenset(word for word in asked_words if word in text) for text in texts]
    if not held[0] or len(held[0] & held[1]) < 0.7 * len(held[0] | held[1]):
        return False
    return not (one.numbered and other.numbered and not one.numbered & other.numbered)


def _same_places(one: Statement, other: Statement) -> bool:
    """Return whether neither names places of its own alone."""
    return not any(
        mine and theirs and not any(name in text for name in mine)
        for mine, theirs, text in (
            (one.places, other.places, other.folded),
            (other.places, one.places, one.folded),
        )
    )


def _same_time(
    kinds: frozenset[FactKind], one: Statement, other: Statement, mine: Sequence[Fact], theirs: Sequence[Fact]
) -> bool:
    """Return whether nothing says that the values are of different days or years."""
    if one.printed and other.printed and one.printed.year != other.printed.year and FactKind.MOMENT in kinds:
        return False  # the same event of another year
    if FactKind.MOMENT in kinds:
        return True
    dates = [[fact.moment for fact in found if fact.moment and fact.moment.dated] for found in (mine, theirs)]
    if dates[0] and dates[1]:
        return any(own.covers(their) or their.covers(own) for own in dates[0] for their in dates[1]) and all(
            any(own.like(their) for their in dates[1]) for own in dates[0][:1]
        )
    return one.printed == other.printed or not (_CHANGING.search(one.text) or _CHANGING.search(other.text))


def _of_one_thing(asked_words: Sequence[str], one: Statement, fact: Fact, other: Statement, printed: Fact) -> bool:
    if fact.quantity and printed.quantity and (fact.quantity.unit != printed.quantity.unit or not fact.quantity.unit):
        return False
    if fact.moment and printed.moment and not fact.moment.like(printed.moment):
        return False
    clauses = _clause(one.text, fact.span), _clause(other.text, printed.span)
    marks = [frozenset(word for word in _QUALIFIERS if word in clause) for clause in clauses]
    if fact.quantity and marks[0] ^ marks[1]:
        return False
    words = [frozenset(_words(clause)) for clause in clauses]
    asked = frozenset(asked_words)
    if not words[0] or not words[1] or not any(_touches(word, asked) for word in words[0] & words[1]):
        return False
    shared = sum(any(word in their or their in word for their in words[1]) for word in words[0])
    return shared >= _CLOSE * min(len(words[0]), len(words[1]))


def _touches(word: str, asked: frozenset[str]) -> bool:
    return any(word in other or other in word for other in asked)


def _clause(text: str, span: Span) -> str:
    """Return the clause around a value without the value; one that is little else takes its neighbour too."""
    ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    start = max((end for end in ends if end <= span.start), default=0)
    end = min((end for end in ends if end > span.end), default=len(text))
    own = text[start : span.start] + " " + text[span.end : end]
    if len(_LIGHT_MARKS.sub("", own)) >= _SHORT:
        return own
    if start == 0:  # 3月11日起，…
        return own + text[end : min((later for later in ends if later > end), default=len(text))]
    return text[max((end for end in ends if end < start), default=0) : start] + own


_LIGHT_MARKS = re.compile(r"[\s，,；;。：:\d]")
_SHORT = 4  # characters


def _words(clause: str) -> Iterator[str]:
    import rjieba

    for word, tag in rjieba.tag(fold(clause)):
        if tag.startswith(_NOUN_TAGS) and word not in _LIGHT and not word.isdigit():
            yield word


def _agree(one: Fact, other: Fact) -> bool:
    if one.quantity and other.quantity:
        return one.quantity.unit == other.quantity.unit and compatible(one.quantity, other.quantity)
    if one.moment and other.moment:
        return one.moment.covers(other.moment) or other.moment.covers(one.moment)
    return one.kind is other.kind and (bare(one.text) in bare(other.text) or bare(other.text) in bare(one.text))


def compatible(one: Quantity, other: Quantity) -> bool:
    """Return whether both can be true: equal, one rounded from the other, or inside what 约, 近 or 超过 allow."""
    if one.value == other.value:
        return True
    apart = abs(one.value - other.value)
    for rough, exact in ((one, other), (other, one)):
        if (
            rough.bound in (Bound.ABOVE, Bound.REACHED)
            and 0 <= exact.value - rough.value <= abs(rough.value) * 5 * _ROUGHLY
        ):
            return True
        if (
            rough.bound in (Bound.BELOW, Bound.NEARLY)
            and 0 <= rough.value - exact.value <= abs(rough.value) * 2 * _ROUGHLY
        ):
            return True
        if rough.bound is Bound.ABOUT and apart <= abs(rough.value) * _ROUGHLY / 2:
            return True
    return _digits(one) != _digits(other) and apart <= max(abs(one.value), abs(other.value)) * _ROUNDED


def _digits(quantity: Quantity) -> int:
    """Return how many figures the value is printed with, the zeros at its end left out."""
    return len(str(abs(quantity.value.numerator)).rstrip("0"))
