"""Dates as printed, in Chinese, ISO and English, resolved against the issue's day: 21日 on 22 January is 1月21日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from rag.checking.clock import Clock, clocks
from rag.checking.moment import Moment
from rag.checking.numerals import DIGITS, RANGE, han_number
from rag.chinese import Span, has_han
from rag.dates.calendar import ENGLISH_MONTHS, year_of_month

_RELATIVE_YEARS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
_RELATIVE_DAYS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1, "今晚": 0, "昨晚": -1}
_MONTH_NAMES = "|".join(f"{name}|{name[:3]}" for name in ENGLISH_MONTHS)

_CHINESE = re.compile(
    rf"(?P<year>(?<!\d)[12]\d{{3}}|[一二][{DIGITS}]{{3}})年"
    rf"(?:(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(?P<day>[0-3]?\d|[一二三四五六七八九十]{{1,3}})[日号])?)?"
    rf"|(?P<said_year>{'|'.join(_RELATIVE_YEARS)})?"
    rf"(?<!\d)(?P<month2>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?!球)"
    rf"(?:(?P<day2>[0-3]?\d|[一二三四五六七八九十]{{1,3}})[日号])?"
    r"|(?<![\d.])(?P<day3>[12]\d|3[01]|0?[1-9])(?:日(?!元|本|均|内|游|圆|报)"
    r"|号(?=上午|下午|中午|凌晨|清晨|傍晚|早|晚|夜|起|至|到|前|后|之前|之后|以前|以后|当天))"
    r"|(?<=截至)(?P<day4>[12]\d|3[01]|[1-9])号"
    r"|(?<!\d)(?P<iso>[12]\d{3}[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9]))(?!\d)"
    rf"|(?P<lone_year>{'|'.join(_RELATIVE_YEARS)})(?!同期|同月)|(?P<said_day>{'|'.join(_RELATIVE_DAYS)})"
)
_ENGLISH = re.compile(
    rf"\b(?:(?P<first>\d{{1,2}})\s+)?(?P<name>{_MONTH_NAMES})\b\.?(?:\s+(?P<second>\d{{1,2}})(?!\d))?(?:,?\s+(?P<year>[12]\d{{3}}))?"
    r"|(?<![\d.,\-/])(?P<bare>(?:19|20)\d{2})(?![\d.,\-/]*\d|\s*(?:people|yuan|km))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile("[。！？；\n]")
_SOON = 15  # days ahead of the issue's own: daily news tells more of what was than of what will be


def moments(text: str, printed: date | None) -> tuple[Moment, ...]:
    """Return the dates of a text in order, missing parts filled from the day of the issue where that is certain.

    `text` as `rag.checking.numbers.level` gives it. A month without a year is the issue's year's, or the year before's
    when it lies far ahead; a day without a month likewise, or of the month named before it in its sentence.
    """
    found: list[Moment] = []
    for moment in _read(text, printed):
        last = found[-1] if found else None
        if moment.month is None and moment.day is not None:
            if last and last.month and _goes_on(text[last.span.end : moment.span.start], last, moment):
                found.append(Moment(moment.span, last.year, last.month, moment.day))
            else:
                found.append(_in_month(moment, printed))
        elif moment.year is None and moment.month is not None:
            found.append(_in_year(moment, printed))
        else:
            found.append(moment)
    return _timed(found, clocks(text))


def _goes_on(between: str, last: Moment, moment: Moment) -> bool:
    """Return whether a day is of the month named before it: 3月4日至6日, 3月7日开放，20日关闭."""
    if RANGE.fullmatch(between):
        return True
    later = last.day is not None and moment.day is not None and last.day < moment.day
    return later and not _SENTENCE_END.search(between)


def _timed(found: list[Moment], times: tuple[Clock, ...]) -> tuple[Moment, ...]:
    """Give a date the time of day right behind it; other times stand alone."""
    ends = {moment.span.end: place for place, moment in enumerate(found)}
    for time in times:
        place = ends.get(time.span.start)
        if place is None:
            found.append(Moment(time.span, hour=time.hour, minute=time.minute))
        else:
            whole = Span(found[place].span.start, time.span.end)
            found[place] = replace(found[place], span=whole, hour=time.hour, minute=time.minute)
    return tuple(sorted(found, key=lambda moment: moment.span.start))


def _read(text: str, printed: date | None) -> Iterator[Moment]:
    for match in _CHINESE.finditer(text):
        yield _chinese(match, printed)
    if not has_han(text):
        for match in _ENGLISH.finditer(text):
            moment = _english(match)
            if moment is not None:
                yield moment


def _chinese(match: re.Match[str], printed: date | None) -> Moment:
    span = Span(match.start(), match.end())
    if match["iso"]:
        year, month, day = (int(part) for part in re.split("[-/.]", match["iso"]))
        return Moment(span, year, month, day)
    if match["said_day"]:
        if printed is None:
            return Moment(span)
        then = printed + timedelta(days=_RELATIVE_DAYS[match["said_day"]])
        return Moment(span, then.year, then.month, then.day)
    said = match["said_year"] or match["lone_year"]
    year_said = printed.year + _RELATIVE_YEARS[said] if said and printed else None
    return Moment(
        span,
        _number(match["year"]) or year_said,
        _number(match["month"] or match["month2"]),
        _number(match["day"] or match["day2"] or match["day3"] or match["day4"]),
    )


def _number(numeral: str | None) -> int | None:
    if not numeral:
        return None
    return int(numeral) if numeral.isdecimal() else int(han_number(numeral))


def _english(match: re.Match[str]) -> Moment | None:
    span = Span(match.start(), match.end())
    if match["bare"]:
        return Moment(span, int(match["bare"]))
    day = match["first"] or match["second"]
    if not day and not match["year"] and match["name"].lower() in ("may", "mar", "march"):
        return None  # as likely a verb as a month
    month = next(place for place, name in enumerate(ENGLISH_MONTHS, start=1) if name.startswith(match["name"].lower()))
    return Moment(span, _number(match["year"]), month, _number(day))


def _in_year(moment: Moment, printed: date | None) -> Moment:
    if printed is None or moment.month is None:
        return moment
    return Moment(moment.span, year_of_month(moment.month, printed), moment.month, moment.day)


def _in_month(moment: Moment, printed: date | None) -> Moment:
    if printed is None or moment.day is None:
        return moment
    if moment.day - printed.day > _SOON:
        return moment  # last month's, or still to come
    return Moment(moment.span, printed.year, printed.month, moment.day)
