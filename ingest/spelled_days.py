"""Days that are spelled out (二〇二五年一月二十二日) or counted from 1912 (民国114年1月22日), as figures of our era."""

from __future__ import annotations

import re

from rag.dates.rule import number

_DIGIT = "[〇○零一二三四五六七八九]"
_SHORT = "[一二三四五六七八九十]{1,3}"
_SPELLED = re.compile(
    rf"(?P<year>[一二]{_DIGIT}{{3}}|(?<=民国)(?:{_SHORT}|一百{_SHORT}))年(?P<month>{_SHORT})月(?P<day>{_SHORT})日"
)
_REPUBLIC = re.compile(r"(?:中华)?民国\s*(?P<year>\d{2,3})\s*年")
_BEFORE_REPUBLIC = 1911


def in_figures(text: str) -> str:
    """Return plain text with the days in it as 2025年1月22日."""
    if "月" not in text:
        return text
    text = _SPELLED.sub(
        lambda day: f"{_figures(day['year'])}年{_figures(day['month'])}月{_figures(day['day'])}日", text
    )
    return _REPUBLIC.sub(lambda year: f"{int(year['year']) + _BEFORE_REPUBLIC}年", text)


def _figures(spelled: str) -> int:
    return number(spelled.replace("○", "〇"))
