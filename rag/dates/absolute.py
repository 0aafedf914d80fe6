"""Dates with figures in them: 2025-01-22, 二〇二五年一月, 1月21日, 20日至22日, 2024年前三季度, 20世纪90年代."""

from __future__ import annotations

import re
from datetime import date

from rag.dates.calendar import Days, day_of, month_on, months
from rag.dates.leaning import day_near, year_for
from rag.dates.rule import (
    DAY,
    HAN,
    MONTH,
    NO_LENGTH,
    OF_YEAR,
    PART,
    TO,
    UNIT,
    YEAR,
    Context,
    Rule,
    number,
    one,
    part_of_month,
    year_number,
)

# Where a numeral begins; one after 年 belongs to a year of another count (崇祯十七年四月).
_FREE = rf"(?<![\d.．{HAN}第每])(?<!农历)(?<!阴历)(?<!年)"
_IN_YEAR = rf"(?:{OF_YEAR}\s?|{_FREE})"


def _iso(match: re.Match[str], context: Context) -> Days | None:
    del context
    year, month, day = (int(part) for part in re.split("[-/.]", match.group()))
    return one(day_of(year, month, day))


def _decade(match: re.Match[str], context: Context) -> Days | None:
    del context
    if match["figures"]:
        start = int(match["figures"])
    else:
        tens = number(match["tens"])
        start = 1900 + tens if tens < 100 else 0
    return Days(date(start, 1, 1), date(start + 9, 12, 31)) if start else None


def _years(match: re.Match[str], context: Context) -> Days | None:
    del context
    first, last = year_number(match["first"]), year_number(match["last"])
    return Days(date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _month_span(match: re.Match[str], context: Context) -> Days | None:
    first, last = number(match["first"]), number(match["last"])
    year = year_for(match, context, last)
    return months(year, first, last) if year else None


def _day_in_month(match: re.Match[str], context: Context) -> Days | None:
    month = number(match["month"])
    year = year_for(match, context, month)
    return one(day_of(year, month, number(match["day"]))) if year else None


def _days_in_month(match: re.Match[str], context: Context) -> Days | None:
    month = number(match["month"])
    year = year_for(match, context, month)
    if year is None:
        return None
    since, until = day_of(year, month, number(match["first"])), day_of(year, month, number(match["last"]))
    return Days(since, until) if since and until and since <= until else None


def _month(match: re.Match[str], context: Context) -> Days | None:
    month = number(match["month"])
    year = year_for(match, context, month)
    if year is None:
        return None
    return part_of_month(year, month, match["part"]) if match["part"] else months(year, month, month)


def _lone_day(match: re.Match[str], context: Context) -> Days | None:
    return one(day_near(number(match["day"]), context))


def _lone_days(match: re.Match[str], context: Context) -> Days | None:
    until = day_near(number(match["last"]), context)
    if until is None:
        return None
    first = number(match["first"])
    since = day_of(until.year, until.month, first)
    if since is None or since > until:  # 28日至2日 runs over the month's end
        earlier = month_on(until, -1)
        since = day_of(earlier.since.year, earlier.since.month, first) if earlier else None
    return Days(since, until) if since else None


RULES = tuple(
    Rule(re.compile(pattern), resolve)
    for pattern, resolve in (
        (
            r"(?<![\d.])(?:1[89]|20)\d\d(?P<dash>[-/.])(?:1[0-2]|0?[1-9])(?P=dash)(?:3[01]|[12]\d|0?[1-9])(?![\d.]\d?)",
            _iso,
        ),
        (
            rf"(?:(?<!\d)(?P<figures>(?:1[89]|20)\d0)|(?:20世纪|二十世纪|上个?世纪)(?P<tens>[1-9]0|{UNIT}?十))年代",
            _decade,
        ),
        (rf"(?P<first>{YEAR})\s?年?{TO}(?P<last>{YEAR})\s?年{NO_LENGTH}(?!\s?{MONTH}\s?月)", _years),
        (
            rf"{_IN_YEAR}(?P<month>{MONTH})\s?月\s?(?P<first>{DAY})\s?[日号]?{TO}(?P<last>{DAY})\s?[日号]{PART}",
            _days_in_month,
        ),
        (
            rf"{_IN_YEAR}(?P<first>{MONTH})\s?月?份?{TO}(?P<last>{MONTH})\s?月份?(?![\d{HAN}球饼]|\s\d)",
            _month_span,
        ),
        (rf"{_IN_YEAR}(?P<month>{MONTH})\s?月\s?(?P<day>{DAY})\s?[日号](?!线){PART}", _day_in_month),
        (
            rf"{_IN_YEAR}(?P<month>{MONTH})\s?月(?:(?P<part>[上中下](?=旬)|[底末]|初(?!{UNIT}|十))旬?|份(?!额)|(?![球饼初]))",
            _month,
        ),
        (
            (
                rf"{_FREE}(?<![年月])(?P<first>3[01]|[12]\d|0?[1-9])\s?日?{TO}(?P<last>3[01]|[12]\d|0?[1-9])\s?日"
                rf"(?!内|之内|以内|游|均){PART}"
            ),
            _lone_days,
        ),
        (
            (
                rf"{_FREE}(?<![年月满近约个])(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十{UNIT}|二十)\s?日"
                rf"(?!元|本|均|内|之内|以内|游|圆|报|龄|夜|照|程|班|产|销|志|历|谈|期(?!间)){PART}"
            ),
            _lone_day,
        ),
    )
)
