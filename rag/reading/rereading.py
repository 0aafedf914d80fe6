"""Passages put into order by the small reader: a glance at all of them, the whole encoder over the best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from rag.chinese import Span
from rag.reading.pairs import Judgement, PairReader, Place, Window
from rag.reading.windows import Part, narrowed, whole
from rag.records import Hit, Passage

_AT_ONCE = 4  # windows between two looks at the clock
_UNIT = 5.0
_NOWHERE = -3.0

# What counts beside the fused score, in its unit: half of what `python -m eval.fit_reading` gives on the even-placed
# questions of ExpMRC and ChronoQA (1.15, 1.06, 8.31). Fusion alone is next to perfect on both, so that they say little
# of how far the reader may be trusted elsewhere.
GLANCE = 0.6
STUDY_GLANCE, STUDY_RELEVANCE = 0.5, 4.2


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is read: `glanced` passages at a glance, `studied` of them in depth, `short` parts or whole ones."""

    glanced: int
    studied: int
    short: bool

    def part(self, question: str, passage: Passage) -> Part:
        """Return what is read of a passage."""
        return narrowed(question, passage) if self.short else whole(passage)


FULL = Pace(glanced=20, studied=5, short=False)
FAST = Pace(glanced=20, studied=2, short=True)


@dataclass(frozen=True, slots=True)
class Studied:
    """What was read in a hit; `start` is where the window began in the article's body."""

    judgement: Judgement
    start: int

    @property
    def sure(self) -> float:
        """That the passage answers: a logit in units of 5, within 2 of them."""
        return max(min(self.judgement.answers / _UNIT, 2.0), -2.0)

    def place_in(self, start: int, end: int) -> float:
        """That the answer stands at these offsets of the body: a log probability in units of 5, at least -3 of them."""
        found = self._best(start, end)
        return max(found.likelihood / _UNIT, _NOWHERE) if found else _NOWHERE

    def answer_in(self, start: int, end: int) -> Span | None:
        """Return where between these offsets of the body the answer stands most likely; None where nothing was read."""
        found = self._best(start, end)
        return Span(found.span.start + self.start, found.span.end + self.start) if found else None

    def _best(self, start: int, end: int) -> Place | None:
        return self.judgement.best(Span(start - self.start, end - self.start))


@dataclass(frozen=True, slots=True)
class PacedReader:
    """The small reader at its pace."""

    reader: PairReader
    pace: Pace

    def study(self, question: str, hits: Sequence[Hit]) -> list[Studied]:
        """Return what it reads in the first hits, as many as the pace allows."""
        parts = [self.pace.part(question, hit.passage) for hit in hits[: self.pace.studied]]
        read = self.reader.study(question, [part.window for part in parts])
        return [
            Studied(judgement, hit.passage.start + part.start)
            for judgement, part, hit in zip(read, parts, hits, strict=False)
        ]


class ReadingReranker:
    """A `Reranker` by the small reader; what it studied is remembered, so reading it again costs nothing."""

    def __init__(self, reading: PacedReader, budget: float, clock: Callable[[], float] = perf_counter) -> None:
        """Take the reader and the milliseconds after which the order of fusion stands."""
        self._reader = reading.reader
        self._pace = reading.pace
        self._budget = budget / 1000
        self._clock = clock
        self.top = self._pace.glanced

    def scores(self, question: str, passages: Sequence[Passage], fused: Sequence[float]) -> Sequence[float]:
        """Return the passages' scores in their order, those that were studied first; none when the time was up."""
        until = self._clock() + self._budget
        windows = [self._pace.part(question, passage).window for passage in passages]
        glances = [one for some in self._timely(windows, until) for one in self._reader.skim(question, some)]
        if len(glances) < len(windows):
            return ()
        found = [score + GLANCE * glance for score, glance in zip(fused, glances, strict=True)]
        order = sorted(range(len(found)), key=lambda place: -found[place])[: self._pace.studied]
        best = [windows[place] for place in order]
        read = [one for some in self._timely(best, until) for one in self._reader.study(question, some)]
        if not read or len(read) < len(best):
            return found
        studied = {
            place: fused[place] + STUDY_GLANCE * glances[place] + STUDY_RELEVANCE * judgement.relevance
            for place, judgement in zip(order, read, strict=True)
        }
        rest = [score for place, score in enumerate(found) if place not in studied]
        lift = max(rest, default=0.0) - min(studied.values()) + 1.0 if rest else 0.0
        return [studied[place] + lift if place in studied else score for place, score in enumerate(found)]

    def _timely(self, windows: Sequence[Window], until: float) -> Iterator[Sequence[Window]]:
        """Yield some windows at a time, until the time is up."""
        for start in range(0, len(windows), _AT_ONCE):
            if self._clock() >= until:
                return
            yield windows[start : start + _AT_ONCE]
