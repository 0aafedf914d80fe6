"""When a question is read for, and how deep: at once and as was set, or in turn and as deep as the moment allows.

Where many ask one server at the same time, reading in depth is more than its processors bear: those who came last would
wait the longer the more came before. So questions wait their turn, first come, first served, as many at a time as there
are processors, and whoever begins while others wait is read for less deep: `full`, then `fast`, then not at all, the
deepest that lets the last of those who wait begin in time. What a question takes is measured as they go by.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from threading import Event, Lock
from time import perf_counter
from typing import Protocol

from rag.clock import Clock
from rag.errors import Stopped
from rag.protocols import Reader, Reranker
from rag.reader_mode import ReaderMode
from rag.stopping import Stop

_LATEST = 0.2  # share that the latest question has in what one is taken to need


@dataclass(frozen=True, slots=True)
class Depth:
    """How one question is read for: who puts its hits into order, and who reads them, both at the same depth."""

    mode: ReaderMode
    reranker: Reranker | None
    reader: Reader


class Turns(Protocol):
    """Whoever says when a question is read for, and how deep."""

    def taken(self, clock: Clock, stop: Stop | None = None) -> AbstractContextManager[Depth]:
        """Give the depth as soon as it is the question's turn, which ends with the block.

        The `clock` times a wait as the stage `wait`; `stop` ends it by Stopped.
        """
        ...


class AtOnce:
    """Nobody waits, and everything is read at one depth."""

    def __init__(self, depth: Depth) -> None:
        self._depth = depth

    def taken(self, clock: Clock, stop: Stop | None = None) -> AbstractContextManager[Depth]:  # noqa: ARG002
        """Give the depth."""
        return nullcontext(self._depth)


class InTurn:
    """So many questions at a time, in the order in which they came. Safe to share between threads."""

    def __init__(
        self, depths: Sequence[Depth], places: int, patience: float, now: Callable[[], float] = perf_counter
    ) -> None:
        """Take the depths, deepest first, the places, and the seconds after which the last who waits is to begin."""
        self._depths = depths
        self._places = self._free = places
        self._patience = patience
        self._now = now
        self._lock = Lock()
        self._waiting: deque[Event] = deque()
        self._needed: dict[ReaderMode, float] = {}  # seconds that a question of this depth keeps the next one waiting

    @contextmanager
    def taken(self, clock: Clock, stop: Stop | None = None) -> Iterator[Depth]:
        """Give the depth as soon as it is the question's turn; see `Turns`."""
        self._wait(clock, stop)
        with self._lock:
            depth, side_by_side = self._deepest(), self._places - self._free
        began = self._now()
        try:
            yield depth
        finally:
            took = (self._now() - began) / side_by_side
            with self._lock:
                known = self._needed.get(depth.mode, took)
                self._needed[depth.mode] = known + _LATEST * (took - known)
                self._hand_on()

    def _wait(self, clock: Clock, stop: Stop | None) -> None:
        """Return when a place is this question's."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            turn = Event()
            self._waiting.append(turn)
        with clock.stage("wait"), stop.calling(turn.set) if stop else nullcontext():
            turn.wait()
        if stop and stop.told:
            with self._lock:
                if turn in self._waiting:
                    self._waiting.remove(turn)
                else:
                    self._hand_on()
            raise Stopped

    def _hand_on(self) -> None:
        """Give a place that is given up to whoever has waited longest."""
        if self._waiting:
            self._waiting.popleft().set()
        else:
            self._free += 1

    def _deepest(self) -> Depth:
        """The greatest depth at which those who wait now begin in time; what was never measured is tried."""
        for depth in self._depths:
            if len(self._waiting) * self._needed.get(depth.mode, 0.0) <= self._patience:
                return depth
        return self._depths[-1]
