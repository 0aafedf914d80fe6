"""Date words in the sentences of an issue of 22 January 2025, a Wednesday, and of other days."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.dates.grammar import find_dates

WEDNESDAY = date(2025, 1, 22)


def _spans(text: str, printed: date | None = WEDNESDAY) -> list[str]:
    """Each mention as 'words since until', the days as YYMMDD, the second left out when it is the same."""
    return [
        " ".join(dict.fromkeys((found.text, f"{found.since:%y%m%d}", f"{found.until:%y%m%d}")))
        for found in find_dates(text, printed)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年1月22日", "2025年1月22日 250122"),
        ("二〇二五年一月", "二〇二五年一月 250101 250131"),
        ("2024-12-03", "2024-12-03 241203"),
        ("2024/12/3", "2024/12/3 241203"),
        ("临澜1月21日电", "1月21日 250121"),
        ("会议21日召开", "21日 250121"),
        ("二十一日上午", "二十一日上午 250121"),
        ("20日下午举行", "20日下午 250120"),
        ("２１日闭幕", "２１日 250121"),
        ("1 月 21 日", "1 月 21 日 250121"),
        ("3月5号开工", "3月5号 250305"),
        ("3月份的用电量", "3月份 250301 250331"),
        ("1月中旬", "1月中旬 250111 250120"),
        ("去年2月底", "去年2月底 240221 240229"),
        ("20日至22日", "20日至22日 250120 250122"),
        ("28日至2月3日", "28日至2月3日 250128 250203"),
        ("1月3—5日", "1月3—5日 250103 250105"),
        ("2024年12月28日至2025年1月3日", "2024年12月28日至2025年1月3日 241228 250103"),
        ("2020—2024年", "2020—2024年 200101 241231"),
        ("去年1至11月", "去年1至11月 240101 241130"),
        ("20世纪90年代", "20世纪90年代 900101 991231"),
    ],
)
def test_dates_in_figures(text: str, expected: str) -> None:
    assert _spans(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨日", "昨日 250121"),
        ("昨天下午", "昨天下午 250121"),
        ("今晚", "今晚 250122"),
        ("前天", "前天 250120"),
        ("明天", "明天 250123"),
        ("日前", "日前 250115 250122"),
        ("近日", "近日 250115 250122"),
        ("最近三天", "最近三天 250120 250122"),
        ("过去一周", "过去一周 250116 250122"),
        ("近三年", "近三年 220123 250122"),
        ("三天前", "三天前 250119"),
        ("今年", "今年 250101 251231"),
        ("今年以来", "今年以来 250101 250122"),
        ("去年", "去年 240101 241231"),
        ("明年", "明年 260101 261231"),
        ("上月", "上月 241201 241231"),
        ("本月5日", "本月5日 250105"),
        ("下月初", "下月初 250201 250210"),
        ("上周五", "上周五 250117"),
        ("上周", "上周 250113 250119"),
        ("本周末", "本周末 250125 250126"),
        ("年内", "年内 250101 251231"),
        ("年底", "年底 251201 251231"),
        ("去年年底", "去年年底 241201 241231"),
        ("年初", "年初 250101 250131"),
        ("上半年", "上半年 250101 250630"),
        ("2024年前三季度", "2024年前三季度 240101 240930"),
        ("前三季度", "前三季度 240101 240930"),
        ("去年一季度", "去年一季度 240101 240331"),
        ("四季度", "四季度 241001 241231"),
        ("“十四五”期间", "十四五 210101 251231"),
        ("春节", "春节 250129"),
        ("春节期间", "春节期间 250128 250204"),
        ("去年国庆假期", "去年国庆假期 241001 241007"),
    ],
)
def test_date_words(text: str, expected: str) -> None:
    assert _spans(text) == [expected]


_NO_DATES = """
21日游 第21日 40.5 40.5万日元 三年内 5年内 15日内 3个月 每年11月 2000年历史 目前 目前日均 王国庆 上周边
先后天气 几天 今日头条 农历八月 2.5月 2月30日 同日 同年级 一日三餐 1000日元
"""


@pytest.mark.parametrize(
    ("text", "words", "since", "until"),
    [
        ("民國一一四年十月，市府宣布", "民國一一四年十月", date(2025, 10, 1), date(2025, 10, 31)),
        ("民国114年10月25日至28日举行", "民国114年10月25日至28日", date(2025, 10, 25), date(2025, 10, 28)),
        ("中華民國 114 年元旦", "中華民國 114 年元旦", date(2025, 1, 1), date(2025, 1, 1)),
        ("早在民国二十六年七月七日", "民国二十六年七月七日", date(1937, 7, 7), date(1937, 7, 7)),
        ("民国一百一十四年度预算", "民国一百一十四年度", date(2025, 1, 1), date(2025, 12, 31)),
        ("民国元年落成", "民国元年", date(1912, 1, 1), date(1912, 12, 31)),
        ("民国113年至民国114年", "民国113年至民国114年", date(2024, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_year_of_the_republics_calendar_counts_from_1912(text: str, words: str, since: date, until: date) -> None:
    (found,) = find_dates(text, date(2026, 3, 5))
    assert (found.text, found.since, found.until) == (words, since, until)


@pytest.mark.parametrize(
    "text", ["民国初年", "民国以来", "民国年间", "民国二十年间", "人民国事", "民国九九九九年", "民国〇年", "民国1140年"]
)
def test_what_the_republics_calendar_does_not_date(text: str) -> None:
    assert find_dates(text, date(2026, 3, 5)) == ()


@pytest.mark.parametrize("text", _NO_DATES.split())
def test_words_that_are_no_dates(text: str) -> None:
    assert _spans(text) == []


def test_december_in_a_paper_of_january_is_the_last_one() -> None:
    assert _spans("12月3日") == ["12月3日 241203"]


def test_a_bare_day_looks_back_over_the_end_of_the_month() -> None:
    assert _spans("记者28日获悉", date(2025, 3, 3)) == ["28日 250228"]


def test_a_bare_day_that_is_to_come_looks_ahead() -> None:
    assert _spans("将于28日举行", date(2025, 3, 3)) == ["28日 250328"]
    assert _spans("展览3日将开幕", date(2025, 1, 28)) == ["3日 250203"]


def test_january_to_come_in_a_paper_of_december_is_next_year_s() -> None:
    assert _spans("定于1月3日开馆", date(2024, 12, 20)) == ["1月3日 250103"]


def test_the_same_day_is_the_day_last_mentioned() -> None:
    assert _spans("1月20日签约。同日，工程开工，次日通车。") == ["1月20日 250120", "同日 250120", "次日 250121"]


def test_a_month_leans_on_the_year_written_out_before_it_in_the_sentence() -> None:
    assert _spans("1949年9月21日开会，10月1日成立。1月8日") == [
        "1949年9月21日 490921",
        "10月1日 491001",
        "1月8日 250108",
    ]


def test_a_month_that_follows_over_the_end_of_the_year_is_the_next_year_s() -> None:
    assert _spans("去年12月28日出发，1月5日到达") == ["去年12月28日 241228", "1月5日 250105"]


def test_the_same_year_is_that_of_the_date_before_it() -> None:
    assert _spans("2009年3月5日动工，同年8月完工，次年5月开馆") == [
        "2009年3月5日 090305",
        "同年8月 090801 090831",
        "次年5月 100501 100531",
    ]


def test_a_bare_day_leans_on_a_far_date_of_its_sentence_only() -> None:
    assert _spans("去年9月3日开工，6日停工。21日复工") == ["去年9月3日 240903", "6日 240906", "21日 250121"]
    assert _spans("2021年以来，21日") == ["2021年以来 210101 250122", "21日 250121"]


def test_a_stretch_that_is_to_come_ends_after_it_begins() -> None:
    assert _spans("定于本月10日至11日举行") == ["本月10日至11日 250110 250111"]
    assert _spans("28日至2日", date(2025, 3, 3)) == ["28日至2日 250228 250302"]


def test_the_lunar_calendar_and_years_of_another_count_are_left_alone() -> None:
    assert _spans("四月初九、正月初六、崇祯十七年四月二十六日") == []


def test_without_a_day_of_issue_only_what_the_text_makes_certain_is_found() -> None:
    text = "昨日、去年、21日、1月21日，2024年3月4日签约，6日开工"
    assert _spans(text, None) == ["2024年3月4日 240304", "6日 240306"]


def test_offsets_count_in_the_text_as_it_was_given() -> None:
    text = "　　大桥于２０２４年３月４日合龙，昨日通车。"
    assert [text[found.start : found.end] for found in find_dates(text, WEDNESDAY)] == ["２０２４年３月４日", "昨日"]


@given(
    st.text(alphabet="0123456789年月日号至—-.第前上下去今昨周末初底半季度内同次个近三十二一〇节春，。 ", max_size=30),
    st.dates(),
)
def test_any_text_gives_ordered_mentions_that_do_not_overlap(text: str, printed: date) -> None:
    found = find_dates(text, printed)
    assert all(one.text == text[one.start : one.end] and one.since <= one.until for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天晚間", "2025-03-11/2025-03-11"),
        ("今年以來", "2025-01-01/2025-03-12"),
        ("上個月20日", "2025-02-20/2025-02-20"),
        ("本週六", "2025-03-15/2025-03-15"),
        ("近兩個月", "2025-01-13/2025-03-12"),
        ("後天", "2025-03-14/2025-03-14"),
        ("年內", "2025-01-01/2025-12-31"),
    ],
)
def test_date_words_in_traditional_characters(text: str, expected: str) -> None:
    (found,) = find_dates(text, date(2025, 3, 12))
    assert f"{found.since}/{found.until}" == expected
    assert text[found.start : found.end] == found.text == text
