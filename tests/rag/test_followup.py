"""A follow-up made whole by a chat model: taken when it is a rewriting, left when it is late or something else."""

from __future__ import annotations

import time
from collections.abc import Generator

import pytest

from rag.errors import ChatError
from rag.followup import whole_by_model
from rag.prompt import Prompt
from rag.records import Turn
from rag.stopping import Stop

HISTORY = (Turn("临澜大桥全长多少公里？", "大桥全长3.2公里，由市交通局建设。"),)


class Rewriter:
    """A chat model that says the same to every quick question."""

    name = "rewriter"
    remote = False

    def __init__(self, *pieces: str, pause: float = 0.0, fails: bool = False) -> None:
        self.pieces = pieces
        self.pause = pause
        self.fails = fails
        self.said = 0

    def write(self, prompt: Prompt, *, quick: bool = False, stop: Stop | None = None) -> Generator[str, None, None]:
        """Yield the pieces, slowly if told to."""
        assert quick
        assert "全长3.2公里" in str(prompt.messages[0].content)
        if self.fails:
            raise ChatError("The chat model rewriter is down; start it.")
        for piece in self.pieces:
            time.sleep(self.pause)
            self.said += 1
            yield piece


def whole(*pieces: str, question: str = "那总投资呢？") -> str | None:
    return whole_by_model(Rewriter(*pieces), question, HISTORY, 5.0)


def test_a_rewriting_is_taken() -> None:
    assert whole("临澜大桥", "总投资", "多少？") == "临澜大桥总投资多少？"


def test_labels_and_quotation_marks_around_it_are_dropped() -> None:
    assert whole("改写后的问题：“临澜大桥总投资多少？”") == "临澜大桥总投资多少？"


@pytest.mark.parametrize(
    "said",
    [
        "临澜大桥工期多长？",  # another question
        "临澜大桥总投资多少？\n答：18.6亿元。",  # an answer behind it
        "Sure, I would be happy to help you with that question.",
        "北京奥运会开幕式总投资预算多少？",  # words from nowhere
        "总投资" * 800,
        "  ",
    ],
)
def test_what_is_no_rewriting_is_left(said: str) -> None:
    assert whole(said) is None


def test_a_model_that_fails_is_left() -> None:
    assert whole_by_model(Rewriter(fails=True), "那总投资呢？", HISTORY, 5.0) is None


def test_a_model_that_takes_too_long_is_stopped() -> None:
    slow = Rewriter(*["总投资"] * 50, pause=0.02)
    assert whole_by_model(slow, "那总投资呢？", HISTORY, 0.1) is None
    assert slow.said < 50
