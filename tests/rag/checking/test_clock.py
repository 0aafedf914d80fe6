"""Times of day: read in every form, joined to the date in front of them."""

from __future__ import annotations

from datetime import date

import pytest

from rag.checking.clock import clocks
from rag.checking.moments import moments

DAY = date(2024, 3, 4)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("15时20分", 15, 20),
        ("下午3点半", 15, 30),
        ("晚8时", 20, None),
        ("早上7点30分", 7, 30),
        ("15:20", 15, 20),
        ("每天17点至", 17, None),
    ],
)
def test_a_time_of_day_is_read_as_hour_and_minute(text: str, hour: int, minute: int | None) -> None:
    (found,) = clocks(text)
    assert (found.hour, found.minute) == (hour, minute)


@pytest.mark.parametrize("text", ["提出8点建议", "用了2小时14分09秒", "3比1", "新时代", "下降2个百分点", "21世纪"])
def test_other_figures_are_no_time_of_day(text: str) -> None:
    assert not clocks(text)


def test_a_time_right_behind_a_date_belongs_to_it() -> None:
    first, last = moments("3月5日22时至3月6日6时暂停供水", DAY)
    assert (first.day, first.hour, last.day, last.hour) == (5, 22, 6, 6)
    (wrong,) = moments("3月6日22时起", DAY)
    assert not wrong.covers(first)
    assert not wrong.covers(last)


def test_a_date_alone_is_carried_by_a_date_with_a_time() -> None:
    (day,) = moments("3月5日", DAY)
    (printed,) = moments("3月5日22时", DAY)
    assert day.covers(printed)
    assert not printed.covers(day)


def test_last_evening_is_the_day_before_the_issue() -> None:
    (found,) = moments("联赛昨晚开打", DAY)
    assert (found.month, found.day) == (3, 3)
