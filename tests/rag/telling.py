"""An assistant with a stand-in reader and a scripted chat model, for tests of how answers come to be."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING

from rag.assistant import Assistant
from rag.errors import ChatError
from rag.protocols import Quote, Reading
from rag.records import Answer, Hit, Mode, NoteKind, Query
from rag.stopping import Stop

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

    from rag.prompt import Prompt


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

    def __init__(self, *pieces: str, fails: str = "", remote: bool = False, error: ChatError | None = None) -> None:
        self.pieces = pieces
        self.error = error or (ChatError(fails) if fails else None)
        self.remote = remote
        self.asked: list[Sequence[BaseMessage]] = []
        self.whole = ""
        self.closed = 0

    def write(self, prompt: Prompt, *, quick: bool = False, stop: Stop | None = None) -> Generator[str, None, None]:
        """Yield the pieces, then fail if told to; a quick question is answered with `whole`."""
        self.asked.append(prompt.messages)
        try:
            yield from (self.whole,) if quick else self.pieces
        finally:
            self.closed += 1
        if self.error and not quick:
            raise self.error


Made = Callable[..., Assistant]


def collect(assistant: Assistant, mode: Mode | None = None) -> tuple[str, Answer]:
    items = list(assistant.stream(QUESTION, mode=mode))
    answer = items[-1]
    assert isinstance(answer, Answer)
    return "".join(item for item in items if isinstance(item, str)), answer


def kinds(answer: Answer) -> list[NoteKind]:
    return [note.kind for note in answer.notes]


def text_of(answer: Answer, kind: NoteKind) -> str:
    return "".join(note.text for note in answer.notes if note.kind is kind)
