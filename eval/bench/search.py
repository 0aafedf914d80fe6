"""How fast a library is searched and asked: `python -m eval.bench.search FOLDER… [--cache DIR] [--limit N]`.

The folders' documents are one library; the first folder's questions are asked, without a chat model. Times are given
as multiples of embedding the question in the same run, for machines differ.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np

from eval.collection import open_collection
from eval.dataset import load_dataset
from rag.build import open_assistant, open_embedder
from rag.reader_mode import ReaderMode
from rag.records import Mode
from rag.settings import load_settings

TARGET_SEARCH = 6.0  # times the embedding of the question, at the 95th percentile
TARGET_ASK = 20.0
_SINCE = date(2015, 1, 1)  # a bound that lets most of an archive through


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of every question."""

    embed: list[float]
    search: list[float]
    bounded: list[float]
    ask: list[float]


def measure(folder: Path, questions: Sequence[str]) -> Times:
    """Return how long every question takes in a library; the first one warms up and is left out.

    What is done in one turn is done with questions far apart: nothing that is remembered of one helps it along.
    """
    settings = load_settings(reader=ReaderMode.OFF)  # what that costs is `eval.bench.reader`'s
    embedder = open_embedder(settings.embedding)
    times = Times([], [], [], [])
    with open_assistant(folder, settings, embedder=embedder) as assistant:
        apart = len(questions) // 3
        for at, question in enumerate(questions):
            bounded, asked = (questions[at - turns * apart] for turns in (1, 2))
            times.embed.append(_timed(partial(embedder.encode_query, question)))
            times.search.append(_timed(partial(assistant.search, question)))
            times.bounded.append(_timed(partial(assistant.search, bounded, since=_SINCE)))
            times.ask.append(_timed(partial(assistant.ask, asked, mode=Mode.EXTRACT)))
    return Times(times.embed[1:], times.search[1:], times.bounded[1:], times.ask[1:])


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Print times beside their targets; 1 when one is missed."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench.search", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="collections that become one library")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for libraries and vectors")
    parser.add_argument("--limit", type=int, default=200, help="questions asked")
    given = parser.parse_args(arguments)
    first, *pool = given.folders
    with open_collection(given.folders, given.cache, load_settings()) as assistant:
        folder, passages = assistant.library.folder, assistant.library.contents().passages
    questions = [case.question for case in load_dataset(first, pool).cases[: given.limit + 1]]
    times = measure(folder, questions)
    embed = float(np.median(times.embed))
    print(f"{passages} passages, {len(times.embed)} questions; embedding a question {embed:.1f} ms (median)")
    met = True
    for name, values, target in (
        ("search", times.search, TARGET_SEARCH),
        ("search since a day", times.bounded, TARGET_SEARCH),
        ("ask, extract mode", times.ask, TARGET_ASK),
    ):
        middle, late = (float(one) for one in np.quantile(values, [0.5, 0.95]))
        print(f"{name:20} median {middle:7.1f} ms  p95 {late:7.1f} ms = {late / embed:5.1f} x (target {target:.0f})")
        met = met and late <= target * embed
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
