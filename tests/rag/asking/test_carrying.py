"""Follow-ups made whole without a chat model."""

from __future__ import annotations

import pytest

from rag.asking.carrying import whole_question
from rag.records import Turn
from tests.rag.asking.followups import HELD_BACK, KNOWN, FollowUp

TALK = (Turn("沈牧野对大桥通车时间怎么说？", "预计今年10月通车。"),)


def right(row: FollowUp) -> bool:
    whole = whole_question(row.question, row.talk)
    return all(word in whole for word in row.says) and not any(word in whole for word in row.drops)


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: row.question)
def test_a_known_follow_up_is_made_whole(row: FollowUp) -> None:
    assert right(row), whole_question(row.question, row.talk)


def test_most_follow_ups_that_the_rules_never_saw_are_made_whole() -> None:
    assert sum(map(right, HELD_BACK)) >= 0.7 * len(HELD_BACK)


def test_a_name_takes_the_place_of_the_name_before() -> None:
    assert whole_question("那何春桃呢？", TALK) == "何春桃对大桥通车时间怎么说？"


def test_a_pronoun_gives_way_to_the_person_it_stands_for() -> None:
    assert whole_question("他是什么职务？", TALK) == "沈牧野是什么职务？"


def test_a_pronoun_may_stand_for_the_person_of_the_answer() -> None:
    talk = (Turn("谁是临澜市交通局局长？", "沈牧野。"),)
    assert whole_question("他对通车时间怎么说？", talk) == "沈牧野对通车时间怎么说？"


@pytest.mark.parametrize("question", ["东门菜市场改造后一共有多少个摊位？", "When does the bridge open?"])
def test_a_question_that_stands_on_its_own_is_left(question: str) -> None:
    assert whole_question(question, TALK) == question


def test_without_talk_before_it_a_question_is_itself() -> None:
    assert whole_question("那何春桃呢？", ()) == "那何春桃呢？"
