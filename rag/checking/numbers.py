"""Chinese, Arabic and English numbers with their units, as values that compare: 40.5万亿元 is 405000亿元."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from rag.checking.bounds import Bound, alike, bound_at
from rag.checking.numerals import ARABIC, DIGITS, RANGE, SCALES, arabic_number, han_number
from rag.checking.units import COUNTERS, LATIN_UNITS, MONEY, UNITS, Unit
from rag.chinese import Span, simplify

_ENGLISH_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

_UNIT_NAMES = "|".join(re.escape(name) for name in sorted(UNITS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?P<share>(?P<base>[百千万]|[{DIGITS}十]+|\d+)分之(?P<part>{ARABIC}|[{DIGITS}十百]+(?:点[{DIGITS}]+)?))"
    r"|(?P<half>一半|半数)"
    rf"|(?<![A-Za-z\d.])(?P<arabic>{ARABIC})(?P<rest>[十百千万亿]*(?:{ARABIC}[百千万亿]+)*)"
    r"(?:\s*(?P<english>thousand|million|billion|trillion)\b)?"
    rf"|(?P<han>[{DIGITS}两十百千][{DIGITS}两十百千万亿]*(?:点[{DIGITS}]+[万亿]*)?)"
)
_NO_WORD = "(?![径岛程场夜山空价途球圆决数导])"  # 1公里半径 is no 1.5公里
_AFTER = re.compile(
    rf"(?P<more>多|余|来)?(?P<half>个?半{_NO_WORD})?\s*(?P<unit>{_UNIT_NAMES})?(?P<more2>多|余|半{_NO_WORD})?"
)
_ENGLISH_UNIT = re.compile(
    r"\s*(?P<unit>" + "|".join(sorted(LATIN_UNITS, key=len, reverse=True)) + r")(?![A-Za-z\d])", re.I
)
_LATIN_FOLLOWS = re.compile(r"[A-Za-z]")
# 一个 and 一次 are articles more than numbers; only with these units does a lone 一 count something.
_THIS_ONE = tuple("头这那同每有某哪另年")  # 这一天 counts nothing
_ROUNDED = Fraction(1, 20)  # of the value: what a rounder number may leave out
_STRONG_AFTER_ONE = frozenset("年 元 美元 成 个月 周 小时 个小时 分钟 倍 米 公里 吨 亩 公顷 天 人 户 家".split())
_WEAK_AFTER_HAN = frozenset("分 度 号 级 路 线 点 面 手 本 时 行 部 对 门 口 头 样".split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: `value` in the base unit `unit` (empty: none known), `span` in the text read."""

    span: Span
    value: Fraction
    unit: str
    bound: Bound = Bound.EXACT
    ordinal: bool = False

    def equals(self, other: Quantity) -> bool:
        """Return whether both count the same: 3.2公里 and 3200米, 120个 and 120家; a bare number fits any counter."""
        return self.value == other.value and self.ordinal == other.ordinal and self.comparable(other)

    def comparable(self, other: Quantity) -> bool:
        """Return whether the units measure the same thing."""
        if self.unit == other.unit or not self.unit:
            return True
        if not other.unit:
            return self.unit in COUNTERS or self.unit == MONEY
        return "个" in (self.unit, other.unit) and {self.unit, other.unit} <= COUNTERS

    def rounds(self, exact: Quantity) -> bool:
        """Return whether it is a rounder number that its bound makes true of an exact one: 超过2300件 of 2316件."""
        if exact.bound is not Bound.EXACT or self.ordinal or exact.ordinal or not self.comparable(exact):
            return False
        more = exact.value - self.value
        if not more or abs(more) > abs(exact.value) * _ROUNDED or _figures(self.value) >= _figures(exact.value):
            return False
        return self.bound in (Bound.ABOVE, Bound.REACHED) if more > 0 else self.bound in (Bound.NEARLY, Bound.BELOW)

    def bounded_like(self, other: Quantity) -> bool:
        """Return whether 超过, 不足, 近 or 约 say the same of both."""
        return alike(self.bound, other.bound)


def _figures(value: Fraction) -> int:
    """Return how many figures a value is written with, the zeros at its end left out."""
    return len(str(abs(value.numerator)).rstrip("0"))


