"""Questions: checked, and follow-ups made whole."""

from __future__ import annotations

from datetime import date

import pytest

from rag.errors import InputError
from rag.question import make_query, whole_question
from rag.records import Turn

TALK = (Turn("沈牧野对大桥通车时间怎么说？", "预计今年10月通车。"),)


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


def test_a_follow_up_carries_the_last_question() -> None:
    assert whole_question("那何春桃呢？", TALK) == "沈牧野对大桥通车时间怎么说；何春桃？"


def test_a_pronoun_leans_on_the_last_question() -> None:
    assert whole_question("他是什么职务？", TALK).startswith("沈牧野对大桥通车时间怎么说；")


def test_a_question_that_says_enough_stands_alone() -> None:
    question = "东门菜市场改造后一共有多少个摊位？"
    assert whole_question(question, TALK) == question


def test_without_talk_before_it_a_question_is_itself() -> None:
    assert whole_question("那何春桃呢？", ()) == "那何春桃呢？"
