from __future__ import annotations

import pytest

from rag.asking.english import base_forms, parts


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
    assert "1月" in _order("What happened in January?")
    assert _order("Who may march on the bridge?")[1:] == ["march", "bridge"]


def test_numerals_tell_how_many_or_which_one() -> None:
    two, second, seventh = (parts(text)[0] for text in ("two boats", "second phase", "7th station"))
    assert (two.number, two.ordinal) == ("2", False)
    assert (second.number, second.ordinal) == ("2", True)
    assert (seventh.number, seventh.ordinal) == ("7", True)


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("ferries", "ferry"), ("boats", "boat"), ("classes", "class"), ("built", "build"), ("stopped", "stop"),
        ("released", "release"), ("opening", "open"), ("fishermen", "fisherman"), ("harbour", "harbor"),
        ("kilometres", "kilometer"), ("largest", "large"), ("earlier", "early"), ("bridge", "bridge"),
    ],
)  # fmt: skip
def test_a_dictionary_is_asked_for_what_a_word_is_a_form_of(word: str, base: str) -> None:
    assert base in list(base_forms(word))
