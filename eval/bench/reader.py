"""What the small reader costs: `python -m eval.bench.reader LIBRARY [--gold FILE]`, times the embedding of a question.

For every gold question, in turns in one run: its embedding; then, over the twenty best passages that fusion found,
reranking and reading, at full and at fast pace; each time nothing is remembered. Memory is the growth of the
process at its largest when the reader is loaded and has read once.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Annotated

import numpy as np
import typer

from eval.cases import load_cases
from rag.build import open_assistant, open_embedder, open_reader
from rag.question import make_query
from rag.reader_mode import ReaderMode
from rag.reading.rereading import FAST, FULL, PacedReader, ReadingReranker
from rag.records import Hit
from rag.retriever import retrieve
from rag.settings import load_settings

TARGETS = {"full": 45.0, "fast": 20.0}
TARGET_MEMORY = 150.0  # MB

_PATIENT = 600_000.0  # milliseconds: nothing is cut short here


def main(
    library: Annotated[Path, typer.Argument(help="folder of a library")],
    gold: Annotated[Path, typer.Option(help="questions to ask it")] = Path("eval/gold/examples.jsonl"),
    limit: Annotated[int, typer.Option(min=2, help="most questions")] = 60,
) -> None:
    """Print the medians beside their targets; exit code 1 when one is missed."""
    settings = load_settings(reader=ReaderMode.OFF)
    embedder = open_embedder(settings.embedding)
    questions = [case.question for case in load_cases(gold)][:limit]
    with open_assistant(library, settings, embedder=embedder) as assistant:
        found = [
            retrieve(assistant.library, make_query(question), settings.retrieval, FULL.glanced)
            for question in questions
        ]
        before = _peak()
        reader = open_reader()
        _reread(PacedReader(reader, FULL), questions[0], found[0])
        grown = _peak() - before
        times: dict[str, list[float]] = {"embed": [], "full": [], "fast": []}
        for question, hits in zip(questions[1:], found[1:], strict=True):
            times["embed"].append(_timed(partial(embedder.encode_query, question)))
            for name, pace in (("full", FULL), ("fast", FAST)):
                reader.forget()
                times[name].append(_timed(partial(_reread, PacedReader(reader, pace), question, hits)))
    embed = float(np.median(times["embed"]))
    typer.echo(f"embedding a question {embed:.1f} ms (median of {len(times['embed'])})")
    met = grown <= TARGET_MEMORY
    for name, target in TARGETS.items():
        middle = float(np.median(times[name]))
        met = met and middle <= target * embed
        typer.echo(f"{name:5} {middle:7.1f} ms = {middle / embed:5.1f} x (target {target:.0f})")
    typer.echo(f"memory {grown:.0f} MB more (target {TARGET_MEMORY:.0f})")
    sys.exit(int(not met))


def _reread(paced: PacedReader, question: str, hits: Sequence[Hit]) -> None:
    """Put the hits into order and read the best ones, as a question that is answered does."""
    reranker = ReadingReranker(paced, _PATIENT)
    scores = reranker.scores(question, [hit.passage for hit in hits], [hit.score for hit in hits])
    order = sorted(range(len(hits)), key=lambda place: -scores[place])
    paced.study(question, [hits[place] for place in order])


def _peak() -> float:
    """Return the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


if __name__ == "__main__":
    typer.run(main)