def level(text: str) -> str:
    """Return the text in half width and Simplified characters, every character in its old place."""
    narrow = text.translate(_NARROW)
    simple = simplify(narrow)
    return simple if len(simple) == len(narrow) else narrow


class _Narrow(dict[int, str]):
    """Code point → its form in half width, itself where that is several; each is worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        """Work it out."""
        folded = unicodedata.normalize("NFKC", chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_NARROW = _Narrow()


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of a text in order; `text` as `level` gives it, dates blanked out by the caller."""
    found: list[Quantity] = []
    for number in _NUMBER.finditer(text):
        quantity = _quantity(text, number)
        if quantity is not None:
            found.append(quantity)
    return tuple(_lend_units(text, found))


def _quantity(text: str, number: re.Match[str]) -> Quantity | None:
    if number["share"]:
        return _finish(text, number, number.end(), _share(number), UNITS["%"])
    if number["half"]:
        return _finish(text, number, number.end(), Fraction(50), UNITS["%"])
    after = _AFTER.match(text, number.end())
    unit_name = (after["unit"] or "") if after else ""
    end = after.end() if after and (unit_name or after["more"]) else number.end()
    unit = UNITS.get(unit_name, Unit("", Fraction(1)))
    if number["arabic"]:
        value = arabic_number(number["arabic"], number["rest"]) * _ENGLISH_SCALES.get(number["english"] or "", 1)
        if not unit_name:
            english = _ENGLISH_UNIT.match(text, number.end())
            if english:
                unit, end = UNITS[LATIN_UNITS[english["unit"].lower()]], english.end()
            elif _LATIN_FOLLOWS.match(text, number.end()):
                return None  # 5G, 3D: a word, not a number
    else:
        if not _counts(number["han"], unit_name) or (
            number["han"] == "一" and text[: number.start()].endswith((*_THIS_ONE, "  "))  # behind a date: 去年一年
        ):
            return None
        value = han_number(number["han"])
    half = after is not None and (after["half"] or after["more2"] == "半")
    return _finish(text, number, end, value + (Fraction(1, 2) if half else 0), unit, more=_says_more(after))


def _says_more(after: re.Match[str] | None) -> bool:
    return after is not None and (after["more"] in ("多", "余") or after["more2"] in ("多", "余"))


def _counts(numeral: str, unit: str) -> bool:
    """Return whether a Chinese numeral is a number here and not part of a word such as 四川 or 一些."""
    if numeral == "一":
        return unit in _STRONG_AFTER_ONE
    if all(character in "十百千万亿" for character in numeral) and len(numeral) > 1 and numeral[0] != "十":
        return False  # 千万, 百万 alone are words
    if len(numeral) == 1:
        return bool(unit) and unit not in _WEAK_AFTER_HAN
    return bool(unit) or any(character in SCALES for character in numeral)


def _share(number: re.Match[str]) -> Fraction:
    bases = {"百": 100, "千": 1000, "万": 10**4}
    base = Fraction(bases[number["base"]]) if number["base"] in bases else _either(number["base"])
    return _either(number["part"]) * 100 / base if base else Fraction(0)


def _either(numeral: str) -> Fraction:
    return arabic_number(numeral) if numeral[0].isdigit() and numeral[0] not in DIGITS else han_number(numeral)


def _finish(text: str, number: re.Match[str], end: int, value: Fraction, unit: Unit, *, more: bool = False) -> Quantity:
    before = text[max(0, number.start() - 14) : number.start()].rstrip()
    behind = text[end : end + 2]
    bound = bound_at(before, behind)
    if bound is Bound.EXACT and more:
        bound = Bound.ABOVE
    if before.endswith(("零下", "负")):
        value = -value
    return Quantity(Span(number.start(), end), value * unit.factor, unit.base, bound, before.endswith("第"))


def _lend_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give the first number of a range the unit of the second: 3至5天."""
    lent = list(found)
    for place, (first, second) in enumerate(pairwise(found)):
        if not first.unit and second.unit and RANGE.fullmatch(text, first.span.end, second.span.start):
            printed = second.span.of(text)
            name = max((name for name in UNITS if printed.endswith(name)), key=len, default="")
            factor = UNITS[name].factor if name else Fraction(1)
            lent[place] = replace(first, value=first.value * factor, unit=second.unit)
    return lent
