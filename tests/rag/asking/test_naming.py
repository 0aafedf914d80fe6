"""What a question says of when and where something was printed."""

from __future__ import annotations

from datetime import date

import pytest

from rag.asking.naming import leans_on_day, name, written_out

WEDNESDAY = date(2025, 1, 22)


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("1月21日发生了什么？", date(2025, 1, 21), date(2025, 1, 21)),
        ("去年财政收入是多少？", date(2024, 1, 1), date(2024, 12, 31)),
        ("上周五谁来访？", date(2025, 1, 17), date(2025, 1, 17)),
        ("二〇二五年一月有哪些会议？", date(2025, 1, 1), date(2025, 1, 31)),
        ("最近三天有什么消息？", date(2025, 1, 20), date(2025, 1, 22)),
        ("春节期间客流量是多少？", date(2025, 1, 28), date(2025, 2, 4)),
        ("三年前谁当选？", date(2022, 1, 1), date(2022, 12, 31)),
        ("四年前的4月18日谁来访？", date(2021, 4, 18), date(2021, 4, 18)),
        ("五年前的今天谁来访？", date(2020, 1, 22), date(2020, 1, 22)),
        ("三年前10月底谁来访？", date(2022, 10, 21), date(2022, 10, 31)),
        ("八个月前谁来访？", date(2024, 5, 1), date(2024, 5, 31)),
        ("两周前谁来访？", date(2025, 1, 6), date(2025, 1, 12)),
    ],
)
def test_date_words_of_a_question_are_resolved_on_the_day_it_is_asked(question: str, since: date, until: date) -> None:
    assert [(found.since, found.until) for found in name(question, WEDNESDAY, ()).dates] == [(since, until)]


@pytest.mark.parametrize(
    ("question", "newspaper", "page"),
    [
        ("《河湾日报》头版登了什么？", "河湾日报", "1"),
        ("河湾日报第3版登了什么？", "河湾日报", "3"),
        ("《河湾晚报》第十二版登了什么？", "", "12"),
        ("A3版有什么消息？", "", "A3"),
        ("这本书出了几版？", "", ""),
        ("新版本有什么不同？", "", ""),
    ],
)
def test_a_newspaper_of_the_library_and_a_page_are_read_from_the_question(
    question: str, newspaper: str, page: str
) -> None:
    named = name(question, WEDNESDAY, ("河湾日报", "日报"))
    assert (named.newspaper, named.page) == (newspaper, page)


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("去年12月谁来访？", "2024年12月谁来访？"),
        ("上周五谁来访？", "2025年1月17日谁来访？"),
        ("2024年12月谁来访？", ""),
        ("谁来访？", ""),
        ("上周谁来访？", "2025年1月谁来访？"),
    ],
)
def test_relative_dates_are_written_out_as_an_archive_prints_them(question: str, written: str) -> None:
    assert written_out(question, name(question, WEDNESDAY, ()).dates) == written


def test_only_relative_dates_lean_on_the_day_of_the_question() -> None:
    assert leans_on_day("去年谁来访？", WEDNESDAY, date(2023, 5, 1))
    assert not leans_on_day("2024年5月谁来访？", WEDNESDAY, date(2023, 5, 1))
    assert not leans_on_day("谁来访？", WEDNESDAY, date(2023, 5, 1))
