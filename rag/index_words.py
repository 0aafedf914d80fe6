"""The words that a text is found by: its own, and one form for numbers and institutions however they are printed."""

from __future__ import annotations

import re
from fractions import Fraction

from rag.checking.numerals import arabic_number, han_number
from rag.chinese import fold, folded_words
from rag.short_names import institutions

_DIGIT = "零〇○一二两三四五六七八九"
_NUMBER = re.compile(
    rf"(?=[\d百千万亿十廿卅{_DIGIT}])(?:百分之(?P<share>\d+(?:\.\d+)?|[{_DIGIT}十百]+(?:点[{_DIGIT}]+)?)"
    r"|(?<![\d.])(?P<grouped>\d{1,3}(?:,\d{3})+(?:\.\d+)?)(?P<grouped_rest>[万亿]*)"
    r"|(?<![\d.])(?P<arabic>\d+(?:\.\d+)?)(?P<rest>[十百千]?[万亿]+(?:\d+[百千万]+)*)"
    rf"|(?P<han>[{_DIGIT}十百千万亿廿卅]{{2,}}(?:点[{_DIGIT}]+[万亿]*)?))"
)
_YEAR = re.compile(rf"[{_DIGIT}]{{4}}")
_NO_NUMBER = re.compile(rf"[百千万亿]|[{_DIGIT}]{{2,3}}$|[{_DIGIT}]{{5,}}$|一十|[{_DIGIT}]{{2}}")


def index_words(text: str) -> list[str]:
    """Return the words of `rag.chinese.words` and behind them the forms that all ways of printing have in common.

    一万二千 and 1.2万 give 12000 as well, 二〇二五 gives 2025, 百分之五 5%; 发改委 and its long name give one word.
    """
    folded = fold(text)
    cut = folded_words(folded)
    common = [value for found in _NUMBER.finditer(folded) if (value := _value(found))]
    return [*cut, *common, *(f"={name}" for name in institutions(folded, cut))]


def _value(found: re.Match[str]) -> str:
    """The number in plain figures; empty for what is no number (万一, 三五)."""
    if found["share"]:
        share = found["share"]
        return _plain(Fraction(share) if share[0].isascii() else _han(share)) + "%"
    if found["grouped"]:
        return _plain(arabic_number(found["grouped"], found["grouped_rest"]))
    if found["arabic"]:
        return _plain(arabic_number(found["arabic"], found["rest"]))
    numeral = found["han"]
    if not _YEAR.fullmatch(numeral) and _NO_NUMBER.match(numeral):
        return ""
    return _plain(_han(numeral))


def _han(numeral: str) -> Fraction:
    return han_number(numeral.replace("○", "〇").replace("廿", "二十").replace("卅", "三十"))


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.4f}".rstrip("0").rstrip(".")
