"""The whole story with a stand-in reader and chat model: quote, write, refuse, fall back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rag.assistant import Assistant
from rag.backends.catalogue import SqliteCatalogue
from rag.errors import ChatError, SettingsError
from rag.library import Library, prepare_folder
from rag.protocols import Quote, Reading
from rag.records import Answer, CitedField, Hit, Mode, NoteKind, Query, Strictness, Turn, Verdict
from rag.settings import Settings
from tests.samples import MARKET, MemoryIndex, article, passages

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

QUESTION = "临澜大桥全长多少公里？"
CARRIED = "临澜大桥主桥昨日合龙，全长3.2公里，总投资18.6亿元。"


class FirstSentence:
    """A reader that quotes the best hit's first sentence and is as sure as it is told to be."""

    def __init__(self, evidence: float = 1.0) -> None:
        self.evidence = evidence

    def read(self, query: Query, hits: Sequence[Hit]) -> Reading:
        """Return the first sentence of the first hit."""
        if not hits:
            return Reading((), 0.0)
        passage = hits[0].passage
        end = passage.text.index("。") + 1
        quote = Quote(hits[0], passage.text[:end], passage.start, passage.start + end)
        return Reading((quote,), self.evidence)


class Script:
    """A chat model that says its pieces, and fails behind them if told to."""

    name = "script"

    def __init__(self, *pieces: str, fails: str = "", remote: bool = False) -> None:
        self.pieces = pieces
        self.fails = fails
        self.remote = remote
        self.asked: list[Sequence[BaseMessage]] = []

    def write(self, messages: Sequence[BaseMessage]) -> Iterator[str]:
        """Yield the pieces, then fail if told to."""
        self.asked.append(messages)
        yield from self.pieces
        if self.fails:
            raise ChatError(self.fails)


Made = Callable[..., Assistant]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    folder = tmp_path / "library"
    prepare_folder(folder, "model")
    library = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (MemoryIndex(),), "model")
    library.add([article(), article("菜市场开张", MARKET)], passages)

    def make(writer: Script | None = None, evidence: float = 1.0) -> Assistant:
        return Assistant(library, FirstSentence(evidence), writer, Settings())

    yield make
    library.close()


def collect(assistant: Assistant, mode: Mode | None = None) -> tuple[str, Answer]:
    items = list(assistant.stream(QUESTION, mode=mode))
    answer = items[-1]
    assert isinstance(answer, Answer)
    return "".join(item for item in items if isinstance(item, str)), answer


def kinds(answer: Answer) -> list[NoteKind]:
    return [note.kind for note in answer.notes]


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
    assert streamed == answer.marked == "大桥全长3.2公里。"
    assert answer.citations == ()


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


def test_a_remote_model_is_announced_once(made: Made) -> None:
    assistant = made(Script("全长3.2公里。[1]", remote=True))
    assert NoteKind.PRIVACY in kinds(assistant.ask(QUESTION))
    assert NoteKind.PRIVACY not in kinds(assistant.ask(QUESTION))


def test_mode_llm_without_a_chat_model_is_an_error_with_its_remedy(made: Made) -> None:
    with pytest.raises(SettingsError, match="BAODA_CHAT_MODEL"):
        made().ask(QUESTION, mode=Mode.LLM)


def test_a_set_chat_model_is_not_asked_in_mode_extract(made: Made) -> None:
    script = Script("x")
    answer = made(script).ask(QUESTION, mode=Mode.EXTRACT)
    assert (answer.mode, script.asked, answer.notes) == (Mode.EXTRACT, [], ())


def test_every_stage_is_timed(made: Made) -> None:
    answer = made(Script("全长3.2公里。[1]")).ask(QUESTION)
    assert [timing.stage for timing in answer.timings] == ["retrieve", "read", "write", "verify"]


def test_the_passages_and_the_talk_before_reach_the_chat_model(made: Made) -> None:
    script = Script("全长3.2公里。[1]")
    made(script).ask("那大桥全长呢？", history=[Turn("大桥总投资多少？", "18.6亿元。")])
    said = "\n".join(str(message.content) for message in script.asked[0])
    assert "全长3.2公里" in said
    assert "大桥总投资多少" in said


def test_the_langchain_retriever_gives_documents_with_their_source(made: Made) -> None:
    documents = made().as_retriever().invoke("大桥全长")
    assert documents[0].page_content.startswith("临澜大桥")
    assert documents[0].metadata["source"] == "《临澜日报》2024-03-04 第1版《临澜大桥主桥合龙》"


def test_the_langchain_runnable_answers(made: Made) -> None:
    assert made().as_runnable().invoke(QUESTION).text == CARRIED
