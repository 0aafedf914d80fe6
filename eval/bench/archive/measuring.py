"""One system measured in a process of its own, so that its peak memory is its own: printed as one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np

from eval.bench.archive.material import ReadyEmbedder, passages
from eval.bench.archive.systems import Ours, Plain, Span, System
from rag.build import open_embedder
from rag.embedder import Embedder
from rag.settings import EmbeddingSettings

SYSTEMS: dict[str, type[Ours | Plain]] = {"baoda": Ours, "langchain": Plain}
WIDTHS = {"week": 7, "month": 30, "year": 365, "5 years": 1825}  # days of a search's bounds


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of a search, the middle one and the slowest twentieth's first."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Stage:
    """A system with so many passages: latency without bounds, and inside spans of days by their width."""

    passages: int
    free: Latency
    bounded: dict[str, Latency]


@dataclass(frozen=True, slots=True)
class Result:
    """What one system did: rows/s while storing, MiB at the peak, bytes on disk, and the stages."""

    system: str
    rows_per_second: float
    peak: float
    bytes: int
    embed: float
    stages: list[Stage]


def measure(name: str, folder: Path, vectors: Path, stages: Sequence[int], questions: Sequence[str]) -> Result:
    """Fill a new system up to each of the stages' sizes, and search it there; `vectors` is the file of real ones."""
    sources = [Path(one) for one in json.loads((vectors.parent / "sources.json").read_text("utf-8"))]
    embedder = _ready(vectors)
    system: System = SYSTEMS[name](folder, embedder)
    found: list[Stage] = []
    days: list[int] = []
    stored, seconds, waiting = 0, 0.0, sorted(stages)
    began = time.perf_counter()
    for article, pieces in passages(sources, waiting[-1]):
        system.add(article, pieces)
        days.append(article.source.date.toordinal() if article.source.date else 0)
        stored += len(pieces)
        if stored >= waiting[0]:
            system.flush()
            seconds += time.perf_counter() - began
            found.append(_searched(system, stored, days, questions))
            waiting.pop(0)
            began = time.perf_counter()
            if not waiting:
                break
    embed = float(np.median([_timed(lambda text=text: embedder.encode_query(text)) for text in questions]))  # type: ignore[misc]
    system.close()
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Result(name, stored / seconds, peak, size, embed, found)


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


def _searched(system: System, stored: int, days: Sequence[int], questions: Sequence[str]) -> Stage:
    random = Random(stored)  # noqa: S311 - days, not secrets
    for question in questions[:5]:  # warm
        system.search(question, None)
    free = [_timed(lambda text=text: system.search(text, None)) for text in questions]  # type: ignore[misc]
    bounded = {}
    for name, width in WIDTHS.items():
        times = []
        for question in questions:
            since = _day(random.choice(days))
            span = Span(since, since + timedelta(days=width - 1))
            times.append(_timed(lambda text=question, span=span: system.search(text, span)))  # type: ignore[misc]
        bounded[name] = _latency(times)
    return Stage(stored, _latency(free), bounded)


def _day(number: int) -> date:
    return date.fromordinal(number)


def _latency(times: Sequence[float]) -> Latency:
    middle, late = (float(one) for one in np.quantile(times, [0.5, 0.95]))
    return Latency(middle, late)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def main(arguments: Sequence[str]) -> None:
    """Measure as the parent process says, and print the result."""
    kind, name, folder, vectors, rest = arguments
    given = json.loads(Path(rest).read_text("utf-8"))
    if kind == "open":
        print(json.dumps(opened(name, Path(folder), Path(vectors), given["questions"][0])))
    else:
        print(json.dumps(asdict(measure(name, Path(folder), Path(vectors), given["stages"], given["questions"]))))


if __name__ == "__main__":
    main(sys.argv[1:])
