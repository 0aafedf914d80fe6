from dataclasses import replace

from rag.protocols import Contents
from rag.records import Answer, Mode, Note, NoteKind, Query, Sentence, Verdict
from tests.fakes_assistant import REMOTE, FakeLibrary, bridge_answer, refusal
from ui.web import render
from ui.web.conversation import Exchange
from ui.web.texts import CHINESE

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>[1](javascript:alert(3))${alert(4)}"


def test_a_marker_links_to_its_card() -> None:
    shown = render.answered(bridge_answer(), 4, CHINESE)
    assert '<a href="#source-4-1">1</a>' in shown
    assert 'id="source-4-1"' in shown


def test_every_sentence_carries_its_verdict_with_the_reason() -> None:
    shown = render.answered(bridge_answer(), 0, CHINESE)
    assert 'class="verdict supported"' in shown
    assert 'aria-label="所引原文未载：原文是12分钟"' in shown
    assert 'class="verdict unchecked"' in shown


def test_a_caution_stands_out_from_a_hint() -> None:
    shown = render.answered(bridge_answer(), 0, CHINESE)
    assert '<div class="note caution" role="note"><b>请留意</b>' in shown
    assert '<div class="note hint" role="note"><b>提示</b>' in shown


def test_every_kind_of_note_and_verdict_has_words() -> None:
    assert set(CHINESE.notes) == set(NoteKind)
    assert set(CHINESE.verdicts) == set(Verdict)


def test_a_refusal_offers_the_closest_articles_and_no_verdict() -> None:
    shown = render.answered(refusal("市长是谁？"), 0, CHINESE)
    assert "最接近的报道" in shown
    assert "《今年第一批候鸟飞抵岚湖》" in shown
    assert 'class="verdict' not in shown


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
        render.conversation([Exchange(EVIL, answer)], CHINESE)
        + render.draft(EVIL, CHINESE)
        + render.failure(EVIL, CHINESE)
    )
    assert "<script" not in shown
    assert "<img" not in shown
    assert "$" not in shown
    assert 'href="javascript' not in shown


def test_the_head_says_what_the_library_holds() -> None:
    head = render.masthead(FakeLibrary().contents(), CHINESE)
    assert "4 篇报道" in head
    assert "2031-03-02 至 2031-03-04" in head


def test_the_head_of_an_empty_library_counts_nothing() -> None:
    assert "篇" not in render.masthead(Contents(0, 0, (), None, None), CHINESE)


def test_an_empty_library_invites_to_fill_it() -> None:
    assert "baoda ingest" in render.empty_library(CHINESE)


def test_what_leaves_the_machine_is_said_once_in_a_conversation() -> None:
    answer = replace(bridge_answer(), notes=(REMOTE,))
    shown = render.conversation([Exchange("何时通车？", answer), Exchange("何时通车？", answer)], CHINESE)
    assert shown.count(REMOTE.text) == 1
