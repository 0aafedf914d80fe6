"""Dates said from the day of the issue or from a date before them: 昨日, 上周五, 上月, 近三年, 同日, 次日."""

from __future__ import annotations

import re

from rag.checking.numerals import DIGITS
from rag.dates.calendar import Days, day_of, month_on, months, months_before, shifted, week
from rag.dates.rule import DAY, HAN, MONTH, PART, UNIT, Context, Rule, number, one, part_of_month

_DAYS_ON = {"今": 0, "昨": -1, "前": -2, "大前": -3, "明": 1, "后": 2}
_STEPS_ON = {"本": 0, "这": 0, "这个": 0, "上": -1, "上个": -1, "上上": -2, "下": 1, "下个": 1}
_RECENT = 7  # days that 近日 and 日前 reach back


def _said_day(match: re.Match[str], context: Context) -> Days | None:
    return one(context.printed and shifted(context.printed, _DAYS_ON[match["said"]]))


def _said_month(match: re.Match[str], context: Context) -> Days | None:
    month = context.printed and month_on(context.printed, _STEPS_ON[match["said"]])
    if not month:
        return None
    if match["part"]:
        return part_of_month(month.since.year, month.since.month, match["part"])
    if match["day"]:
        return one(day_of(month.since.year, month.since.month, number(match["day"])))
    return month


def _week(match: re.Match[str], context: Context) -> Days | None:
    found = context.printed and week(context.printed, _STEPS_ON[match["said"]])
    if not found or not match["weekday"]:
        return found or None
    if match["weekday"] == "末":
        return Days(*(found.until if after else shifted(found.until, -1) or found.until for after in (0, 1)))
    return one(shifted(found.since, "一二三四五六日天".index(match["weekday"].replace("天", "日"))))


def _recent(match: re.Match[str], context: Context) -> Days | None:
    del match
    since = context.printed and shifted(context.printed, -_RECENT)
    return Days(since, context.printed) if since and context.printed else None


def _lately(match: re.Match[str], context: Context) -> Days | None:
    """最近三天 and 近三年: so long a time up to the issue's day, that day included."""
    until = context.printed
    if until is None:
        return None
    count, unit = (0.5 if match["many"] == "半" else number(match["many"])), match["unit"]
    if unit in "月年":
        by = int(count * (12 if unit == "年" else 1))
        before = months_before(until, by) if by else shifted(until, -15)
        since = before and shifted(before, 1)
    else:
        since = shifted(until, 1 - int(count * (1 if unit in "天日" else 7)))
    return Days(since, until) if since and since <= until else None


def _ago(match: re.Match[str], context: Context) -> Days | None:
    return one(context.printed and shifted(context.printed, -number(match["ago"])))


def _years_ago(match: re.Match[str], context: Context) -> Days | None:
    """三年前, 四年前的4月18日, 五年前的今天, 三年前10月底: that year, or the month or day of it that is named."""
    printed = context.printed
    if printed is None:
        return None
    year = printed.year - number(match["ago"])
    if match["today"]:
        return one(day_of(year, printed.month, printed.day))
    if not match["month"]:
        return months(year, 1, 12)
    month = number(match["month"])
    if match["day"]:
        return one(day_of(year, month, number(match["day"])))
    return part_of_month(year, month, match["part"]) if match["part"] else months(year, month, month)


def _months_ago(match: re.Match[str], context: Context) -> Days | None:
    by = number(match["ago"])
    if match["unit"] == "月":
        return month_on(context.printed, -by) if context.printed else None
    return week(context.printed, -by) if context.printed else None


def _from_last(match: re.Match[str], context: Context) -> Days | None:
    """同日, 次日, 同月: said from the date before them, which must be as fine."""
    word = match.group()
    if match["by_day"]:
        return one(context.day and shifted(context.day, {"次": 1, "翌": 1, "前": -1}.get(word[0], 0)))
    return month_on(context.days.until, 0) if context.days else None


def _bare_month(match: re.Match[str], context: Context) -> Days | None:
    day = context.printed
    return part_of_month(day.year, day.month, match["part"]) if day else None


RULES = tuple(
    Rule(re.compile(pattern), resolve)
    for pattern, resolve in (
        (
            (
                r"(?P<said>大前(?=天)|(?<![目之以此先年月日大])前(?=[天日])|(?<![先大])后(?=天)|[今昨明])"
                rf"(?:天|日(?!头条|说法|之星|黄花|均|报)|[晚夜晨早](?![报会])){PART}"
            ),
            _said_day,
        ),
        (
            (
                rf"(?P<said>这个|上个|下个|[本上下这])月(?![球饼亮光])份?"
                rf"(?:(?P<part>[上中下](?=旬)|[初底末])旬?|(?P<day>{DAY})[日号]{PART})?"
            ),
            _said_month,
        ),
        (
            r"(?P<said>上上|上个|下个|这个|[上本下这])(?:周|星期|礼拜)(?![边期年转密长遭])(?P<weekday>[一二三四五六末]|[日天](?!均))?",
            _week,
        ),
        (rf"(?<![\d{HAN}年今昨明前往生目])日前|近日", _recent),
        (
            rf"(?:最近|近(?!来)|过去)(?P<many>\d{{1,3}}|半|[{DIGITS}十百两]{{1,3}})\s?个?(?P<unit>天|日(?!均)|周(?!边|年)|星期|月|年)(?![代级度])",
            _lately,
        ),
        (rf"(?<![\d.．{HAN}])(?P<ago>\d{{1,2}}|{UNIT}|两|十)天前", _ago),
        (
            (
                rf"(?<![\d.．{HAN}第])(?P<ago>\d{{1,2}}|{UNIT}|两|十)年前(?!后)"
                rf"(?:的?(?P<today>今天|今日)|的?(?P<month>{MONTH})月份?"
                rf"(?:(?P<day>{DAY})[日号]|(?P<part>[上中下](?=旬)|[初底末])旬?)?)?"
            ),
            _years_ago,
        ),
        (rf"(?<![\d.．{HAN}])(?P<ago>\d{{1,2}}|{UNIT}|两|十)(?:个(?P<unit>月)|个?(?:周|星期))前", _months_ago),
        (
            r"(?P<by_day>同日|当日|当天(?!往返)|同一天|当晚|次日|翌日|前一[天日])|(?P<by_month>当月|同月)",
            _from_last,
        ),
        (rf"(?<![\d{HAN}个月正腊])月(?P<part>[初底])", _bare_month),
    )
)
