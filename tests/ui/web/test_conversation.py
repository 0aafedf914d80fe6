from dataclasses import replace

import pytest

from rag.records import Turn
from tests.fakes_assistant import REMOTE, bridge_answer, refusal
from ui.web.conversation import LONGEST, Exchange, restore, store, told, turns

EXCHANGES = (Exchange("何时通车？", bridge_answer()), Exchange("市长是谁？", refusal("市长是谁？")))


def test_a_conversation_comes_back_as_it_was_stored() -> None:
    assert restore(store(EXCHANGES)) == EXCHANGES


@pytest.mark.parametrize("stored", ["", "nonsense", "{}", '[{"question": 1}]'])
def test_what_cannot_be_read_is_an_empty_conversation(stored: str) -> None:
    assert restore(stored) == ()


def test_only_the_last_exchanges_are_kept() -> None:
    many = [Exchange(f"问题{number}", refusal("?")) for number in range(LONGEST + 5)]
    assert [one.question for one in restore(store(many))] == [f"问题{number}" for number in range(5, LONGEST + 5)]


def test_follow_ups_get_the_questions_and_the_answers_texts() -> None:
    assert turns(EXCHANGES)[0] == Turn("何时通车？", bridge_answer().text)


def test_only_what_leaves_the_machine_counts_as_told() -> None:
    answer = replace(bridge_answer(), notes=(*bridge_answer().notes, REMOTE))
    assert told([Exchange("何时通车？", answer)]) == {REMOTE}
