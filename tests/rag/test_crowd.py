"""Many questions to one assistant at the same time, read for by the small reader that comes with Baoda."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rag.assistant import Assistant
from rag.build import open_assistant
from rag.embedder import Floats
from rag.reader_mode import ReaderMode
from rag.records import Answer, Mode, NoteKind
from rag.settings import ServeSettings, Settings
from tests.fakes import HashEmbedder
from tests.samples import MARKET, article, passages

QUESTIONS = [f"临澜大桥全长多少公里？（{place}）" for place in range(16)]


@pytest.fixture(params=[True, False], ids=["crowded", "alone"])
def assistant(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Assistant]:
    settings = Settings(library=tmp_path / "library", serve=ServeSettings(wait=0.0))
    crowded = bool(request.param)
    with open_assistant(None, settings, create=True, crowded=crowded, embedder=HashEmbedder()) as opened:
        opened.library.add([article(), article("菜市场开张", MARKET)], passages)
        yield opened


def _asked(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question, mode=Mode.EXTRACT)


def test_many_at_once_are_all_answered_and_those_read_for_in_haste_say_so(
    assistant: Assistant, request: pytest.FixtureRequest
) -> None:
    lone = _asked(assistant, QUESTIONS[0])
    assert lone.read is ReaderMode.FULL
    with ThreadPoolExecutor(len(QUESTIONS)) as pool:
        answers = list(pool.map(lambda question: _asked(assistant, question), QUESTIONS))
    assert [answer.query.text for answer in answers] == QUESTIONS
    for answer in answers:
        assert answer.hits
        hurried = any(note.kind is NoteKind.HURRIED for note in answer.notes)
        assert hurried is (answer.read is not ReaderMode.FULL)
    crowded = "crowded" in request.node.name
    assert (ReaderMode.OFF in {answer.read for answer in answers}) is crowded
    again = _asked(assistant, QUESTIONS[0])
    assert (again.read, again.marked, again.evidence) == (lone.read, lone.marked, lone.evidence)


class _Counting(HashEmbedder):
    asked = 0

    def encode_query(self, text: str) -> Floats:
        self.asked += 1
        return super().encode_query(text)


@pytest.mark.parametrize(("crowded", "asked"), [(True, 1), (False, 0)])
def test_the_models_of_a_server_have_worked_before_the_first_question(
    tmp_path: Path, *, crowded: bool, asked: int
) -> None:
    embedder = _Counting()
    settings = Settings(library=tmp_path / "library")
    with open_assistant(None, settings, create=True, crowded=crowded, embedder=embedder):
        assert embedder.asked == asked
