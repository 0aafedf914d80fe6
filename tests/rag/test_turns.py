"""Turns: who is read for when, and how deep; the clock is a hand that the test turns."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from time import sleep

import pytest

from rag.clock import Clock
from rag.errors import Stopped
from rag.reader_mode import ReaderMode
from rag.stopping import Stop
from rag.turns import AtOnce, Depth, InTurn
from tests.rag.telling import FirstSentence

FULL, FAST, OFF = (Depth(mode, None, FirstSentence()) for mode in (ReaderMode.FULL, ReaderMode.FAST, ReaderMode.OFF))
SECONDS = {FULL.mode: 4.0, FAST.mode: 2.0, OFF.mode: 1.0}


class Hall:
    """One place, and what each depth takes on a clock of its own; everybody asks and is read for in the test's hand."""

    def __init__(self, patience: float, places: int = 1) -> None:
        self.seconds = 0.0
        self.turns = InTurn((FULL, FAST, OFF), places, patience, lambda: self.seconds)
        self.depths: list[ReaderMode] = []

    def ask(self) -> ReaderMode:
        """One question, asked alone."""
        with self.turns.taken(Clock()) as depth:
            self.seconds += SECONDS[depth.mode]
            self.depths.append(depth.mode)
        return depth.mode

    def crowd(self, number: int) -> list[ReaderMode]:
        """So many questions that came while one was read for, in their order."""
        self.depths.clear()
        come: list[Thread] = []
        with self.turns.taken(Clock()) as depth:
            self.seconds += SECONDS[depth.mode]
            for count in range(1, number + 1):
                come.append(Thread(target=self.ask))
                come[-1].start()
                while self.waiting < count:
                    sleep(0.001)
        for thread in come:
            thread.join(10)
        return list(self.depths)

    @property
    def waiting(self) -> int:
        return len(self.turns._waiting)


def test_who_asks_alone_is_read_for_as_deep_as_was_set() -> None:
    hall = Hall(patience=0.5)
    assert [hall.ask() for _ in range(3)] == [ReaderMode.FULL] * 3


def test_the_more_wait_the_less_is_read_and_the_last_is_read_for_in_full_again() -> None:
    hall = Hall(patience=4.0)
    hall.ask()
    hall.crowd(3)  # now every depth was tried and what it takes is known
    assert hall.crowd(8) == [*[ReaderMode.OFF] * 5, ReaderMode.FAST, ReaderMode.FULL, ReaderMode.FULL]


def test_nobody_hurries_where_there_is_patience_enough() -> None:
    hall = Hall(patience=1000.0)
    hall.ask()
    assert hall.crowd(6) == [ReaderMode.FULL] * 6


def test_first_come_first_served_so_many_at_a_time() -> None:
    turns = InTurn((FULL,), 2, 1.0)
    inside, most, served = 0, 0, []
    arrived = Event()

    def ask(number: int) -> None:
        nonlocal inside, most
        with turns.taken(Clock()):
            inside += 1
            most = max(most, inside)
            served.append(number)
            arrived.wait(10)
            sleep(0.002)
            inside -= 1

    with ThreadPoolExecutor(12) as pool:
        for number in range(12):
            pool.submit(ask, number)
            while number >= 2 and len(turns._waiting) < number - 1:
                sleep(0.001)
        arrived.set()
    assert most == 2
    assert sorted(served[:2]) == [0, 1]
    assert all(abs(number - place) <= 1 for place, number in enumerate(served))  # two go in at the same moment


def test_a_wait_is_a_stage_and_no_wait_is_none() -> None:
    hall = Hall(patience=1.0)
    alone, waiting = Clock(), Clock()
    with hall.turns.taken(alone):
        other = Thread(target=lambda: hall.turns.taken(waiting).__enter__())
        other.start()
        while not hall.waiting:
            sleep(0.001)
    other.join(10)
    assert [timing.stage for timing in alone.timings] == []
    assert [timing.stage for timing in waiting.timings] == ["wait"]


def test_who_is_stopped_while_waiting_leaves_and_the_next_gets_the_place() -> None:
    hall = Hall(patience=1.0)
    stop = Stop()
    with ThreadPoolExecutor(1) as pool:
        with hall.turns.taken(Clock()):
            gone = pool.submit(lambda: hall.turns.taken(Clock(), stop).__enter__())
            while not hall.waiting:
                sleep(0.001)
            stop.now()
            with pytest.raises(Stopped):
                gone.result(10)
            assert not hall.waiting
        assert hall.ask() is ReaderMode.FULL


def test_a_place_is_given_back_where_the_reading_fails() -> None:
    hall = Hall(patience=1.0)
    with pytest.raises(ZeroDivisionError), hall.turns.taken(Clock()):
        raise ZeroDivisionError
    assert hall.ask() is ReaderMode.FULL


def test_without_turns_everybody_is_read_for_at_once() -> None:
    turns = AtOnce(FULL)
    with turns.taken(Clock()) as first, turns.taken(Clock()) as second:
        assert first is second is FULL
