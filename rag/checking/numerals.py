"""Numerals → values: 三十五, 两千零一, 二〇二五, 七点七, 40.5 and 3亿5000万."""

from __future__ import annotations

import re
from fractions import Fraction

DIGITS = "零〇一二三四五六七八九"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
RANGE = re.compile(r"\s*(?:[-–—~～]|至|到)\s*")  # between the ends of one: 3至5天, 3月4日—6日

_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def han_number(numeral: str) -> Fraction:
    """Return the value of a Chinese numeral, read by place (三十五, 两千零一) or digit by digit (二〇二五)."""
    whole, _, decimals = numeral.partition("点")
    tail = re.search("[万亿]+$", decimals)
    factor = _factor(tail.group()) if tail else 1
    digits = decimals[: tail.start()] if tail else decimals
    value = Fraction(_whole(whole))
    for place, digit in enumerate(digits, start=1):
        value += Fraction(_HAN_DIGITS[digit], 10**place)
    return value * factor


def _whole(numeral: str) -> int:
    if all(character in _HAN_DIGITS for character in numeral):
        return int("".join(str(_HAN_DIGITS[character]) for character in numeral) or "0")
    total = section = digit = 0
    for character in numeral:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif character in _PLACES:
            section += (digit or 1) * _PLACES[character]
            digit = 0
        else:  # 万 or 亿 lift everything before them
            lifted = (section + digit or 1) * SCALES[character]
            total = total * SCALES[character] + lifted if total and character == "亿" else total + lifted
            section = digit = 0
    return total + section + digit


def _factor(scales: str) -> int:
    factor = 1
    for character in scales:
        factor *= SCALES[character]
    return factor


def arabic_number(numeral: str, rest: str = "") -> Fraction:
    """Return the value of 40.5 followed by scales: 万亿, or 亿5000万."""
    value = Fraction(numeral.replace(",", ""))
    scales = re.match("[十百千万亿]*", rest)
    head = scales.group() if scales else ""
    value *= _factor(head)
    for part in re.finditer(rf"({ARABIC})([百千万亿]+)", rest[len(head) :]):
        value += Fraction(part.group(1).replace(",", "")) * _factor(part.group(2))
    return value
