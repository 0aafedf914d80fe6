import time
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from rag.errors import ChatError
from rag.records import Answer, Note
from tests.fakes_assistant import bridge_answer
from ui.web.pump import Beat, Stage, pumped

Tell = Callable[[str], None]


def test_pieces_stages_and_the_answer_come_in_order() -> None:
    def start(tell: Tell) -> Iterator[str | Note | Answer]:
        tell("retrieve")
        yield "桥"
        tell("verify")
        yield bridge_answer()

    came = [piece for piece in pumped(start) if not isinstance(piece, Beat)]
    assert came == [Stage("retrieve"), "桥", Stage("verify"), bridge_answer()]


def test_while_nothing_comes_it_beats() -> None:
    def start(tell: Tell) -> Iterator[str | Note | Answer]:
        time.sleep(0.5)
        yield "桥"

    assert isinstance(next(pumped(start)), Beat)


def test_closing_ends_the_work_at_its_next_piece() -> None:
    ended = Event()

    def start(tell: Tell) -> Iterator[str | Note | Answer]:
        try:
            while True:
                yield "桥"
                time.sleep(0.01)
        finally:
            ended.set()

    pieces = pumped(start)
    next(pieces)
    pieces.close()
    assert ended.wait(5)


def test_a_failure_is_raised_where_the_pieces_are_taken() -> None:
    def start(tell: Tell) -> Iterator[str | Note | Answer]:
        yield "桥"
        raise ChatError("down")

    with pytest.raises(ChatError, match="down"):
        list(pumped(start))
