import html
from dataclasses import replace
from datetime import UTC, date, datetime

from rag.conversations import Exchange, Filters
from rag.feedback import Rating
from rag.protocols import Contents
from rag.records import Answer, Mode, Note, NoteKind, Query, Sentence, Strictness, Verdict
from tests.fakes_assistant import ARTICLES, REMOTE, FakeLibrary, bridge_answer, refusal
from ui.web import render
from ui.web.chinese import CHINESE
from ui.web.foot import rating_buttons
from ui.web.welcome import empty_library, masthead

NOW = datetime(2031, 3, 5, 8, 30, tzinfo=UTC)
CITED = {article.id: article for article in ARTICLES}


def shown_answer(answer: Answer, number: int = 0) -> render.Reply:
    return render.answered(Exchange("何时通车？", answer, NOW), number, CITED, CHINESE)


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>[1](javascript:alert(3))${alert(4)}"


def test_a_marker_links_to_its_card() -> None:
    shown = shown_answer(bridge_answer(), 4)
    assert '<a href="#source-4-1" aria-label="看出处 1">1</a>' in shown.answer
    assert 'id="source-4-1"' in shown.beside


def test_the_words_that_answer_are_set_off_in_the_answer_and_in_its_quote() -> None:
    shown = shown_answer(replace(bridge_answer(), short="2032年10月"))
    assert "青岚大桥计划于<strong>2032年10月</strong>通车。" in shown.answer
    assert "计划于<strong>2032年10月</strong>通车。</mark>" in shown.beside
    assert (shown.answer + shown.beside).count("<strong>") == 2


def test_who_is_signed_in_is_named_and_can_leave() -> None:
    contents = FakeLibrary().contents()
    head = masthead(contents, CHINESE, "<何春桃>")
    assert "&lt;何春桃&gt;" in head
    assert '<form method="post" action="/logout">' in head
    assert "logout" in masthead(contents, CHINESE, "token")
    assert "logout" not in masthead(contents, CHINESE, "local") + masthead(contents, CHINESE)


def test_every_sentence_carries_its_verdict_with_the_reason() -> None:
    shown = shown_answer(bridge_answer()).answer
    assert 'class="verdict supported"' in shown
    assert 'aria-label="所引原文未载：原文是12分钟"' in shown
    assert 'class="verdict unchecked"' in shown


def test_a_caution_stands_out_from_a_hint() -> None:
    shown = shown_answer(bridge_answer()).answer
    assert '<div class="note caution" role="note"><b>请留意</b>' in shown
    assert '<div class="note hint" role="note"><b>提示</b>' in shown


def test_that_an_answer_was_read_for_in_haste_stands_among_the_reasons_and_beside_a_refusal_for_all_to_see() -> None:
    haste = Note(NoteKind.HURRIED, "这次只是快读。")
    answer = bridge_answer()
    shown = shown_answer(replace(answer, notes=(*answer.notes, haste))).answer
    assert "<summary>为什么是这些段落？</summary><p>这次只是快读。</p><ol>" in shown
    assert "note hurried" not in shown
    assert (
        '<div class="note hurried" role="note">' in shown_answer(replace(refusal("市长是谁？"), notes=(haste,))).answer
    )


def test_every_kind_of_note_and_verdict_has_words() -> None:
    assert set(CHINESE.notes) == set(NoteKind)
    assert set(CHINESE.verdicts) == set(Verdict)


def test_a_refusal_offers_the_closest_articles_and_no_verdict() -> None:
    shown = shown_answer(refusal("市长是谁？"))
    assert "最接近的报道" in shown.beside
    assert "今年第一批候鸟飞抵岚湖" in shown.beside
    assert 'class="verdict' not in shown.answer


def test_a_draft_shows_its_markers_small() -> None:
    assert '通车。<sup class="marker">1</sup>' in render.draft("通车。[1]", CHINESE)


def test_markup_in_questions_answers_notes_and_errors_is_shown_as_text() -> None:
    answer = Answer(
        Query(EVIL),
        (Sentence(EVIL, (), Verdict.UNSUPPORTED, EVIL),),
        (),
        (),
        (Note(NoteKind.HINT, EVIL),),
        (),
        refused=False,
        mode=Mode.LLM,
        timings=(),
    )
    shown = (
        render.conversation([Exchange(EVIL, answer, NOW, Filters(newspaper=EVIL), EVIL)], CITED, CHINESE)
        + render.draft(EVIL, CHINESE)
        + render.failure(EVIL, CHINESE)
    )
    assert "<script" not in shown
    assert "<img" not in shown
    assert "$" not in shown
    assert 'href="javascript' not in shown


def test_the_head_says_what_the_library_holds() -> None:
    head = masthead(FakeLibrary().contents(), CHINESE)
    assert "4 篇报道" in head
    assert "2031-03-02 至 2031-03-04" in head


def test_the_head_of_an_empty_library_counts_nothing() -> None:
    assert "篇" not in masthead(Contents(0, 0, (), None, None), CHINESE)


def test_an_empty_library_invites_to_fill_it() -> None:
    shown = empty_library(CHINESE)
    assert 'data-do="try-pages"' in shown
    assert 'data-do="go-upload"' in shown


def test_what_leaves_the_machine_is_said_once_in_a_conversation() -> None:
    answer = replace(bridge_answer(), notes=(REMOTE,))
    shown = render.conversation([Exchange("何时通车？", answer, NOW)] * 2, CITED, CHINESE)
    assert shown.count(REMOTE.text) == 1


def test_what_was_set_beside_a_question_stands_in_it() -> None:
    filters = Filters(since=date(2031, 3, 2), newspaper="青岚日报", strictness=Strictness.STRICT)
    shown = render.exchange(render.Asked("何时通车？", 0, filters), render.Reply(""), CHINESE)
    assert "2031-03-02 –" in shown
    assert "《青岚日报》" in shown
    assert "从严" in shown


def test_a_question_can_be_edited_and_asked_again_with_its_number_and_filters() -> None:
    shown = html.unescape(render.conversation([Exchange("甲？", bridge_answer(), NOW)] * 2, CITED, CHINESE))
    assert '"question": "甲？", "filters": {}, "replaces": 1' in shown


def test_the_stage_that_is_on_is_marked() -> None:
    assert 'aria-current="step">阅读段落' in render.waiting("read", CHINESE)
    assert 'class="done">查找报道' in render.waiting("read", CHINESE)


def test_the_buttons_show_what_was_pressed() -> None:
    shown = rating_buttons(Exchange("何时通车？", bridge_answer(), NOW, rating=Rating.GOOD), CHINESE)
    assert 'data-rating="good" aria-pressed="true"' in shown
    assert 'data-rating="bad" aria-pressed="false"' in shown
