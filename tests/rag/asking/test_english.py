from __future__ import annotations

import pytest

from rag.asking.english import parts


def _order(question: str) -> list[str]:
    return [part.chinese or part.text for part in parts(question)]


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("When will the bridge open?", ["什么时候", "bridge", "open"]),
        ("How many passengers did the ferry carry?", ["ferry", "carry", "多少", "passengers"]),
        ("Which ship was first to berth?", ["什么", "ship", "first", "berth"]),
        ("What is the price of the ticket?", ["price", "ticket", "是什么"]),
        ("Who wrote the fishermen's songs?", ["谁", "wrote", "fishermen", "songs"]),
        ("bridge toll", ["bridge", "toll"]),
    ],
)
def test_a_question_is_put_into_a_chinese_order_without_its_empty_words(question: str, order: list[str]) -> None:
    assert _order(question) == order


def test_days_and_months_of_the_year_are_written_as_they_are_printed() -> None:
    assert "3月5日" in _order("How many boats returned on March 5th?")
    assert "3月5日" in _order("How many boats returned on 5 March?")
    assert "2024年3月5日" in _order("How many boats returned on March 5, 2024?")
    assert _order("What happened in January 2024?") == ["发生了什么", "2024年1月"]
    assert _order("What happened last Friday?") == ["发生了什么", "上周五"]
    assert _order("Did it rain the day before yesterday?") == ["rain", "前天"]
    assert _order("Who may march on the bridge?")[1:] == ["march", "bridge"]


def test_numerals_tell_how_many_or_which_one() -> None:
    two, second, seventh = (parts(text)[0] for text in ("two boats", "second phase", "7th station"))
    assert (two.number, two.ordinal) == ("2", False)
    assert (second.number, second.ordinal) == ("2", True)
    assert (seventh.number, seventh.ordinal) == ("7", True)
