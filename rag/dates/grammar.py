"""Text → the dates it mentions, each resolved to days. The rules stand in `absolute`, `periods` and `relative`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from rag.chinese import simplify_each
from rag.dates import absolute, periods, relative
from rag.dates.calendar import Days, day_of, month_on
from rag.dates.rule import DAY, HAN, PART, TO, Context, Rule, number
from rag.records import DateMention

_RULES = (*absolute.RULES, *periods.RULES, *relative.RULES)
_MAY_BEGIN = rf"[\d{HAN}今昨前明后大本这上下去同当次翌近日最过年月第春除元端中清国劳妇儿建民]"
_NAMED = re.compile(r"\(\?P([<=])(\w+)")
# Where any rule matches, found in one go: trying all of them at every digit is slow. Each rule's groups get its number.
_ANY_RULE = re.compile(
    f"(?={_MAY_BEGIN})(?:"
    + "|".join(_NAMED.sub(rf"(?P\g<1>\g<2>_{place}", rule.pattern.pattern) for place, rule in enumerate(_RULES))
    + ")"
)
_JOINER = re.compile(TO)
_LAST_DAY = re.compile(rf"(?P<day>{DAY})\s?[日号]{PART}")
_SENTENCE_END = re.compile("[。！？!?\n]")
_CLAUSE_BREAK = re.compile("[，。；！？,;!?\n]")
_REACH = 12  # characters of the clause on either side that tell whether a day is to come
_LONG_NUMBER = re.compile(r"\d{13,}")  # account numbers and the like: no date, and slow to try at every digit
_WIDE_DIGIT = re.compile("[\uff10-\uff19]")
_HALF_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}


def find_dates(text: str, printed: date | None) -> tuple[DateMention, ...]:
    """Return the dates that a text mentions, in order, each as a day or a stretch of days.

    `printed` is the day of the issue, for a question the day it is asked on; without it only what the text itself
    makes certain is returned. Offsets count in `text`. Words that look like dates and cannot be resolved
    (2月30日, 同日 before any date) are left out.
    """
    level = simplify_each(text)
    if _WIDE_DIGIT.search(level):
        level = level.translate(_HALF_WIDTH)
    level = _LONG_NUMBER.sub(lambda run: "#" * len(run.group()), level)
    found: list[DateMention] = []
    context = Context(printed)
    at, passed = 0, 0
    while start := _ANY_RULE.search(level, at):
        at = start.start()
        if _SENTENCE_END.search(level, passed, at):
            context = replace(context, year=None, near=None)
        passed = at
        read = _read(level, at, context)
        if read is None:
            at += 1
            continue
        end, days = read
        if days is not None:
            joined = _joined(level, end, days, context)
            end, days = joined or (end, days)
            found.append(DateMention(at, end, text[at:end], days.since, days.until))
            context = _after(context, level[at:end], days)
        at = end
    return tuple(found)


def _read(text: str, at: int, context: Context) -> tuple[int, Days | None] | None:
    """The end of the date words that begin here and their days; None when none begin here."""
    for rule in _RULES:
        match = rule.pattern.match(text, at)
        if match and match.end() > at:
            return match.end(), _resolved(rule, match, context)
    return None


def _resolved(rule: Rule, match: re.Match[str], context: Context) -> Days | None:
    text = match.string
    before = _CLAUSE_BREAK.split(text[max(match.start() - _REACH, 0) : match.start()])[-1]
    after = _CLAUSE_BREAK.split(text[match.end() : match.end() + _REACH])[0]
    return rule.resolve(match, replace(context, before=before, after=after))


def _joined(text: str, end: int, days: Days, context: Context) -> tuple[int, Days] | None:
    """A second date after 至 makes one stretch with the first: 2024年12月3日至5日, 1月28日至2月4日."""
    joiner = _JOINER.match(text, end)
    if joiner is None:
        return None
    day = _LAST_DAY.match(text, joiner.end())
    if day:
        months = [month_on(days.since, by) for by in (0, 1)]
        lasts = [month and day_of(month.since.year, month.since.month, number(day["day"])) for month in months]
        last = next((found for found in lasts if found and found >= days.since), None)
        return (day.end(), Days(days.since, last)) if last else None
    read = _read(text, joiner.end(), _after(context, text[:end], days))
    if read is None or read[1] is None or read[1].until < days.since:
        return None
    return read[0], Days(days.since, read[1].until)


def _after(context: Context, words: str, days: Days) -> Context:
    """The context behind a date: 同日 leans on the last day, a bare month on a year written out with a month."""
    fixed = days.since.year if re.search("年.+月", words) and days.since.year == days.until.year else context.year
    return replace(context, year=fixed, day=days.until if days.single else context.day, days=days, near=days)
