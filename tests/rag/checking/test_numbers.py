"""Numbers, units, bounds and dates as values that compare."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.checking.bounds import Bound
from rag.checking.moment import Moment
from rag.checking.moments import moments
from rag.checking.numbers import Quantity, level, quantities
from rag.checking.numerals import han_number

ISSUE = date(2025, 1, 22)


def only(text: str) -> Quantity:
    (quantity,) = quantities(level(text))
    return quantity


def moment(text: str, printed: date | None = ISSUE) -> tuple[int | None, int | None, int | None]:
    (found,) = moments(level(text), printed)
    return found.year, found.month, found.day


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("40.5万亿元", "405000亿元"),
        ("百分之七点七", "7.7%"),
        ("２．１％", "2.1%"),
        ("三成", "30%"),
        ("四分之一", "25%"),
        ("一半", "50%"),
        ("3.2公里", "3200米"),
        ("3.2km", "3.2公里"),
        ("十五年", "15年"),
        ("一年半", "18个月"),
        ("48小时", "2天"),
        ("两千零一人", "2001名"),
        ("1,250万吨", "1250万吨"),
        ("3亿5000万元", "3.5亿元"),
        ("120家", "120个"),
        ("40.5 trillion yuan", "40.5万亿元"),
        ("7.7 percent", "7.7%"),
        ("15亩", "1公顷"),
    ],
)
def test_the_same_amount_written_in_two_ways_is_equal(one: str, other: str) -> None:
    assert only(one).equals(only(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("40.5万亿元", "40.5亿元"),
        ("18.6亿元", "18.6亿美元"),
        ("7.7%", "7.7个百分点"),
        ("120户", "120人"),
        ("3公里", "3米"),
        ("第3版", "3版"),
        ("8分钟", "8小时"),
    ],
)
def test_another_unit_scale_or_rank_is_another_amount(one: str, other: str) -> None:
    assert not only(one).equals(only(other))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("超过15万家", Bound.ABOVE),
        ("570多家", Bound.ABOVE),
        ("3.5万余名", Bound.ABOVE),
        ("50%以上", Bound.ABOVE),
        ("不足200米", Bound.BELOW),
        ("不超过30人", Bound.BELOW),
        ("近四分之一", Bound.NEARLY),
        ("约96公斤", Bound.ABOUT),
        ("300人左右", Bound.ABOUT),
        ("突破3亿元", Bound.REACHED),
        ("160个", Bound.EXACT),
    ],
)
def test_words_beside_a_number_bound_it(text: str, bound: Bound) -> None:
    assert only(text).bound is bound


@pytest.mark.parametrize("text", ["四川省", "一些百姓", "十分重要", "5G网络", "进一步", "一个问题", "千万别去"])
def test_numerals_inside_words_are_no_numbers(text: str) -> None:
    assert quantities(text) == ()


def test_the_first_number_of_a_range_borrows_the_unit() -> None:
    first, second = quantities("3至5天")
    assert (first.unit, second.unit) == ("秒", "秒")
    assert first.value * 5 == second.value * 3


def test_levelling_keeps_every_character_in_its_place() -> None:
    printed = "臨瀾２０２４年…１．２％"
    assert level(printed) == "临澜2024年…1.2%"
    assert len(level(printed)) == len(printed)


@given(st.integers(min_value=1, max_value=99_999_999))
def test_a_chinese_numeral_reads_as_the_number_it_spells(number: int) -> None:
    assert han_number(spelled(number)) == Fraction(number)


def spelled(number: int) -> str:
    """Return a number below a hundred million in Chinese numerals, by the school rule."""
    digits, places = "零一二三四五六七八九", ["", "十", "百", "千"]

    def section(value: int) -> str:
        said, gap = "", False
        for place in range(3, -1, -1):
            digit = value // 10**place % 10
            if digit:
                said += ("零" if gap and said else "") + digits[digit] + places[place]
                gap = False
            else:
                gap = True
        return said

    high, low = divmod(number, 10_000)
    if not high:
        return section(low)
    return section(high) + "万" + ("零" if low and low < 1000 else "") + section(low)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二〇二五年一月二十一日", (2025, 1, 21)),
        ("2025年1月21日", (2025, 1, 21)),
        ("2025-01-21", (2025, 1, 21)),
        ("1月21日", (2025, 1, 21)),
        ("21日", (2025, 1, 21)),
        ("12月3日", (2024, 12, 3)),
        ("去年12月", (2024, 12, None)),
        ("昨日", (2025, 1, 21)),
        ("2024年", (2024, None, None)),
        ("January 21, 2025", (2025, 1, 21)),
        ("21 January 2025", (2025, 1, 21)),
    ],
)
def test_a_date_is_resolved_against_the_day_of_the_issue(
    text: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    assert moment(text) == expected


def test_a_day_far_ahead_of_the_issue_may_be_of_this_month_or_the_one_before() -> None:
    printed = moments("30日", date(2025, 1, 2))[0]
    assert (printed.year, printed.month, printed.day) == (None, None, 30)
    assert moments("2024年12月30日", None)[0].covers(printed)
    assert moments("2025年1月30日", None)[0].covers(printed)
    assert not moments("2025年1月31日", None)[0].covers(printed)


def test_a_later_day_of_the_sentence_is_of_the_month_named_before_it() -> None:
    first, second, third = moments("3月7日开放，20日关闭，25日公布", ISSUE)
    assert [(one.month, one.day) for one in (first, second, third)] == [(3, 7), (3, 20), (3, 25)]


def test_a_time_of_day_fits_the_same_time_with_its_date() -> None:
    whole, time, other = moments("3月4日22时", None)[0], moments("22时", None)[0], moments("21时", None)[0]
    assert whole.fits(time)
    assert not whole.fits(other)
    assert not moments("3月4日", None)[0].fits(time)  # they share no part


def test_the_second_day_of_a_span_is_in_the_first_ones_month() -> None:
    first, second = moments("3月4日至6日", ISSUE)
    assert (first.month, first.day, second.month, second.day) == (3, 4, 3, 6)


def test_without_an_issue_day_the_missing_year_stays_unknown() -> None:
    assert moment("1月21日", None) == (None, 1, 21)


def test_a_moment_covers_one_that_says_more() -> None:
    (month,) = moments("2025年1月", ISSUE)
    (day,) = moments("21日", ISSUE)
    assert month.covers(day)
    assert not day.covers(month)


@pytest.mark.parametrize("text", ["1个月", "15年", "100日元", "5G", "第3届"])
def test_spans_of_time_and_other_numbers_are_no_dates(text: str) -> None:
    found: tuple[Moment, ...] = moments(text, ISSUE)
    assert found == ()
