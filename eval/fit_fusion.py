"""Fit the weights of rag.fusion: `python -m eval.fit_fusion FOLDER… --test FOLDER… [--cache DIR]`.

Every other question (even places) of the folders teaches; each folder is tested by weights that never saw it, the
`--test` folders, whose data may not be learnt from, by those of all others. Prints both, and the weights of all.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.collection import open_collection
from eval.dataset import load_dataset
from eval.metrics import mean
from eval.ranking import ranking_scores
from eval.regression import choice
from rag.fusion import WEIGHTS, searched, shortlist, signals
from rag.question import make_query
from rag.settings import Settings, load_settings

# What speaks for a passage may not be made to speak against it by chance.
_SIGNS: Mapping[str, float] = {name: -1.0 if name.startswith("lacks") else 1.0 for name in WEIGHTS}
_L2 = 0.01


@dataclass(frozen=True, slots=True)
class Example:
    """One question: its gold documents, the document of every passage looked at, and the signals, a row a passage."""

    qid: str
    gold: frozenset[str]
    documents: tuple[str, ...]
    rows: NDArray[np.float64]

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which passages are of gold documents."""
        return np.array([document in self.gold for document in self.documents], dtype=bool)


def examples(folder: Path, cache: Path, settings: Settings, limit: int | None) -> Iterator[Example]:
    """Yield the even-placed questions of a folder that have gold documents and no doubtful gold."""
    dataset = load_dataset(folder)
    asked = [case for case in dataset.cases if case.gold_doc_ids and case.answerable][::2]
    with open_collection([folder], cache, settings) as assistant:
        for case in [case for case in asked if not case.doubtful][:limit]:
            query = make_query(case.question, as_of=case.question_date)
            rankings = assistant.library.search(query, settings.retrieval.depth)
            best = shortlist(rankings, settings.retrieval.rrf, settings.retrieval.considered)
            passages = assistant.library.passages(best)
            texts = {one: searched(passage) for one, passage in passages.items()}
            found = signals(query.text, rankings, texts)
            yield Example(
                case.qid,
                dataset.gold(case),
                tuple(dataset.original(passages[passage_id].source.external_id) for passage_id in found),
                np.array([[float(getattr(seen, name)) for name in WEIGHTS] for seen in found.values()]),
            )


def fit(taught: Sequence[Example]) -> dict[str, float]:
    """Return the weights by name, the softmax of whose sums is highest for passages of gold documents."""
    signs = np.array([_SIGNS[name] for name in WEIGHTS])
    fitted = choice([one.rows for one in taught], [one.right for one in taught], _L2, signs)
    return dict(zip(WEIGHTS, (round(float(weight), 2) for weight in fitted.weights), strict=True))


def ndcg(tested: Sequence[Example], weights: Mapping[str, float]) -> float | None:
    """Return the mean nDCG@10 over documents."""
    chosen = np.array([weights[name] for name in WEIGHTS])
    rankings = {
        one.qid: list(dict.fromkeys(one.documents[row] for row in np.argsort(-(one.rows @ chosen), kind="stable")))
        for one in tested
    }
    scores = ranking_scores(rankings, {one.qid: one.gold for one in tested})
    return mean(score["nDCG@10"] for score in scores.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """Print nDCG@10 of every folder by weights that never saw it and by those of all, and the latter."""
    parser = argparse.ArgumentParser(prog="python -m eval.fit_fusion", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="collections to learn from")
    parser.add_argument("--test", nargs="*", type=Path, default=[], help="collections only to test on")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for libraries and vectors")
    parser.add_argument("--limit", type=int, help="most questions of a collection")
    given = parser.parse_args(arguments)
    settings = load_settings()
    found = {folder: list(examples(folder, given.cache, settings, given.limit)) for folder in given.folders}
    tests = {folder: list(examples(folder, given.cache, settings, given.limit)) for folder in given.test}
    whole = fit([one for several in found.values() for one in several])
    for folder, tested in {**found, **tests}.items():
        unseen = fit([one for other, several in found.items() if other != folder for one in several])
        sys.stdout.write(f"{folder.name:20} unseen {ndcg(tested, unseen):.4f}  all {ndcg(tested, whole):.4f}\n")
    sys.stdout.write(f"{whole}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
