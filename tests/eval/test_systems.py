from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from eval.cases import Case
from eval.systems import AssistantSystem
from rag.build import open_assistant
from rag.reader_mode import ReaderMode
from rag.settings import Settings
from tests.fakes import HashEmbedder
from tests.samples import article, passages


def test_an_answer_is_timed_before_its_question_was_read_for_a_search(tmp_path: Path) -> None:
    case = Case("a", "临澜大桥全长多少公里？", answerable=True, answers=("3.2公里",))
    settings = Settings(reader=ReaderMode.OFF)
    with open_assistant(tmp_path / "library", settings, create=True, embedder=HashEmbedder()) as assistant:
        assistant.library.add([article()], passages)
        system = AssistantSystem(assistant)
        timings = tuple(system.ask(case).timings)
        assert (timings[0], timings[-1]) == ("ask", "search again")
        assert tuple(replace(system, retrieval_only=True).ask(case).timings) == ("search",)
