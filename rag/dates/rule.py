"""One rule of the grammar: a pattern, and how what it matched becomes days in its context."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rag.checking.numerals import DIGITS, han_number
from rag.dates.calendar import Days, day_of, months

HAN = f"{DIGITS}○十百千万亿两几半数多"
TO = r"\s?(?:[-–—－~～]{1,2}|至|到)\s?"
UNIT = "[一二三四五六七八九]"
MONTH = f"(?:1[0-2]|0?[1-9]|十[一二]?|{UNIT})"
DAY = f"(?:3[01]|[12]\\d|0?[1-9]|三十一?|二?十{UNIT}|[二三]?十|{UNIT})"
PART = r"(?:上午|中午|午间|下午|傍晚|晚上|晚间|晚(?![报会])|深夜|凌晨|清晨|早晨|早上|夜间)?"
YEARS_ON = {"今年": 0, "本年": 0, "去年": -1, "大前年": -3, "前年": -2, "明年": 1, "后年": 2}
# Years counted from 1912: 民国114年, 民国一一四年, 民国一百零三年, 民国元年.
_TENS = f"{UNIT}?十{UNIT}?"
_COUNT = rf"元|[1-9]\d{{,2}}(?!\d)|一?百(?:[零〇]?{UNIT}|{_TENS})?|{_TENS}|{UNIT}[{DIGITS}○]{{,2}}"
REPUBLIC = rf"(?:中华)?民国\s?(?:{_COUNT})"
YEAR = rf"(?:(?<![\d.])(?:1[89]|20)\d\d|(?<![{HAN}])[一二][{DIGITS}○]{{3}}|{REPUBLIC})"
# 2000年历史 and 2000年前 are lengths of time, 2024年前三季度 is none.
NO_LENGTH = r"(?!的?历史|之久|间|代|前(?![两三\d一二四五六七八九十]))"
THAT_YEAR = r"(?P<that_year>同年(?![龄级])|次年|翌年)"
OF_YEAR = rf"(?:(?P<year>{YEAR})\s?年{NO_LENGTH}度?|(?<!每)(?P<said_year>{'|'.join(YEARS_ON)})度?|{THAT_YEAR})"
THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31), "初": (1, 10), "底": (21, 31), "末": (21, 31)}


@dataclass(frozen=True, slots=True)
class Context:
    """What a date word leans on.

    `printed` is the day of the issue or of the question; `day` the day last mentioned, `days` the date last mentioned;
    `year` the year last written out with a month and `near` the date last mentioned, both in this sentence;
    `before` and `after` are the words around in the same clause.
    """

    printed: date | None
    year: int | None = None
    day: date | None = None
    days: Days | None = None
    near: Days | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of date words and the function that resolves a match; None: no date after all, or not to be known."""

    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], Context], Days | None]


def number(numeral: str) -> int:
    """Return the value of an Arabic or Chinese whole number."""
    return int(numeral) if numeral.isdecimal() else int(han_number(numeral.replace("○", "〇")))


def year_number(numeral: str) -> int:
    """Return the year that a match of `YEAR` names: 民国一一四 is 2025."""
    if "民国" not in numeral:
        return number(numeral)
    count = numeral.partition("民国")[2].strip()
    return 1912 if count == "元" else 1911 + number(count)


def year_said(match: re.Match[str], context: Context) -> int | None:
    """Return the year that the match itself names: in figures, as 去年 or as 同年; None when it names none."""
    if match["year"]:
        return year_number(match["year"])
    if match["said_year"] and context.printed:
        return context.printed.year + YEARS_ON[match["said_year"]]
    if match["that_year"] and context.days:
        return context.days.until.year + (match["that_year"] != "同年")
    return None


def one(day: date | None) -> Days | None:
    """Return the day as a stretch of one day."""
    return Days(day, day) if day else None


def part_of_month(year: int, month: int, which: str) -> Days | None:
    """Return 上旬, 中旬 or 下旬 of a month; 初 counts as its first ten days, 底 and 末 as its last."""
    whole = months(year, month, month)
    if whole is None:
        return None
    first, last = THIRDS[which]
    since, until = day_of(year, month, first), day_of(year, month, min(last, whole.until.day))
    return Days(since, until) if since and until else None
