"""The whole story with a stand-in reader and chat model: quote, write, refuse, fall back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.assistant import Assistant
from rag.errors import ChatError, SettingsError
from rag.reader_mode import ReaderMode
from rag.records import Answer, CitedField, Mode, Note, NoteKind, Strictness, Turn, Verdict
from rag.settings import Settings
from rag.turns import AtOnce, Depth
from tests.samples import article

if TYPE_CHECKING:
    pass


from tests.rag.telling import CARRIED, QUESTION, Made, Script, collect, kinds, text_of


def test_without_a_chat_model_the_sentence_is_quoted_and_a_note_says_how_to_set_one(made: Made) -> None:
    streamed, answer = collect(made())
    assert streamed == answer.marked == CARRIED + "[1]"
    assert (answer.mode, answer.refused, kinds(answer)) == (Mode.EXTRACT, False, [NoteKind.HINT])


def test_every_citation_of_a_quoted_answer_stands_in_its_article(made: Made) -> None:
    assistant = made()
    answer = assistant.ask(QUESTION)
    for citation in answer.citations:
        body = assistant.library.article(citation.passage.article_id).body
        assert citation.field is CitedField.BODY
        assert body[citation.start : citation.end] == citation.quote


def test_a_chat_model_s_sentences_are_streamed_cited_and_checked(made: Made) -> None:
    streamed, answer = collect(made(Script("大桥全长3.2公里", "[1", "]。总投资19亿元。[1]")))
    assert streamed == answer.marked == "大桥全长3.2公里。[1]总投资19亿元。[1]"
    assert [sentence.verdict for sentence in answer.sentences] == [Verdict.SUPPORTED, Verdict.UNSUPPORTED]
    assert "19亿元" in answer.sentences[1].reason
    assert all(citation.quote in article().body for citation in answer.citations)
    assert answer.mode is Mode.LLM


def test_a_marker_of_no_passage_never_reaches_the_reader(made: Made) -> None:
    streamed, answer = collect(made(Script("大桥全长3.2公里。[", "9]")))
    assert streamed == answer.marked
    assert answer.sentences[0].markers == ()
    assert "9" not in streamed


def test_quotes_follow_a_chat_model_s_words_of_which_nothing_is_carried(made: Made) -> None:
    streamed, answer = collect(made(Script("大桥全长3.3公里。[1]公园不收门票。")))
    assert streamed == answer.marked == f"大桥全长3.3公里。[1]公园不收门票。\n{CARRIED}[2]"
    assert answer.sentences[-1].verdict is Verdict.SUPPORTED
    assert "原文摘句" in text_of(answer, NoteKind.CAUTION)


def test_why_a_chat_model_failed_is_said_in_the_question_s_language(made: Made) -> None:
    assistant = made(Script(error=ChatError("It is down; start it.", "没有运行；请启动它。")))
    assert text_of(assistant.ask(QUESTION), NoteKind.FALLBACK).endswith("原因：没有运行；请启动它。")
    assert text_of(assistant.ask("How long is 临澜大桥 over the bay?"), NoteKind.FALLBACK).endswith(
        "It is down; start it."
    )


def test_a_chat_model_that_fails_falls_back_to_quotes_and_says_so(made: Made) -> None:
    _, answer = collect(made(Script("大桥全", fails="The chat model script is down; start it.")))
    assert answer.marked == CARRIED + "[1]"
    assert answer.mode is Mode.EXTRACT
    assert "The chat model script is down" in next(n.text for n in answer.notes if n.kind is NoteKind.FALLBACK)


def test_weak_evidence_is_refused_before_the_chat_model_is_asked(made: Made) -> None:
    script = Script("编造的答案。[1]")
    _, answer = collect(made(script, evidence=0.0))
    assert answer.refused
    assert script.asked == []
    assert [hit.passage.source.headline for hit in answer.closest] == ["临澜大桥主桥合龙", "菜市场开张"]


def test_strict_refuses_what_loose_answers(made: Made) -> None:
    from rag.reader import THRESHOLDS

    between = (THRESHOLDS[Strictness.STRICT] + THRESHOLDS[Strictness.LOOSE]) / 2
    assistant = made(evidence=between)
    assert assistant.ask(QUESTION, strictness=Strictness.STRICT).refused
    assert not assistant.ask(QUESTION, strictness=Strictness.LOOSE).refused


@pytest.mark.parametrize("history", [(), (Turn("大桥总投资多少？", "18.6亿元。"),)])
def test_what_leaves_the_machine_is_said_before_anything_is_sent(made: Made, history: tuple[Turn, ...]) -> None:
    script = Script("全长3.2公里。[1]", remote=True)
    stream = made(script).stream(QUESTION, history=history)
    first = next(stream)
    assert isinstance(first, Note)
    assert (first.kind, script.asked) == (NoteKind.PRIVACY, [])
    answer = list(stream)[-1]
    assert isinstance(answer, Answer)
    assert kinds(answer).count(NoteKind.PRIVACY) == 1


def test_nothing_is_announced_when_nothing_is_sent(made: Made) -> None:
    script = Script("全长3.2公里。[1]", remote=True)
    assert kinds(made(script, evidence=0.0).ask(QUESTION)) == []
    assert script.asked == []


def test_mode_llm_without_a_chat_model_is_an_error_with_its_remedy(made: Made) -> None:
    with pytest.raises(SettingsError, match="BAODA_CHAT_MODEL"):
        made().ask(QUESTION, mode=Mode.LLM)


def test_a_set_chat_model_is_not_asked_in_mode_extract(made: Made) -> None:
    script = Script("x")
    answer = made(script).ask(QUESTION, mode=Mode.EXTRACT)
    assert (answer.mode, script.asked, answer.notes) == (Mode.EXTRACT, [], ())


def test_every_stage_is_timed(made: Made) -> None:
    answer = made(Script("全长3.2公里。[1]")).ask(QUESTION)
    assert [timing.stage for timing in answer.timings] == ["understand", "retrieve", "read", "write", "verify"]


def test_the_passages_and_the_talk_before_reach_the_chat_model(made: Made) -> None:
    script = Script("全长3.2公里。[1]")
    made(script).ask("那大桥全长呢？", history=[Turn("大桥总投资多少？", "18.6亿元。")])
    said = "\n".join(str(message.content) for message in script.asked[-1])
    assert "全长3.2公里" in said
    assert "大桥总投资多少" in said


def test_the_langchain_retriever_gives_documents_with_their_source(made: Made) -> None:
    documents = made().as_retriever().invoke("大桥全长")
    assert documents[0].page_content.startswith("临澜大桥")
    assert documents[0].metadata["source"] == "《临澜日报》2024-03-04 第1版《临澜大桥主桥合龙》"


def test_the_langchain_runnable_answers(made: Made) -> None:
    assert made().as_runnable().invoke(QUESTION).text == CARRIED


def test_an_answer_says_how_much_was_read_and_that_it_was_less_than_set_because_many_asked(made: Made) -> None:
    at_leisure = made()
    whole = at_leisure.ask(QUESTION)
    assert (whole.read, kinds(whole)) == (ReaderMode.FULL, [NoteKind.HINT])
    depth = Depth(ReaderMode.FAST, None, at_leisure.reader)
    pressed = Assistant(at_leisure.library, at_leisure.reader, None, Settings(), turns=AtOnce(depth))
    hurried = pressed.ask(QUESTION)
    assert (hurried.read, kinds(hurried)) == (ReaderMode.FAST, [NoteKind.HURRIED, NoteKind.HINT])
    assert hurried.marked == whole.marked
    english = pressed.ask("How long is 临澜大桥 when all is counted?")
    assert "asked at the same time" in next(one.text for one in english.notes if one.kind is NoteKind.HURRIED)


def test_a_refusal_in_haste_says_so_too(made: Made) -> None:
    doubtful = made(evidence=0.0)
    depth = Depth(ReaderMode.OFF, None, doubtful.reader)
    answer = Assistant(doubtful.library, doubtful.reader, None, Settings(), turns=AtOnce(depth)).ask(QUESTION)
    assert (answer.refused, answer.read, kinds(answer)) == (True, ReaderMode.OFF, [NoteKind.HURRIED])
