"""The calendar: festivals against the moon, weeks and months at their borders."""

from __future__ import annotations

from datetime import date

import pytest

from rag.dates.calendar import Days, day_of, festival, holiday, month_on, months_before, week

_NEW_MOON = date(2000, 1, 6).toordinal() + 0.76 + 8 / 24  # a new moon, in Chinese time
_LUNATION = 29.530588


def _age_of_moon(day: date) -> float:
    """Days since the mean new moon nearest to the day's noon."""
    age = (day.toordinal() + 0.5 - _NEW_MOON) % _LUNATION
    return age - _LUNATION if age > _LUNATION / 2 else age


@pytest.mark.parametrize("year", range(1990, 2036))
def test_every_spring_festival_falls_on_a_new_moon_of_late_winter(year: int) -> None:
    day = festival("春节", year)
    assert day is not None
    assert (1, 20) < (day.month, day.day) < (2, 21)
    assert abs(_age_of_moon(day)) < 1.2


@pytest.mark.parametrize("year", range(2015, 2027))
def test_dragon_boat_is_the_fifth_day_of_a_moon_and_mid_autumn_its_fifteenth(year: int) -> None:
    boat, autumn = festival("端午", year), festival("中秋", year)
    assert boat is not None
    assert autumn is not None
    assert abs(_age_of_moon(boat) - 4) < 1.2
    assert abs(abs(_age_of_moon(autumn)) - 14) < 1.6


def test_a_festival_of_an_unknown_year_is_not_guessed() -> None:
    assert festival("春节", 1950) is None
    assert festival("端午", 2034) is None


def test_a_holiday_spans_its_days_off() -> None:
    assert holiday("春节", 2025) == Days(date(2025, 1, 28), date(2025, 2, 4))
    assert holiday("国庆", 2024) == Days(date(2024, 10, 1), date(2024, 10, 7))


def test_weeks_run_from_monday_to_sunday() -> None:
    assert week(date(2025, 1, 22), -1) == Days(date(2025, 1, 13), date(2025, 1, 19))


def test_the_month_before_january_is_december() -> None:
    assert month_on(date(2025, 1, 22), -1) == Days(date(2024, 12, 1), date(2024, 12, 31))


def test_a_month_before_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert months_before(date(2025, 3, 31), 1) == date(2025, 2, 28)


def test_a_day_that_no_calendar_has_is_none() -> None:
    assert day_of(2025, 2, 30) is None
