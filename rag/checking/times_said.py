"""Weekdays and parts of the day in a sentence: are they printed, or do they follow from a printed date or hour?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rag.checking.alignment import Line
from rag.checking.facts import Fact
from rag.checking.numbers import level

_DAYS = "一二三四五六日"
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)(?P<day>[一二三四五六日天])(?!围|年|边|报|刊|岁)")
_RANGE = re.compile(
    r"(?:周|星期|礼拜)(?P<first>[一二三四五六日天])(?:至|到|—+|-|~)(?:周|星期|礼拜)?(?P<last>[一二三四五六日天])"
)
_WEEKEND = re.compile("周末|双休日")
_WORKDAYS = re.compile("工作日")
# The hours, first and last, that a part of the day may mean; words with the same hours are one.
_PARTS = {
    "凌晨": (0, 6), "清晨": (4, 9), "早上": (4, 10), "早晨": (4, 10), "上午": (5, 12), "中午": (11, 14),
    "下午": (12, 19), "午后": (12, 18), "傍晚": (16, 20), "晚上": (17, 24), "晚间": (17, 24), "当晚": (17, 24),
    "深夜": (21, 24),
}  # fmt: skip
_PART = re.compile(rf"(?:{'|'.join(_PARTS)})(?!报|会|宴|餐|饭)")


def unsaid(claim: str, stated: Sequence[Fact], lines: Sequence[Line], best: Sequence[Line]) -> str:
    """Return the reason that names a weekday or a part of the day which is not printed and does not follow, or nothing.

    A weekday follows from a date where the lines that the claim leans on name no weekday.
    """
    printed = [level(line.text) for line in lines]
    text = level(claim)
    days = set().union(*(_weekdays(line) for line in printed))
    if not any(_weekdays(level(line.text)) for line in best):
        days |= _of_dates(stated) | _of_dates(_facts(best))
    for match in _WEEKDAY.finditer(text):
        if _number(match["day"]) not in days:
            return f"“{match.group()}”不在所引段落中"
    hours = {fact.moment.hour for fact in _facts(lines) if fact.moment and fact.moment.hour is not None}
    said = {match.group() for line in printed for match in _PART.finditer(line)}
    if not hours and not said:
        return ""
    timed = [fact.span for fact in stated if fact.moment and fact.moment.hour is not None]
    for match in _PART.finditer(text):
        if any(span.start <= match.start() < span.end for span in timed):
            continue  # compared with its hour
        first, last = _PARTS[match.group()]
        overlaps = any(first < _PARTS[other][1] and _PARTS[other][0] < last for other in said)
        if not overlaps and not any(first <= hour <= last for hour in hours):
            return f"“{match.group()}”不在所引段落中"
    return ""


def _facts(lines: Sequence[Line]) -> list[Fact]:
    return [fact for line in lines for fact in line.facts]


def _number(day: str) -> int:
    return 6 if day == "天" else _DAYS.index(day)


def _weekdays(text: str) -> set[int]:
    """Return the weekdays that a text names, Monday is 0; 周二至周四 names three."""
    found = {_number(match["day"]) for match in _WEEKDAY.finditer(text)}
    for match in _RANGE.finditer(text):
        first, last = _number(match["first"]), _number(match["last"])
        found |= {day % 7 for day in range(first, (last if last >= first else last + 7) + 1)}
    if _WEEKEND.search(text):
        found |= {5, 6}
    if _WORKDAYS.search(text):
        found |= set(range(5))
    return found


def _of_dates(found: Sequence[Fact]) -> set[int]:
    return set(_days(found))


def _days(found: Sequence[Fact]) -> Iterator[int]:
    for fact in found:
        moment = fact.moment
        if moment and moment.year and moment.month and moment.day:
            try:
                yield date(moment.year, moment.month, moment.day).weekday()
            except ValueError:  # 2月30日 is printed now and then
                continue
