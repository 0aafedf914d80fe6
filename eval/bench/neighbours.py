"""What the search by meaning misses: `python -m eval.bench.neighbours FOLDER… [--cache DIR] [--limit N] [--nearest K]`.

The folders' documents are one library. Each question's nearest passages by the graph are compared with the nearest of
all vectors, looked at one by one; a graph finds most of them and not always all.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.collection import open_collection
from eval.dataset import load_dataset
from rag.build import open_embedder, open_vectors
from rag.embedder import Embedder
from rag.library import Library
from rag.records import Query
from rag.settings import load_settings


@dataclass(frozen=True, slots=True)
class Missed:
    """How many of the nearest passages each question missed, and how many passages there are."""

    of_question: tuple[int, ...]
    passages: int


def missed(library: Library, embedder: Embedder, questions: Sequence[str], nearest: int) -> Missed:
    """Return what the graph of a library misses of the `nearest` passages of each question."""
    found = []
    with closing(open_vectors(library.folder)) as shelf:
        for question in questions:
            exact = shelf.nearest(Query(""), embedder.encode_query(question), nearest)
            (by_graph,) = (one for one in library.indexes.search(Query(question), nearest) if one.index == "dense")
            found.append(len({one.passage_id for one in exact} - {one.passage_id for one in by_graph.entries}))
    return Missed(tuple(found), library.contents().passages)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how many of the nearest are missed, and by how many questions."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench.neighbours", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="collections that become one library")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for libraries and vectors")
    parser.add_argument("--limit", type=int, default=200, help="questions asked")
    parser.add_argument("--nearest", type=int, default=10, help="passages looked for")
    given = parser.parse_args(arguments)
    first, *pool = given.folders
    questions = [case.question for case in load_dataset(first, pool).cases[: given.limit]]
    settings = load_settings()
    with open_collection(given.folders, given.cache, settings) as assistant:
        found = missed(assistant.library, open_embedder(settings.embedding), questions, given.nearest)
    counts = np.array(found.of_question)
    print(
        f"{found.passages:,} passages, {len(counts)} questions, {given.nearest} nearest: {counts.mean():.3f} missed on "
        f"average, {np.mean(counts > 0):.3f} of the questions miss one or more, {counts.max()} at most"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
