"""Follow-ups made whole without a chat model."""

from __future__ import annotations

import pytest

from rag.asking.carrying import whole_question
from rag.records import Turn
from tests.rag.asking import page_talks
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


@pytest.mark.parametrize("talk", page_talks.KNOWN, ids=lambda talk: talk.question)
def test_a_talk_over_the_example_pages_is_carried_on(talk: page_talks.Talk) -> None:
    assert carried(talk), whole_question(talk.question, talk.turns)


def test_most_talks_that_the_rules_never_saw_are_carried_on() -> None:
    assert sum(map(carried, page_talks.HELD_BACK)) >= 0.7 * len(page_talks.HELD_BACK)


def carried(talk: page_talks.Talk) -> bool:
    whole = whole_question(talk.question, talk.turns)
    return all(any(word in whole for word in group) for group in talk.says) and not any(
        word in whole for word in talk.drops
    )


FAIR = (Turn("渔灯节什么时候开幕？", "渔灯节将于3月9日18时30分在渔港广场开幕。"),)


def test_a_thing_asked_for_keeps_the_subject() -> None:
    assert whole_question("那报名费呢？", FAIR) == "渔灯节报名费是多少？"


def test_a_person_where_none_was_named_is_asked_who_that_is() -> None:
    assert whole_question("那林若水呢？", FAIR) == "渔灯节，林若水是谁？"


def test_a_person_takes_the_place_of_who() -> None:
    talk = (Turn("这批渔灯是谁扎的？", "由14位老匠人扎制。"),)
    assert whole_question("柳三娘呢？", talk) == "这批渔灯是柳三娘扎的吗？"


def test_there_is_the_place_that_was_answered() -> None:
    talk = (Turn("渔灯节在哪里开幕？", "渔灯节将在渔港广场开幕。"),)
    assert whole_question("那里几点开门？", talk) == "渔港广场几点开门？"


def test_there_is_the_house_itself_when_it_was_asked_where_it_stands() -> None:
    talk = (Turn("市图书馆新馆在哪里？", "位于望帆区听涛路66号。"),)
    assert whole_question("那里几点开门？", talk) == "市图书馆新馆几点开门？"


def test_that_day_is_the_day_of_the_talk() -> None:
    talk = (Turn("渔灯节在哪里开幕？", "渔灯节将于3月9日在渔港广场开幕。"),)
    assert whole_question("那天几点关门？", talk) == "3月9日渔灯节几点关门？"


def test_a_name_that_ends_like_a_particle_stays_whole() -> None:
    assert whole_question("它的总部在哪里？", (Turn("华为发布了什么手机？", ""),)) == "华为的总部在哪里？"


def test_that_day_may_be_told_by_an_earlier_answer() -> None:
    talk = (Turn("海鸥队什么时候打半决赛？", "半决赛将于3月14日打响。"), Turn("对手是谁？", "卫冕冠军云渚队。"))
    assert whole_question("那天还有别的比赛吗？", talk) == "3月14日海鸥队还有别的比赛吗？"


def test_most_later_talks_are_carried_on() -> None:
    assert sum(map(carried, page_talks.LATER)) >= 0.8 * len(page_talks.LATER)


def test_what_an_earlier_follow_up_stood_for_is_carried_on() -> None:
    talk = (Turn("渔灯节在哪里开幕？", "渔灯节将在渔港广场开幕。"), Turn("那里几点开门？", "18时。"))
    assert whole_question("怎么去？", talk).startswith("渔港广场")
