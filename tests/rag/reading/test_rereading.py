"""The small reader's order and what it reads, with a reader whose every word is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from rag.chinese import Span
from rag.reading.pairs import Judgement, Window, presented
from rag.reading.rereading import FAST, FULL, Pace, PacedReader, ReadingReranker
from rag.records import Hit
from tests.samples import article, passages

PAGES = passages(*(article(f"第{place}篇", (f"大桥全长{place}公里。",)) for place in range(6)))


class Known:
    """A reader that finds the windows of these headlines relevant; it counts what it was given."""

    def __init__(self, glances: Mapping[str, float], ranks: Mapping[str, float]) -> None:
        self.glances = glances
        self.ranks = ranks
        self.skimmed: list[Window] = []
        self.studied: list[Window] = []

    def skim(self, question: str, windows: Sequence[Window]) -> Sequence[float]:
        assert question
        self.skimmed += windows
        return [self.glances.get(window.headline, 0.0) for window in windows]

    def study(self, question: str, windows: Sequence[Window]) -> Sequence[Judgement]:
        assert question
        self.studied += windows
        return [_judgement(window, self.ranks.get(window.headline, 0.0)) for window in windows]

    def forget(self) -> None:
        """Remember nothing, as ever."""


def _judgement(window: Window, rank: float) -> Judgement:
    """A token a character; the answer is the figure with its unit."""
    at = next(place for place, char in enumerate(window.text) if char.isdigit())
    offsets = np.array([(place, place + 1) for place in range(len(window.text))])
    first, last = (np.full(len(window.text), -9.0, np.float32) for _ in range(2))
    first[at], last[at + 2] = -0.1, -0.2
    return Judgement(rank, rank, offsets, first, last)


def _order(known: Known, pace: Pace, budget: float = 60_000) -> list[str]:
    reranker = ReadingReranker(PacedReader(known, pace), budget)
    fused = [0.0 - place for place in range(len(PAGES))]
    scores = reranker.scores("大桥多长？", PAGES, fused)
    return [PAGES[place].source.headline for place in sorted(range(len(scores)), key=lambda at: -scores[at])]


def test_a_glance_brings_a_passage_among_those_that_are_studied_and_the_study_puts_these_into_order() -> None:
    known = Known({"第5篇": 11.0}, {"第1篇": 9.0})
    assert _order(known, Pace(glanced=6, studied=3, short=False)) == [
        "第1篇", "第5篇", "第0篇", "第2篇", "第3篇", "第4篇",
    ]  # fmt: skip
    assert {window.headline for window in known.studied} == {"第5篇", "第0篇", "第1篇"}


def test_what_was_studied_stays_in_front_of_what_was_not() -> None:
    known = Known({"第0篇": 100.0, "第1篇": 100.0, "第2篇": 90.0}, {"第0篇": -9.0, "第1篇": 9.0})
    assert _order(known, Pace(glanced=6, studied=2, short=False))[:2] == ["第1篇", "第0篇"]


def test_nothing_is_said_when_the_time_is_up_before_all_were_glanced_at() -> None:
    ticks = iter(range(1000))
    reranker = ReadingReranker(PacedReader(Known({}, {}), FULL), 1500.0, lambda: float(next(ticks)))
    assert reranker.scores("大桥多长？", PAGES, [0.0] * len(PAGES)) == ()


def test_the_order_of_the_glances_stands_when_the_time_is_up_before_the_study_is_over() -> None:
    ticks = iter([0.0, 0.1, 0.2, 9.0])
    known = Known({"第4篇": 50.0}, {"第0篇": 100.0})
    reranker = ReadingReranker(PacedReader(known, FULL), 1000.0, lambda: next(ticks))
    scores = reranker.scores("大桥多长？", PAGES, [0.0] * len(PAGES))
    assert len(scores) == len(PAGES)
    assert max(range(len(scores)), key=lambda at: scores[at]) == 4
    assert known.studied == []


def test_the_answer_is_told_by_its_offsets_in_the_body() -> None:
    two = article("两段", ("大桥主桥昨日合龙。", "大桥全长3公里，总投资18亿元。"))
    (passage,) = passages(two)
    (studied,) = PacedReader(Known({}, {}), FULL).study("大桥多长？", [Hit(passage, 1.0)])
    sentence = two.body.index("大桥全长")
    span = studied.answer_in(sentence, len(two.body))
    assert span
    assert two.body[span.start : span.end] == "3公里"
    assert studied.place_in(sentence, len(two.body)) > studied.place_in(0, sentence - 1)
    assert studied.place_in(900, 950) == -3.0  # no token stands there


@pytest.mark.parametrize("pace", [FULL, FAST])
def test_a_pace_reads_as_many_hits_as_it_says(pace: Pace) -> None:
    known = Known({}, {})
    hits = [Hit(passage, 1.0) for passage in PAGES]
    assert len(PacedReader(known, pace).study("大桥多长？", hits)) == min(pace.studied, len(hits))


def test_an_answer_never_ends_before_it_begins() -> None:
    offsets = np.array([(0, 1), (1, 2), (2, 3)])
    read = Judgement(0.0, 0.0, offsets, np.log(np.array([0.1, 0.1, 0.8])), np.log(np.array([0.7, 0.2, 0.1])))
    best = read.best(Span(0, 3))
    assert best
    assert best.span == Span(2, 3)  # 0.8 x 0.1; 0.8 x 0.7 would run backwards, 0.1 x 0.7 is less
    assert best.likelihood == pytest.approx(np.log(0.08))


def test_a_headline_stands_in_front_in_title_marks() -> None:
    assert presented(Window("合龙", "大桥合龙。")) == "《合龙》大桥合龙。"
    assert presented(Window("", "大桥合龙。")) == "大桥合龙。"
