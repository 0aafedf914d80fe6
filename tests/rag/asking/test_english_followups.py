from __future__ import annotations

import pytest

from rag.asking.carrying import whole_question
from rag.records import Turn


@pytest.mark.parametrize(
    ("last", "question", "whole"),
    [
        (
            "How long is Metro Line 2?",
            "And how many stations does it have?",
            "How many stations does Metro Line 2 have?",
        ),
        ("How long is Metro Line 2?", "What about the fare?", "What is the fare of Metro Line 2?"),
        ("When was the lighthouse built?", "Who keeps it?", "Who keeps the lighthouse?"),
        ("Who found the stranded dolphin?", "What is its weight?", "What is the stranded dolphin's weight?"),
        (
            "How many passengers did Line 2 carry on March 5?",
            "And on March 6?",
            "How many passengers did Line 2 carry on March 6?",
        ),
        ("Where did the ferry stop?", "And in 2023?", "Where did the ferry stop in 2023?"),
        ("When does Eastgate Market open?", "What about Northgate Market?", "When does Northgate Market open?"),
    ],
)
def test_a_follow_up_gets_what_it_leans_on(last: str, question: str, whole: str) -> None:
    assert whole_question(question, (Turn(last, ""),)) == whole


@pytest.mark.parametrize("question", ["When does the bridge open?", "Who wrote the songs?", "What happened yesterday?"])
def test_a_question_that_stands_on_its_own_is_left(question: str) -> None:
    assert whole_question(question, (Turn("How long is Metro Line 2?", ""),)) == question


def test_a_chain_of_follow_ups_leans_on_the_first() -> None:
    talk = (Turn("How long is Metro Line 2?", ""), Turn("When did it open?", ""))
    assert whole_question("Who built it?", talk) == "Who built Metro Line 2?"
