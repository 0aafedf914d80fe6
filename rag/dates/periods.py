"""Years and what they divide into: 去年, 今年底, 上半年, 前三季度, “十四五”, and the festivals with their days off."""

from __future__ import annotations

import re
from datetime import date

from rag.dates.calendar import Days, day_of, festival, holiday, months, shifted
from rag.dates.rule import HAN, OF_YEAR, UNIT, Context, Rule, number, one, year_said

_SEASONS = {"春": 3, "夏": 6, "秋": 9}
_PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_OF_A_YEAR = (  # what also says its year when none is written: this one
    r"(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|前(?P<quarters>[两二三23])个?季度|"
    rf"前(?P<first_months>1[01]|[2-9]|十一?|{UNIT}|两)个月"
)
_PERIOD = (
    rf"(?:{_OF_A_YEAR}|年?(?P<edge>初|中(?=[，。、）前召举开])|底|末)|年?(?P<within>内)|(?P<so_far>以来)|"
    rf"前(?P<early_months>1[01]|[2-9]|十一?|{UNIT}|两)月|(?P<season>[春夏秋冬])[天季])"
)
_FESTIVAL = (
    r"(?P<festival>春节|除夕|元宵(?=节)|元旦|端午|中秋|清明(?=节|假期|期间|小长假)|国庆(?=节|假期|期间|长假|黄金周)|"
    r"五一(?=[”’\"]?(?:假期|期间|长假|黄金周|小长假))|劳动节|妇女节|儿童节|建军节)(?:节?[”’\"]?(?P<off>假期|长假|小长假|黄金周|期间))?"
)


def _year(match: re.Match[str], context: Context) -> Days | None:
    year = year_said(match, context)
    return _year_or_part(match, context, year) if year else None


def _bare_period(match: re.Match[str], context: Context) -> Days | None:
    """年底, 上半年, 前三季度 without a year: this year's; last year's when far ahead, or told as over."""
    if context.year:
        return _in_year(match, context.year)
    printed = context.printed
    if printed is None:
        return None
    found = _in_year(match, printed.year)
    over = match["quarters"] or match["first_months"]
    ahead = found and (found.since - printed).days
    if found and ((over and found.until > printed) or (not match["edge"] and ahead and ahead > 183)):
        return _in_year(match, printed.year - 1)
    return found


def _in_year(match: re.Match[str], year: int) -> Days | None:
    found = months(year, 1, 12)
    if match["edge"]:
        first, last = {"初": (1, 1), "中": (6, 7)}.get(match["edge"], (12, 12))
        found = months(year, first, last)
    elif match["half"]:
        found = months(year, 1, 6) if match["half"] == "上" else months(year, 7, 12)
    elif match["quarter"]:
        last = 3 * number(match["quarter"])
        found = months(year, last - 2, last)
    elif match["quarters"]:
        found = months(year, 1, 3 * number(match["quarters"]))
    elif match["first_months"]:
        found = months(year, 1, number(match["first_months"]))
    return found


def _year_or_part(match: re.Match[str], context: Context, year: int) -> Days | None:
    found = _in_year(match, year)
    if match["early_months"]:
        found = months(year, 1, number(match["early_months"]))
    elif match["season"]:
        found = _season(year, match["season"])
    elif match["so_far"] and context.printed and context.printed.year >= year:
        found = Days(date(year, 1, 1), context.printed)
    return found


def _season(year: int, name: str) -> Days | None:
    if name in _SEASONS:
        return months(year, _SEASONS[name], _SEASONS[name] + 2)
    spring = day_of(year + 1, 3, 1)
    last = spring and shifted(spring, -1)
    return Days(date(year, 12, 1), last) if last else None


def _festival(match: re.Match[str], context: Context) -> Days | None:
    """A festival of the year said, else the one nearest to the issue."""
    name, printed = match["festival"], context.printed
    year = year_said(match, context) or context.year
    if year is None and printed is None:
        return None
    if year is None and printed is not None:
        years = (printed.year - 1, printed.year, printed.year + 1)
        near = [(abs((day - printed).days), day.year) for each in years if (day := festival(name, each))]
        year = min(near)[1] if near else printed.year
    if year is None:
        return None
    return holiday(name, year) if match["off"] else one(festival(name, year))


def _plan(match: re.Match[str], context: Context) -> Days | None:
    del context
    start = _PLANS[match.group()]
    return Days(date(start, 1, 1), date(start + 4, 12, 31))


RULES = tuple(
    Rule(re.compile(pattern), resolve)
    for pattern, resolve in (
        (rf"{OF_YEAR}的?{_FESTIVAL}", _festival),
        (rf"{OF_YEAR}{_PERIOD}?", _year),
        (r"(?<=[“\"])十[一二三四五]五(?=[”\"])|(?<![二三四五六七八九十])十[一二三四五]五(?=期间|时期|规划)", _plan),
        (rf"(?<![\d{HAN}年月第每近往])(?:{_OF_A_YEAR}|年(?P<edge>[初底末])|年内)", _bare_period),
        (rf"(?P<year>(?!))?(?P<said_year>(?!))?(?P<that_year>(?!))?{_FESTIVAL}", _festival),
    )
)
