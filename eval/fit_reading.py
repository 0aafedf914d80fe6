"""Fit what the small reader's word counts beside fusion's: `python -m eval.fit_reading FOLDER… [--test FOLDER…]`.

Every other question (even places) of the folders teaches three weights of `rag.reading.rereading`; each folder is
tested by weights that never saw it, the `--test` folders, whose data may not be learnt from, by those of all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from eval.collection import open_collection
from eval.dataset import Dataset, load_dataset
from eval.metrics import mean
from eval.ranking import ranking_scores
from eval.regression import choice
from rag.assistant import Assistant
from rag.build import open_reader
from rag.question import make_query
from rag.reading.pairs import PairReader
from rag.reading.rereading import FULL
from rag.records import Query
from rag.retriever import retrieve
from rag.settings import load_settings

_L2 = 0.01
_STUDIED = 10  # passages read in depth: more than in use, for more to learn from


@dataclass(frozen=True, slots=True)
class Example:
    """One question: its gold documents and, a row a passage in fusion's order, its document and three scores.

    The scores are the fused one, the glance's, and the study's, which is NaN behind the first ones.
    """

    qid: str
    gold: frozenset[str]
    documents: tuple[str, ...]
    scores: NDArray[np.float64]

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which passages are of gold documents."""
        return np.array([document in self.gold for document in self.documents], dtype=bool)


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts beside the fused score, in its unit: the glance; of what is studied, the glance and the study."""

    glance: float
    study_glance: float
    study_relevance: float


def examples(folder: Path, cache: Path, reader: PairReader, limit: int) -> Iterator[Example]:
    """Yield the even-placed questions of a folder that have gold documents and no doubtful gold, at most `limit`."""
    dataset = load_dataset(folder)
    asked = [case for case in dataset.cases if case.gold_doc_ids and case.answerable][::2]
    settings = load_settings()
    with open_collection([folder], cache, settings) as assistant:
        cases = [case for case in asked if not case.doubtful][:limit]
        for case in track(cases, folder.name, console=Console(stderr=True)):
            query = make_query(case.question, as_of=case.question_date)
            yield _example(case.qid, dataset.gold(case), dataset, assistant, query, reader)


def _example(
    qid: str, gold: frozenset[str], dataset: Dataset, assistant: Assistant, query: Query, reader: PairReader
) -> Example:
    hits = retrieve(assistant.library, query, assistant.settings.retrieval, FULL.glanced)
    windows = [FULL.part(query.text, hit.passage).window for hit in hits]
    glances = reader.skim(query.text, windows)
    studies = [read.relevance for read in reader.study(query.text, windows[:_STUDIED])]
    studies += [float("nan")] * (len(hits) - len(studies))
    rows = [(hit.score, glance, study) for hit, glance, study in zip(hits, glances, studies, strict=True)]
    documents = tuple(dataset.original(hit.passage.source.external_id) for hit in hits)
    return Example(qid, gold, documents, np.array(rows).reshape(-1, 3))


def fit(taught: Sequence[Example]) -> Weights:
    """Return the weights, the softmax of whose sums is highest for passages of gold documents."""
    both = choice([one.scores[:, :2] for one in taught], [one.right for one in taught], _L2, np.ones(2)).weights
    read = [one.scores[:_STUDIED] for one in taught]
    three = choice(read, [one.right[:_STUDIED] for one in taught], _L2, np.ones(3)).weights
    glance = float(both[1] / max(both[0], 1e-6))
    rest = three[1:] / max(three[0], 1e-6)
    return Weights(round(glance, 2), round(float(rest[0]), 2), round(float(rest[1]), 2))


def order(example: Example, weights: Weights) -> list[str]:
    """Return the documents as the reranker would order them."""
    fused, glance, study = example.scores.T
    first = list(np.argsort(-(fused + weights.glance * glance), kind="stable"))
    again = [row for row in first if not np.isnan(study[row])][: FULL.studied]
    read = fused + weights.study_glance * glance + weights.study_relevance * study
    again.sort(key=lambda row: -read[row])
    rows = [*again, *(row for row in first if row not in again)]
    return list(dict.fromkeys(example.documents[row] for row in rows))


def ndcg(tested: Sequence[Example], weights: Weights | None) -> float | None:
    """Return the mean nDCG@10 over documents; without weights, that of fusion's order."""
    rankings = {one.qid: order(one, weights) if weights else list(dict.fromkeys(one.documents)) for one in tested}
    scores = ranking_scores(rankings, {one.qid: one.gold for one in tested})
    return mean(score["nDCG@10"] for score in scores.values())


def main(
    folders: Annotated[list[Path], typer.Argument(help="collections to learn from")],
    test: Annotated[list[Path], typer.Option(help="collections only to test on")] = [],  # noqa: B006 - typer's way
    cache: Annotated[Path, typer.Option(help="folder for libraries and vectors")] = Path(".cache"),
    limit: Annotated[int, typer.Option(min=10, help="most questions of a collection")] = 10**9,
) -> None:
    """Print nDCG@10 of every folder: fused, by weights that never saw it, and by those of all; then the weights."""
    reader = open_reader()
    found: Mapping[Path, list[Example]] = {
        folder: list(examples(folder, cache, reader, limit)) for folder in (*folders, *test)
    }
    whole = fit([one for folder in folders for one in found[folder]])
    for folder, tested in found.items():
        figures = {"fused": ndcg(tested, None), "all": ndcg(tested, whole)}
        if others := [one for other in folders if other != folder for one in found[other]]:
            figures["unseen"] = ndcg(tested, fit(others))
        typer.echo(f"{folder.name:20}" + "".join(f"  {name} {value:.4f}" for name, value in figures.items()))
    typer.echo(str(whole))


if __name__ == "__main__":
    typer.run(main)
