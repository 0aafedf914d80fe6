"""A real chat model on this machine through the whole way: SmolLM2-135M in llama.cpp's server; no wording is judged."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.assistant import Assistant
from rag.backends.chat import LangchainChat
from rag.build import open_assistant
from rag.records import Answer, Mode, NoteKind, Strictness, Turn, Verdict
from rag.settings import ChatSettings, Settings
from tests.local_model import Local, needs_weights, serve
from tests.samples import MARKET, article, passages

QUESTION = "临澜大桥全长多少公里？"
# Two sentences of Chinese with a marker of a passage and one of none: the model chooses the words, not the form.
MARKED = 'root ::= [一-龥]{4,12} "[1]。" [一-龥]{4,12} "。[7]"'

pytestmark = [pytest.mark.slow, needs_weights]


@pytest.fixture(scope="module")
def local() -> Iterator[Local]:
    yield from serve(8192)


@pytest.fixture(scope="module")
def cramped() -> Iterator[Local]:
    yield from serve(256)


def settings(local: Local, tokens: int = 64) -> Settings:
    chat = ChatSettings(
        model="openai:smollm2",
        base_url=f"{local.address}/v1",
        tokens=tokens,
        context=4096,
        passages=2,
        followup=60,
        timeout=200,
    )
    return Settings(chat=chat)  # a busy machine may take minutes over the first word


@pytest.fixture
def assistant(local: Local, tmp_path: Path) -> Iterator[Assistant]:
    with open_assistant(tmp_path / "library", settings(local), create=True) as made:
        made.library.add([article(), article("菜市场开张", MARKET)], passages)
        yield made


def answered(assistant: Assistant, strictness: Strictness = Strictness.LOOSE) -> tuple[list[str], Answer]:
    *pieces, answer = assistant.stream(QUESTION, strictness=strictness)
    assert isinstance(answer, Answer)
    return [piece for piece in pieces if isinstance(piece, str)], answer


def test_its_words_are_streamed_and_every_sentence_is_judged(assistant: Assistant) -> None:
    pieces, answer = answered(assistant)
    assert len(pieces) > 3
    assert "".join(pieces) == answer.marked
    assert answer.mode is Mode.LLM
    assert all(one.verdict is not Verdict.UNSUPPORTED or one.reason for one in answer.sentences)
    assert [timing.stage for timing in answer.timings][-2:] == ["write", "verify"]


def test_its_markers_become_citations_that_stand_in_the_article(assistant: Assistant, local: Local) -> None:
    from langchain_openai import ChatOpenAI

    chosen = settings(local)
    model = ChatOpenAI(
        model="smollm2", base_url=chosen.chat.base_url, api_key="none", max_tokens=128, extra_body={"grammar": MARKED}
    )
    writer = LangchainChat(model, model, chosen.chat, chosen.chat.base_url)
    pieces, answer = answered(Assistant(assistant.library, assistant.reader, writer, chosen))
    assert "".join(pieces) == answer.marked
    assert [sentence.markers for sentence in answer.sentences][:2] == [(1,), ()]
    assert min(citation.marker for citation in answer.citations) == 1
    for citation in answer.citations:
        body = assistant.library.article(citation.passage.article_id).body
        assert body[citation.start : citation.end] == citation.quote


def test_what_it_makes_up_is_removed_when_strict(assistant: Assistant) -> None:
    pieces, answer = answered(assistant, Strictness.STRICT)
    assert "".join(pieces) == answer.marked
    assert all(sentence.verdict is not Verdict.UNSUPPORTED for sentence in answer.sentences)


def test_closing_the_answer_stops_it(assistant: Assistant, local: Local) -> None:
    stream = assistant.stream(QUESTION, strictness=Strictness.LOOSE)
    next(stream)
    assert local.busy()
    stream.close()  # type: ignore[attr-defined]
    until = time.monotonic() + 20
    while local.busy() and time.monotonic() < until:
        time.sleep(0.05)
    assert not local.busy()


def test_a_prompt_too_long_for_it_falls_back_to_quotes(cramped: Local, tmp_path: Path) -> None:
    with open_assistant(tmp_path / "library", settings(cramped), create=True) as made:
        made.library.add([article()], passages)
        _, answer = answered(made)
    assert (answer.mode, answer.refused) == (Mode.EXTRACT, False)
    said = [note.text for note in answer.notes if note.kind is NoteKind.FALLBACK]
    assert len(said) == 1
    assert "读不了这么长的文字" in said[0]


def test_a_follow_up_is_answered_whatever_it_makes_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("那总投资呢？", history=[Turn(QUESTION, "全长3.2公里。")], strictness=Strictness.LOOSE)
    assert "总投资" in answer.query.text
    assert answer.sentences
