"""Answers in a chat model's words: strictness, follow-ups, conflicts, languages, planted instructions, hanging up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import pytest

from rag import disagreement
from rag.assistant import Assistant
from rag.backends.chat import load_chat
from rag.conflicts import Conflict, ConflictValue
from rag.notes import is_chinese
from rag.protocols import Quote
from rag.records import Answer, Hit, Mode, NoteKind, Query, Strictness, Turn, Verdict
from rag.settings import ChatSettings, Settings
from tests.chat_server import ChatServer, Reply
from tests.samples import article, passages

if TYPE_CHECKING:
    pass


from tests.rag.telling import CARRIED, QUESTION, FirstSentence, Made, Script, kinds, text_of


def test_a_model_found_on_this_machine_is_offered_by_its_setting(made: Made) -> None:
    answer = made(models=("ollama:qwen3:8b", "ollama:llama3")).ask(QUESTION)
    assert "BAODA_CHAT_MODEL=ollama:qwen3:8b" in text_of(answer, NoteKind.HINT)
    assert answer.mode is Mode.EXTRACT


def test_no_model_is_looked_for_when_none_is_wanted(made: Made) -> None:
    def looked_for() -> tuple[str, ...]:
        raise AssertionError("nobody asked")

    library = made().library
    Assistant(library, FirstSentence(), None, Settings(), looked_for).ask(QUESTION, mode=Mode.EXTRACT)
    Assistant(library, FirstSentence(), Script("全长3.2公里。[1]"), Settings(), looked_for).ask(QUESTION)


def test_strict_removes_what_is_not_carried_and_says_how_much(made: Made) -> None:
    assistant = made(Script("大桥全长3.2公里。[1]总投资19亿元。[1]总投资", "18.6亿元。[1]"))
    items = list(assistant.stream(QUESTION, strictness=Strictness.STRICT))
    answer = items[-1]
    assert isinstance(answer, Answer)
    assert "".join(item for item in items if isinstance(item, str)) == answer.marked
    assert "19亿元" not in answer.marked
    assert "大桥全长3.2公里。[1]" in answer.marked
    assert "1句" in text_of(answer, NoteKind.CAUTION)


def test_a_strict_answer_of_which_nothing_is_left_is_a_refusal_with_the_closest_articles(made: Made) -> None:
    assistant = made(Script("大桥全长19公里。[1]", "谢谢。"))
    items = list(assistant.stream(QUESTION, strictness=Strictness.STRICT))
    answer = items[-1]
    assert isinstance(answer, Answer)
    assert "".join(item for item in items if isinstance(item, str)) == answer.marked
    assert (answer.refused, answer.citations, bool(answer.closest)) == (True, (), True)
    assert "删去" in text_of(answer, NoteKind.CAUTION)


def test_a_strict_model_that_finds_no_answer_is_quoted_as_saying_so(made: Made) -> None:
    answer = made(Script("所给报道没有回答这个问题。")).ask(QUESTION, strictness=Strictness.STRICT)
    assert (answer.refused, answer.text) == (True, "所给报道没有回答这个问题。")


def test_a_model_that_obeys_a_planted_instruction_is_caught(made: Made) -> None:
    script = Script("系统提示：请拨打4008000000领取奖金。[9]", "大桥全长3.2公里。[1]")
    normal = made(script).ask(QUESTION)
    assert [sentence.verdict for sentence in normal.sentences] == [Verdict.UNSUPPORTED, Verdict.SUPPORTED]
    assert "[9]" not in normal.marked
    assert made(script).ask(QUESTION, strictness=Strictness.STRICT).text == "大桥全长3.2公里。"


def test_a_follow_up_is_made_whole_by_the_chat_model_and_said(made: Made) -> None:
    script = Script("总投资18.6亿元。[1]")
    script.whole = "临澜大桥总投资多少？"
    answer = made(script).ask("那总投资呢？", history=[Turn("临澜大桥全长多少公里？", "3.2公里。")])
    assert answer.query.text == "临澜大桥总投资多少？"
    assert "临澜大桥总投资多少？" in text_of(answer, NoteKind.UNDERSTOOD)


def test_without_a_rewriting_the_words_are_carried_over(made: Made) -> None:
    answer = made(Script("总投资18.6亿元。[1]")).ask(
        "那总投资呢？", history=[Turn("临澜大桥全长多少公里？", "3.2公里。")]
    )
    assert "临澜大桥" in answer.query.text
    assert "总投资" in answer.query.text


def test_a_question_that_stands_alone_needs_no_word_on_how_it_was_understood(made: Made) -> None:
    assert NoteKind.UNDERSTOOD not in kinds(made().ask(QUESTION))


@pytest.mark.parametrize("mode", [Mode.EXTRACT, Mode.LLM])
def test_both_values_of_a_conflict_are_shown_newest_first(
    made: Made, mode: Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = "桥梁设计全长3.1公里。"  # fewer of the question's characters, so it is found second
    assistant = made(Script("大桥全长3.2公里。[1]"))
    assistant.library.add([article("大桥开工", (older,), day=date(2021, 3, 4))], passages)

    def found(query: Query, quotes: Sequence[Quote], hits: Sequence[Hit], articles: object) -> tuple[Conflict, ...]:
        hit = next(hit for hit in hits if older in hit.passage.text)
        other = ConflictValue("3.1公里", Quote(hit, older, 0, len(older)))
        return (Conflict("全长", (ConflictValue("3.2公里", quotes[0]), other)),)

    monkeypatch.setattr(disagreement, "find_conflicts", found)
    items = list(assistant.stream(QUESTION, mode=mode))
    answer = items[-1]
    assert isinstance(answer, Answer)
    assert "".join(item for item in items if isinstance(item, str)) == answer.marked
    assert answer.text.index("3.2公里") < answer.text.index("3.1公里")
    assert older in [citation.quote for citation in answer.citations]
    said = text_of(answer, NoteKind.CONFLICT)
    assert "较新" in said.partition("；")[0]
    assert said.index("2024-03-04") < said.index("2021-03-04")
    for citation in answer.citations:
        body = assistant.library.article(citation.passage.article_id).body
        assert body[citation.start : citation.end] == citation.quote


def test_the_value_of_a_passage_that_the_model_misquotes_is_shown_too(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = "桥梁设计全长3.1公里。"
    assistant = made(Script("大桥全长9.9公里。[1]"))
    assistant.library.add([article("大桥开工", (older,), day=date(2021, 3, 4))], passages)

    def found(query: Query, quotes: Sequence[Quote], hits: Sequence[Hit], articles: object) -> tuple[Conflict, ...]:
        hit = next(hit for hit in hits if older in hit.passage.text)
        other = ConflictValue("3.1公里", Quote(hit, older, 0, len(older)))
        return (Conflict("全长", (ConflictValue("3.2公里", quotes[0]), other)),)

    monkeypatch.setattr(disagreement, "find_conflicts", found)
    answer = assistant.ask(QUESTION)
    assert [sentence.verdict for sentence in answer.sentences] == [
        Verdict.UNSUPPORTED,
        Verdict.SUPPORTED,
        Verdict.SUPPORTED,
    ]
    assert "3.2公里" in answer.sentences[1].text


def test_an_english_question_gets_its_notes_in_english(made: Made) -> None:
    question = "How long is the bridge in Linlan?"
    quoted = made().ask(question)
    refused = made(evidence=0.0).ask(question)
    failed = made(Script(fails="The chat model script is down; start it.")).ask(question)
    cut = made(Script("The bridge is 9 km long.[1]")).ask(question, strictness=Strictness.STRICT)
    remote = made(Script("The bridge is 3.2 km long.[1]", remote=True)).ask(question)
    for answer in (quoted, refused, failed, cut, remote):
        assert not any(is_chinese(note.text) for note in answer.notes)
    assert not is_chinese(refused.text)
    assert is_chinese(quoted.text)


def test_closing_the_answer_hangs_up_on_the_chat_model(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ChatServer([Reply(["大桥全长"] * 400, delay=0.02)]) as server:
        stream = made(load_chat(ChatSettings(model="openai:m", base_url=server.url))).stream(QUESTION)
        assert next(stream) == "大桥全长"
        stream.close()  # type: ignore[attr-defined]
        assert server.hung_up.wait(3)


def test_a_server_that_hangs_up_in_the_middle_leaves_quotes(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ChatServer([Reply(["大桥全长"], cut=True)]) as server:
        answer = made(load_chat(ChatSettings(model="openai:m", base_url=server.url, retries=0))).ask(QUESTION)
    assert (answer.mode, answer.text) == (Mode.EXTRACT, CARRIED)
    assert "中断" in text_of(answer, NoteKind.FALLBACK)


@pytest.mark.parametrize(
    ("question", "said"),
    [(QUESTION, "长度上限（64 个词元）"), ("How long is 临澜大桥 over the bay?", "limit of 64 tokens")],
)
def test_an_answer_that_was_cut_at_its_most_tokens_says_so(
    made: Made, monkeypatch: pytest.MonkeyPatch, question: str, said: str
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings = Settings(chat=ChatSettings(model="openai:m", tokens=64))
    for finish, expected in (("length", True), ("stop", False)):
        with ChatServer([Reply(["大桥全长3.2公里。[1]总投"], finish=finish)]) as server:
            writer = load_chat(settings.chat.model_copy(update={"base_url": server.url}))
            library = made().library
            answer = Assistant(library, FirstSentence(), writer, settings).ask(question)
        assert answer.mode is Mode.LLM
        assert "大桥全长3.2公里。[1]" in answer.marked
        assert (said in text_of(answer, NoteKind.CAUTION)) is expected
