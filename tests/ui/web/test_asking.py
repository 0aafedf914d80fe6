from __future__ import annotations

from datetime import UTC, datetime

import gradio as gr
import pytest

from rag.conversations import Exchange, Filters
from rag.errors import InputError
from rag.feedback import Rating
from rag.records import Mode
from tests.fakes_assistant import FakeAssistant, bridge_answer, refusal
from ui.web.asking import AskPage, Visit, around
from ui.web.chinese import CHINESE
from ui.web.filters import options_of
from ui.web.presses import Rated, Wish, wish_of
from ui.web.rating import rated
from ui.web.room import Room

NOW = datetime(2031, 3, 5, tzinfo=UTC)
FIRST, SECOND = Exchange("何时通车？", bridge_answer(), NOW), Exchange("市长是谁？", refusal("市长是谁？"), NOW)


def kept(room: Room) -> Visit:
    talk = room.conversations.keep("", "", 0, FIRST)
    room.conversations.keep("", talk, 1, SECOND)
    return Visit("", talk, CHINESE)


def test_a_press_is_kept_with_the_answer_it_was_for_and_stays_with_the_conversation() -> None:
    desk = FakeAssistant()
    room = Room(desk)
    visit = kept(room)
    rated(room, Rated(SECOND.key, Rating.BAD, " 太短 "), visit)
    assert [(one.rating, one.question, one.note) for one in desk.library.rated] == [(Rating.BAD, "市长是谁？", "太短")]
    found = room.conversations.exchanges("", visit.conversation)
    assert [one.rating for one in found] == [Rating.NONE, Rating.BAD]


def test_a_rating_of_an_answer_that_is_not_there_changes_nothing() -> None:
    desk = FakeAssistant()
    room = Room(desk)
    rated(room, Rated("another", Rating.GOOD), kept(room))
    assert desk.library.rated == []


def test_what_the_page_asks_for_is_read_with_its_filters() -> None:
    wish = wish_of('{"question": "谁？", "filters": {"since": "2031-03-02", "mode": "extract"}, "replaces": 1}', "no")
    assert wish.replaces == 1
    assert options_of(wish.filters).get("mode") is Mode.EXTRACT
    assert wish_of("", "no") == Wish()


@pytest.mark.parametrize("text", ["{", '{"filters": {"since": "gestern"}}', '{"replaces": "x"}'])
def test_what_cannot_be_read_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InputError, match="no"):
        wish_of(text, "no")


def test_filters_that_are_not_set_leave_the_choice_to_the_settings() -> None:
    assert not any(options_of(Filters()).values())


def test_what_the_library_holds_is_told_anew_without_touching_an_answer_that_is_coming() -> None:
    head, past, current, welcome, filters = (gr.HTML() for _ in range(5))
    page = AskPage(gr.BrowserState(""), head, past, current, welcome, filters, gr.Textbox(), gr.Button())
    told = around(page, Room(FakeAssistant()), Visit("", "", CHINESE))
    assert set(told) == {page.masthead, page.welcome, page.filters}
