"""A month without its year and a day without its month, set beside the issue's day and the dates before them."""

from __future__ import annotations

import re
from datetime import date

from rag.dates.calendar import day_of, month_on, year_of_month
from rag.dates.rule import Context, year_said

_COMING = re.compile(
    r"(?:将|定|拟|计划|预计)[于在]|截[至止]到?$|即将|^[^，。；]{0,2}将(?:[于在有会对]|举|召|迎|开|正式|上)"
)
_FAR = 45  # days; a date so far from the issue draws a bare day of its sentence into its month
_LOOSELY_COMING = re.compile(r"将(?!军|士|领|近|官|其)|计划|预计|拟|即将")


def year_for(match: re.Match[str], context: Context, month: int) -> int | None:
    """Return the year of a month: its own, the one this sentence speaks of, else the issue's or the one beside it.

    None when it cannot be known. The match has the groups of `OF_YEAR`.
    """
    said = year_said(match, context)
    if said or match["said_year"] or match["that_year"]:
        return said
    printed = context.printed
    if context.year or printed is None:
        return _same_or_next(context, month) if context.year else None
    if printed.month - month >= 9 and _COMING.search(context.before):
        return printed.year + 1
    return year_of_month(month, printed)


def _same_or_next(context: Context, month: int) -> int | None:
    """The year of this sentence, or the next one when the month follows over its end: 去年12月28日出发，1月5日到达."""
    year, printed, near = context.year, context.printed, context.near
    if (
        year
        and printed
        and near
        and near.until.month - month > 6
        and (year + 1, month) <= (printed.year, printed.month)
    ):
        return year + 1
    return year


def day_near(day: int, context: Context) -> date | None:
    """Return the day that a bare 21日 means: after a far date, in its month; else the last such day, or the next.

    News look back: the day that went by is meant unless the one to come is more than twice as near, or the words
    around say that it is to come.
    """
    printed = context.printed
    leaned = context.days if printed is None else context.near
    if (
        leaned
        and leaned.until.replace(day=1) <= leaned.since
        and (printed is None or abs((leaned.until - printed).days) > _FAR)
    ):
        return day_of(leaned.until.year, leaned.until.month, day)
    if printed is None:
        return None
    around = [month_on(printed, by) for by in (-2, -1, 0, 1, 2)]
    days = [found for month in around if month and (found := day_of(month.since.year, month.since.month, day))]
    past = [found for found in days if found <= printed]
    future = [found for found in days if found > printed]
    if not past or not future:
        return past[-1] if past else None
    gone, ahead = (printed - past[-1]).days, (future[0] - printed).days
    if gone == 0:
        return past[-1]
    coming = _COMING.search(context.before) or _COMING.search(context.after)
    loosely = _LOOSELY_COMING.search(context.before + context.after)
    if coming or ahead * 2 < gone or (loosely and ahead <= gone * 2):
        return future[0]
    return past[-1]
