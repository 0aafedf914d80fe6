"""`python -m eval.fit_foreign`: fit the evidence of questions in another script than the articles, and check the fit.

Our own English questions about the example pages: the fit sees every other one, from the first; the rest confirm it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import typer
from langchain_core.embeddings import Embeddings

from eval.cases import Case, load_cases
from eval.metrics import gold_in_answer, mean
from eval.refusal import area, best_within, curve
from eval.regression import logistic
from ingest.formats import Hints
from ingest.pipeline import ingest
from rag.assistant import Assistant
from rag.build import open_assistant, open_embedder
from rag.chinese import fold
from rag.errors import BaodaError
from rag.reader import rank_sentences
from rag.reading.evidence import Signs, signs
from rag.reading.relevance import take_apart
from rag.records import Query
from rag.retriever import retrieve
from rag.settings import load_settings

_ROOT = Path(__file__).parents[1]
_GOLD, _PAGES = _ROOT / "eval" / "gold" / "examples_en.jsonl", _ROOT / "examples" / "pages"
_SIGNS = ("best_meaning", "ahead", "missing_figure")
_L2 = 0.01
_MOST_FALSE = 0.10


def main() -> None:
    """Print the weights as they stand in the code, and how well they refuse what they were not fitted on."""
    cases = load_cases(_GOLD)
    with TemporaryDirectory() as folder:
        settings = load_settings(library=Path(folder) / "library")
        embedder = open_embedder(settings.embedding)
        with open_assistant(None, settings, create=True, embedder=embedder) as assistant:
            ingest([_PAGES], assistant.library, settings.split, Hints())
            found = list(_read(cases, assistant, embedder))
    rows = np.array([[float(getattr(seen, name)) for name in _SIGNS] for seen, _ in found])
    answerable = np.array([case.answerable for case in cases])
    directions = np.array([-1.0 if name.startswith("missing") else 1.0 for name in _SIGNS])
    fitted = logistic(rows[::2], answerable[::2], _L2, directions)
    weights = {name: round(float(weight), 2) for name, weight in zip(_SIGNS, fitted.weights, strict=True)}
    typer.echo(f"FOREIGN_WEIGHTS = {weights}\nFOREIGN_BIAS = {fitted.bias:.2f}")
    likely = 1 / (1 + np.exp(-(rows @ fitted.weights + fitted.bias)))
    for name, start in (("fitted on", 0), ("confirmed on", 1)):
        ours = [float(value) for value in likely[start::2][answerable[start::2]]]
        others = [float(value) for value in likely[start::2][~answerable[start::2]]]
        right = mean(right for (_, right), case in list(zip(found, cases, strict=True))[start::2] if case.answerable)
        typer.echo(
            f"{name} {len(ours)} + {len(others)}: first sentence right {right:.3f}, area {area(ours, others):.3f}"
        )
        typer.echo(f"  at most {_MOST_FALSE:.0%} false refusals: {best_within(curve(ours, others), _MOST_FALSE)}")


def _read(cases: Sequence[Case], assistant: Assistant, embedder: Embeddings) -> Iterator[tuple[Signs, bool]]:
    """Yield what speaks for the best sentence of every question, and whether it holds the answer."""
    for case in cases:
        hits = retrieve(assistant.library, Query(case.question), assistant.settings.retrieval)
        question = take_apart(case.question, [fold(hit.passage.text) for hit in hits])
        ranked = rank_sentences(question, case.question, hits, embedder)
        best = ranked[0]
        seen = signs(question, best.candidate, best.features, [sentence.features.meaning for sentence in ranked])
        yield seen, gold_in_answer(case, best.candidate.text)


if __name__ == "__main__":
    try:
        typer.run(main)
    except BaodaError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
