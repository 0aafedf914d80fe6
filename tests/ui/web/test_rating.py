from __future__ import annotations

from rag.feedback import Rating
from tests.fakes_assistant import FakeAssistant, bridge_answer, refusal
from ui.web import render
from ui.web.conversation import Exchange, restore, store
from ui.web.rating import rated
from ui.web.texts import CHINESE

FIRST, SECOND = Exchange("何时通车？", bridge_answer()), Exchange("市长是谁？", refusal("市长是谁？"))


def test_a_press_is_kept_with_the_answer_it_was_for_and_stays_with_the_conversation() -> None:
    desk = FakeAssistant()
    stored = rated(desk, store([FIRST, SECOND]), SECOND.key, "bad")
    assert [(one.rating, one.question) for one in desk.library.rated] == [(Rating.BAD, "市长是谁？")]
    assert [one.rating for one in restore(stored)] == [Rating.NONE, Rating.BAD]


def test_a_rating_is_taken_back() -> None:
    desk = FakeAssistant()
    stored = rated(desk, rated(desk, store([FIRST]), FIRST.key, "good"), FIRST.key, "none")
    assert [one.rating for one in desk.library.rated] == [Rating.GOOD, Rating.NONE]
    assert restore(stored) == (FIRST,)


def test_a_rating_of_nobodys_making_changes_nothing() -> None:
    desk = FakeAssistant()
    stored = store([FIRST])
    assert rated(desk, stored, "another", "good") == rated(desk, stored, FIRST.key, "great") == stored
    assert desk.library.rated == []


def test_the_buttons_show_what_was_pressed() -> None:
    shown = render.rating_buttons(Exchange("何时通车？", bridge_answer(), Rating.GOOD), CHINESE)
    assert 'data-rating="good" aria-pressed="true"' in shown
    assert 'data-rating="bad" aria-pressed="false"' in shown
    assert render.conversation([FIRST, SECOND], CHINESE).count('class="rating"') == 2
