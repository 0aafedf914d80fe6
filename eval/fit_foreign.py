"""`python -m eval.fit_foreign`: fit the evidence of questions in another script than the articles, and check the fit.

Our own English questions about the example pages: the fit sees every other one, from the first; the rest confirm it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import typer

from eval.cases import Case, load_cases
from eval.metrics import gold_in_answer, mean
from eval.places import ROOT
from eval.refusal import area, best_within, curve
from eval.regression import logistic
from ingest.formats import Hints
from ingest.pipeline import ingest
from rag.assistant import Assistant
from rag.build import load_reading, open_assistant, open_embedder
from rag.errors import BaodaError, InputError
from rag.options import AskOptions
from rag.reader import SentenceReader
from rag.reader_mode import ReaderMode
from rag.reading.evidence import Signs
from rag.records import Query
from rag.retriever import retrieve
from rag.settings import load_settings

_GOLD, _PAGES = ROOT / "eval" / "gold" / "examples_en.jsonl", ROOT / "examples" / "pages"
_SIGNS: Mapping[ReaderMode, Sequence[str]] = {
    ReaderMode.OFF: ("best_meaning", "ahead", "covered", "missing_figure"),
    ReaderMode.FULL: ("best_meaning", "covered", "answers", "place"),
}
_L2 = 0.01
_MOST_FALSE = 0.10


def main() -> None:
    """Print the weights as they stand in the code, and how well they refuse what they were not fitted on."""
    cases = load_cases(_GOLD)
    with TemporaryDirectory() as folder:
        for mode, signs in _SIGNS.items():
            settings = load_settings(library=Path(folder) / "library", reader=mode)
            embedder = open_embedder(settings.embedding)
            with open_assistant(None, settings, create=True, embedder=embedder) as assistant:
                ingest([_PAGES], assistant.library, settings.split, Hints())
                found = list(_read(cases, assistant, SentenceReader(embedder, 1, load_reading(mode))))
            typer.echo(f"reader {mode.value}:")
            _fit(cases, found, signs)


def _fit(cases: Sequence[Case], found: Sequence[tuple[Signs, bool]], names: Sequence[str]) -> None:
    rows = np.array([[float(getattr(seen, name)) for name in names] for seen, _ in found])
    answerable = np.array([case.answerable for case in cases])
    directions = np.array([-1.0 if name.startswith("missing") else 1.0 for name in names])
    fitted = logistic(rows[::2], answerable[::2], _L2, directions)
    weights = {name: round(float(weight), 2) for name, weight in zip(names, fitted.weights, strict=True) if weight}
    typer.echo(f"weights {weights}, bias {fitted.bias:.2f}")
    likely = 1 / (1 + np.exp(-(rows @ fitted.weights + fitted.bias)))
    for name, start in (("fitted on", 0), ("confirmed on", 1)):
        ours = [float(value) for value in likely[start::2][answerable[start::2]]]
        others = [float(value) for value in likely[start::2][~answerable[start::2]]]
        right = mean(right for (_, right), case in list(zip(found, cases, strict=True))[start::2] if case.answerable)
        typer.echo(
            f"{name} {len(ours)} + {len(others)}: first sentence right {right:.3f}, area {area(ours, others):.3f}"
        )
        typer.echo(f"  at most {_MOST_FALSE:.0%} false refusals: {best_within(curve(ours, others), _MOST_FALSE)}")


def _read(cases: Sequence[Case], assistant: Assistant, reader: SentenceReader) -> Iterator[tuple[Signs, bool]]:
    """Yield what speaks for the best sentence of every question, and whether it holds the answer."""
    for case in cases:
        query = assistant.interpreter.translated(Query(case.question), AskOptions())
        hits = retrieve(assistant.library, query, assistant.settings.retrieval, reranker=assistant.reranker)
        read = reader.weighed(query, hits)
        if read is None:
            raise InputError(f"Nothing in {_PAGES} can be read for {case.qid}; are the example pages whole?")
        yield read.seen, gold_in_answer(case, read.ranked[0].candidate.text)


if __name__ == "__main__":
    try:
        typer.run(main)
    except BaodaError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
