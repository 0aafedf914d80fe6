"""One system measured in a process of its own, so that its peak memory is its own: printed as one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

import numpy as np

from eval.bench.archive.material import ReadyEmbedder, passages
from eval.bench.archive.systems import Ours, Plain, Span, System
from rag.build import open_embedder
from rag.embedder import Embedder
from rag.settings import EmbeddingSettings

SYSTEMS: dict[str, type[Ours | Plain]] = {"baoda": Ours, "langchain": Plain}
_STRIDE = 5  # questions between two that are asked in a row
WIDTHS = {"week": 7, "month": 30, "year": 365, "5 years": 1825}  # days of a search's bounds


@dataclass(frozen=True, slots=True)
class Question:
    """What asks for an article, and the article's day."""

    text: str
    day: date

    @classmethod
    def read(cls, row: Mapping[str, str]) -> Question:
        """Return the question that a row of JSON holds."""
        return cls(row["text"], date.fromisoformat(row["day"]))


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of a search: the middle one and the slowest twentieth's first; the latter of the processor too."""

    p50: float
    p95: float
    processor: float


@dataclass(frozen=True, slots=True)
class Stage:
    """A system with so many passages: latency without bounds, and inside spans of days by their width.

    The spans of `around` hold the day of the article that is asked for; those of `apart` are anywhere.
    """

    passages: int
    free: Latency
    around: dict[str, Latency]
    apart: dict[str, Latency]


@dataclass(frozen=True, slots=True)
class Result:
    """What one system did: rows/s while storing, MiB at the peak, bytes on disk, and the stages."""

    system: str
    rows_per_second: float
    rows_per_processor_second: float
    peak: float
    bytes: int
    embed: float
    stages: list[Stage]


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the wall and of this process's threads on all processors."""

    wall: float
    processor: float

    @classmethod
    def now(cls) -> Took:
        """Return what the clocks say."""
        return cls(time.perf_counter(), time.process_time())

    def and_since(self, began: Took) -> Took:
        """Return this and what went by since the clocks said `began`."""
        now = Took.now()
        return Took(self.wall + now.wall - began.wall, self.processor + now.processor - began.processor)


def measure(name: str, folder: Path, vectors: Path, stages: Sequence[int], questions: Sequence[Question]) -> Result:
    """Fill a new system up to each of the stages' sizes, and search it there; `vectors` is the file of real ones."""
    sources = [Path(one) for one in json.loads((vectors.parent / "sources.json").read_text("utf-8"))]
    embedder = _ready(vectors)
    system: System = SYSTEMS[name](folder, embedder)
    found: list[Stage] = []
    days: list[int] = []
    stored, waiting = 0, sorted(stages)
    took, began = Took(0.0, 0.0), Took.now()
    for article, pieces in passages(sources, waiting[-1]):
        system.add(article, pieces)
        days.append(article.source.date.toordinal() if article.source.date else 0)
        stored += len(pieces)
        if stored >= waiting[0]:
            system.flush()
            took = took.and_since(began)
            found.append(_searched(system, stored, days, questions))
            print(f"{name}, {took} so far: {found[-1]}", file=sys.stderr, flush=True)
            waiting.pop(0)
            began = Took.now()
            if not waiting:
                break
    embed = float(np.median([_timed(partial(embedder.encode_query, one.text)).wall for one in questions]))
    system.close()
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Result(name, stored / took.wall, stored / took.processor, peak, size, embed * 1000, found)


def opened(name: str, folder: Path, vectors: Path, question: str) -> float:
    """Return the seconds until a closed system has answered its first search; the model is loaded before."""
    embedder = _ready(vectors)
    embedder.encode_query(question)
    began = time.perf_counter()
    system: System = SYSTEMS[name](folder, embedder)
    system.search(question, None)
    seconds = time.perf_counter() - began
    system.close()
    return seconds


def _ready(vectors: Path) -> Embedder:
    return ReadyEmbedder(open_embedder(EmbeddingSettings()), np.load(vectors))


def _searched(system: System, stored: int, days: Sequence[int], questions: Sequence[Question]) -> Stage:
    """Search without bounds and in every span in turn, so that other work weighs on all alike.

    In a row each asks another question: the reader remembers what it read for the last ones.
    """
    random = Random(stored)  # noqa: S311 - days, not secrets
    for question in questions[:5]:  # warm
        system.search(question.text, None)
    free: list[Took] = []
    around: dict[str, list[Took]] = {name: [] for name in WIDTHS}
    apart: dict[str, list[Took]] = {name: [] for name in WIDTHS}
    for place in range(len(questions)):
        row = (questions[(place + _STRIDE * turn) % len(questions)] for turn in count())
        free.append(_timed(partial(system.search, next(row).text, None)))
        for name, width in WIDTHS.items():
            question = next(row)
            holding = _span(question.day.toordinal() - random.randrange(width), width)
            around[name].append(_timed(partial(system.search, question.text, holding)))
            anywhere = _span(random.choice(days), width)
            apart[name].append(_timed(partial(system.search, next(row).text, anywhere)))
    return Stage(
        stored,
        _latency(free),
        {name: _latency(times) for name, times in around.items()},
        {name: _latency(times) for name, times in apart.items()},
    )


def _span(first: int, width: int) -> Span:
    since = date.fromordinal(first)
    return Span(since, since + timedelta(days=width - 1))


def _latency(times: Sequence[Took]) -> Latency:
    middle, late = (1000 * float(one) for one in np.quantile([took.wall for took in times], [0.5, 0.95]))
    return Latency(middle, late, 1000 * float(np.quantile([took.processor for took in times], 0.95)))


def _timed(work: Callable[[], object]) -> Took:
    began = Took.now()
    work()
    return Took(0.0, 0.0).and_since(began)


def main(arguments: Sequence[str]) -> None:
    """Measure as the parent process says, and print the result."""
    kind, name, folder, vectors, rest = arguments
    given = json.loads(Path(rest).read_text("utf-8"))
    questions = [Question.read(row) for row in given["questions"]]
    if kind == "open":
        print(json.dumps(opened(name, Path(folder), Path(vectors), questions[0].text)))
    else:
        print(json.dumps(asdict(measure(name, Path(folder), Path(vectors), given["stages"], questions))))


if __name__ == "__main__":
    main(sys.argv[1:])
