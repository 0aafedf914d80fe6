"""Stretches of days: months, quarters, weeks and the holidays of the Chinese year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

ENGLISH_MONTHS = tuple("january february march april may june july august september october november december".split())

# The first day of the lunar year; the fifth day of its fifth month; the fifteenth day of its eighth month.
_SPRING = dict(
    zip(
        range(1990, 2036),
        "0127 0215 0204 0123 0210 0131 0219 0207 0128 0216 0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 "
        "0123 0210 0131 0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 "
        "0219 0208".split(),
        strict=True,
    )
)
_DRAGON_BOAT = dict(
    zip(range(2015, 2027), "0620 0609 0530 0618 0607 0625 0614 0603 0622 0610 0531 0619".split(), strict=True)
)
_MID_AUTUMN = dict(
    zip(range(2015, 2027), "0927 0915 1004 0924 0913 1001 0921 0910 0929 0917 1006 0925".split(), strict=True)
)
_FIXED = {
    "元旦": "0101",
    "劳动节": "0501",
    "五一": "0501",
    "国庆": "1001",
    "妇女节": "0308",
    "儿童节": "0601",
    "建军节": "0801",
}


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included."""

    since: date
    until: date

    @property
    def single(self) -> bool:
        """Whether it is one day."""
        return self.since == self.until


def shifted(day: date, days: int) -> date | None:
    """Return the day so many days later; None outside the years 1 to 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months(year: int, first: int, last: int) -> Days | None:
    """Return the days from the first to the last month of a year; None for months or years that do not exist."""
    if not (1 <= first <= last <= 12 and 1 <= year <= 9999):
        return None
    return Days(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def month_on(day: date, by: int) -> Days | None:
    """Return the month that lies `by` months after the day's own."""
    count = day.year * 12 + day.month - 1 + by
    return months(count // 12, count % 12 + 1, count % 12 + 1)


def months_before(day: date, by: int) -> date | None:
    """Return the same day of the month `by` months ago, or that month's last day."""
    month = month_on(day, -by)
    return month.since.replace(day=min(day.day, month.until.day)) if month else None


def week(day: date, by: int) -> Days | None:
    """Return the week, Monday to Sunday, that lies `by` weeks after the day's own."""
    monday = shifted(day, 7 * by - day.weekday())
    sunday = monday and shifted(monday, 6)
    return Days(monday, sunday) if monday and sunday else None


def year_of_month(month: int, printed: date) -> int:
    """Return the year of a month that is named without one in an issue of this day.

    A paper of January that writes 12月 means the last one; of the months ahead, all but the far ones are this year's.
    """
    return printed.year - 1 if month - printed.month > 8 else printed.year


def festival(name: str, year: int) -> date | None:
    """Return the day of a festival in a year; None when it is not known for that year."""
    if name in _FIXED:
        return _on(year, _FIXED[name])
    if name == "清明" and 2000 <= year <= 2035:
        # The solar term's day in this century: ⌊0.2422 y + 4.81⌋ less ⌊y / 4⌋, y the year's last two digits.
        last = year % 100
        return date(year, 4, int(last * 0.2422 + 4.81) - last // 4)
    if name in ("端午", "中秋"):
        known = (_DRAGON_BOAT if name == "端午" else _MID_AUTUMN).get(year)
        return _on(year, known) if known else None
    spring = _on(year, _SPRING[year]) if year in _SPRING else None
    if spring is None:
        return None
    return shifted(spring, {"除夕": -1, "元宵": 14}.get(name, 0))


def holiday(name: str, year: int) -> Days | None:
    """Return the days off around a festival. Short ones float with the week: two days either side hold them."""
    day = festival(name, year)
    if day is None:
        return None
    before, after = {"春节": (1, 6), "国庆": (0, 6), "五一": (0, 4), "劳动节": (0, 4), "元旦": (0, 2)}.get(name, (2, 2))
    since, until = shifted(day, -before), shifted(day, after)
    return Days(since, until) if since and until else None


def _on(year: int, month_and_day: str) -> date | None:
    return day_of(year, int(month_and_day[:2]), int(month_and_day[2:]))
