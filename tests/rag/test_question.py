"""Questions: checked, and follow-ups made whole."""

from __future__ import annotations

from datetime import date

import pytest

from rag.errors import InputError
from rag.question import make_query
from rag.records import Turn


def test_white_space_in_a_question_is_tidied() -> None:
    assert make_query("  大桥  多长？\n").text == "大桥 多长？"


@pytest.mark.parametrize("text", ["", "   \n"])
def test_an_empty_question_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match=r"empty.*for example"):
        make_query(text)


def test_a_pasted_article_is_no_question() -> None:
    with pytest.raises(InputError, match="2001 characters"):
        make_query("长" * 2001)


def test_reversed_dates_are_refused() -> None:
    with pytest.raises(InputError, match="reversed"):
        make_query("多长？", since=date(2024, 3, 5), until=date(2024, 3, 4))


def test_a_follow_up_is_made_whole_before_its_dates_are_read() -> None:
    talk = (Turn("去年临澜的地区生产总值是多少？", "1200亿元。"),)
    query = make_query("前年呢？", as_of=date(2024, 3, 4), history=talk)
    assert query.text == "前年临澜的地区生产总值是多少？"
    assert [(day.since, day.until) for day in query.named.dates] == [(date(2022, 1, 1), date(2022, 12, 31))]
    assert query.wording == "2022年临澜的地区生产总值是多少？"
