"""What the pipeline adds to embedding: `python -m eval.bench.ingest [--articles N] [--turns N]`.

An archive of generated news is ingested into a new library, and the very texts that this embedded are embedded alone,
in turns, so that other work on the machine weighs on both; a few articles before them load what is loaded once.
Wall-clock time is the target's; where other programs take the cores, the ratio of processor times tells more.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from eval.bench.reading import write_archive
from ingest.formats import Hints
from ingest.pipeline import ingest
from rag.build import open_assistant, open_embedder
from rag.embedder import Embedder, Floats
from rag.settings import EmbeddingSettings, Settings

TARGET = 1.10  # times the embedding alone


class Noting(Embedder):
    """Another embedder, with the texts that it is given noted."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.folder, self.fingerprint, self.dimension = embedder.folder, embedder.fingerprint, embedder.dimension
        self.texts: list[str] = []
        self._lock = Lock()

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return the passages' unit vectors."""
        with self._lock:
            self.texts += texts
        return self._embedder.encode_passages(texts)

    def encode_query(self, text: str) -> Floats:
        """Return the question's unit vector."""
        return self._embedder.encode_query(text)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the wall, and of all processors together."""

    wall: float
    processor: float


@dataclass(frozen=True, slots=True)
class Turn:
    """One ingest and the embedding of its texts alone."""

    passages: int
    whole: Cost
    alone: Cost


def measure(articles: int, turns: int) -> list[Turn]:
    """Return the turns, each with a new library."""
    embedder = open_embedder(EmbeddingSettings())
    embedder.encode_passages(["第一句暖一暖。"] * 8)
    found = []
    with TemporaryDirectory() as folder:
        archive, few = Path(folder) / "archive.jsonl", Path(folder) / "few.jsonl"
        write_archive(few, 8)
        _ingest(few, Path(folder) / "library", embedder)
        write_archive(archive, articles)
        for turn in range(turns):
            noting = Noting(embedder)
            whole = _cost(partial(_ingest, archive, Path(folder) / f"library-{turn}", noting))
            alone = _cost(partial(embedder.encode_passages, noting.texts))
            found.append(Turn(len(noting.texts), whole, alone))
    return found


def _ingest(archive: Path, folder: Path, embedder: Embedder) -> None:
    settings = Settings(library=folder)
    with closing(open_assistant(settings=settings, create=True, embedder=embedder).library) as library:
        ingest([archive], library, settings.split, Hints())


def _cost(work: Callable[[], object]) -> Cost:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - processor)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every turn and the best ratio; 1 when the target is missed."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench.ingest", description=__doc__)
    parser.add_argument("--articles", type=int, default=256, help="articles of about 800 characters")
    parser.add_argument("--turns", type=int, default=3)
    given = parser.parse_args(arguments)
    turns = measure(given.articles, given.turns)
    print(f"{turns[0].passages} passages of {given.articles} articles; seconds on the wall (of all processors)")
    for turn in turns:
        print(
            f"ingest {turn.whole.wall:7.1f} ({turn.whole.processor:7.1f})  embedding alone {turn.alone.wall:7.1f} "
            f"({turn.alone.processor:7.1f})  ratio {turn.whole.wall / turn.alone.wall:5.3f} "
            f"({turn.whole.processor / turn.alone.processor:5.3f})"
        )
    pairs = sorted(turn.whole.wall / turn.alone.wall for turn in turns)
    print(f"the middle one of the turns' ratios: {pairs[len(pairs) // 2]:.3f} on the wall")
    ratio = min(turn.whole.wall for turn in turns) / min(turn.alone.wall for turn in turns)
    work = min(turn.whole.processor for turn in turns) / min(turn.alone.processor for turn in turns)
    print(f"best against best: {ratio:.3f} on the wall (target {TARGET:.2f} at most), {work:.3f} of processor time")
    return int(ratio > TARGET)


if __name__ == "__main__":
    sys.exit(main())
