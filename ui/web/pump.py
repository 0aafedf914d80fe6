"""An answer made in a thread of its own: its pieces as they come, the stages in between, and a beat while one waits.

Whoever looks at the page can stop at any time: a generator that waits for a slow model could not be closed, one that
beats can, and what it tells the answer's own thread lets go even a model that is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from rag.records import Answer, Note
from rag.stopping import Stop

_BEAT = 0.2  # seconds


@dataclass(frozen=True, slots=True)
class Stage:
    """The stage of an answer that begins now."""

    name: str


@dataclass(frozen=True, slots=True)
class Beat:
    """Nothing has come for a while."""


Piece = str | Note | Answer
Start = Callable[[Callable[[str], None], Stop], Iterator[Piece]]


def pumped(start: Start) -> Generator[Piece | Stage | Beat, None, None]:
    """Yield what `start` yields, run in a thread; neighbouring texts are joined.

    `start` takes who is told the stages, and what tells it to stop. Closing the generator tells so, and ends the thread
    at the next piece. Errors of `start` are raised here.
    """
    came: SimpleQueue[Piece | Stage] = SimpleQueue()
    stop = Stop()

    def work() -> None:
        with closing(_of(start(lambda name: came.put(Stage(name)), stop))) as pieces:
            for piece in pieces:
                if stop.told:
                    return
                came.put(piece)

    pool = ThreadPoolExecutor(1, "answer")
    try:
        working = pool.submit(copy_context().run, work)
        while not (working.done() and came.empty()):
            yield from _joined(came)
        working.result()
    finally:
        stop.now()
        pool.shutdown(wait=False)


def _of(pieces: Iterator[Piece]) -> Generator[Piece, None, None]:
    """The pieces as a generator, which can be closed."""
    yield from pieces


def _joined(came: SimpleQueue[Piece | Stage]) -> Iterator[Piece | Stage | Beat]:
    """Yield what has come, texts that follow each other as one; a beat when nothing has."""
    try:
        first = came.get(timeout=_BEAT)
    except Empty:
        yield Beat()
        return
    text = ""
    items = [first]
    with suppress(Empty):
        while True:
            items.append(came.get_nowait())
    for item in items:
        if isinstance(item, str):
            text += item
            continue
        if text:
            yield text
        text = ""
        yield item
    if text:
        yield text
