"""`python -m eval.fit_evidence FOLDER`: fit the weights of rag/reading/relevance.py and evidence.py and print them.

FOLDER holds NAME.corpus.jsonl and NAME.questions.jsonl. With `--read` the weights are those that count what the small
reader read, and the questions are about documents that it did not learn from. The other weights in the code were
fitted on the training parts of CMRC2018 (CC BY-SA 4.0) and DRCD (CC BY-SA 3.0), 400 questions about 600 documents of
each, drawn by chance, with the built-in embedding model.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Annotated

import numpy as np
import typer
from langchain_core.embeddings import Embeddings
from rich.console import Console
from rich.progress import track

from eval.collection import load_documents
from eval.reader.held_out import is_held_out
from eval.regression import Fit, choice, logistic
from eval.training import Example, as_matrix, counts, examples
from eval.vectors import CachedEmbedder, open_cached
from ingest.splitter import split
from rag.build import open_assistant, open_reader
from rag.errors import BaodaError, InputError
from rag.reader import EMBEDDED, Ranked, cosines, with_reading, with_studied
from rag.reading.evidence import Signs, signs
from rag.reading.relevance import Features, meaning, weigh
from rag.reading.rereading import FULL, PacedReader
from rag.settings import Settings, load_settings

_L2 = 0.01
_FEATURES = [field.name for field in fields(Features)]
_WORDING = [name for name in _FEATURES if name != "meaning"]
_AGAINST = ("no_", "missing")  # features that may only speak against an answer begin so; the others only for one
_BY_READING = ("answers", "place")  # features and signs that only the small reader knows
_FOREIGN_ONLY = ("ahead",)  # signs that `python -m eval.fit_foreign` alone weighs
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Weights:
    """All that is fitted: sums that rank sentences, and the evidence's."""

    wording: Mapping[str, float]
    wording_and_meaning: Mapping[str, float]
    evidence: Mapping[str, float]
    bias: float


def fit(found: Sequence[Example], embedder: Embeddings, paced: PacedReader | None = None) -> Weights:
    """Return the weights: first by wording alone, then with the meaning of the best by wording, then the evidence.

    With the small reader, what it reads counts in all three.
    """
    unread = () if paced else _BY_READING
    if paced:
        found = [_with_reading(example, paced) for example in track(found, "reading", console=_stderr())]
    wording = _choice(found, [name for name in _WORDING if name not in unread])
    near = [_with_meaning(example, wording, embedder) for example in track(found, "embedding", console=_stderr())]
    both = _choice(near, [name for name in _FEATURES if name not in unread])
    seen = [_signs(example, both) for example in near]
    names = [field.name for field in fields(Signs) if field.name not in (*_FOREIGN_ONLY, *unread)]
    rows = np.array([[float(getattr(sign, name)) for name in names] for sign in seen])
    fitted = logistic(rows, np.array([not example.made for example in near]), _L2, _directions(names))
    return Weights(wording, both, _named(names, fitted), round(fitted.bias, 2))


def _choice(found: Sequence[Example], names: Sequence[str]) -> Mapping[str, float]:
    answerable = [example for example in found if not example.made]
    groups = [as_matrix(example.features, names) for example in answerable]
    return _named(names, choice(groups, [example.right for example in answerable], _L2, _directions(names)))


def _with_reading(example: Example, paced: PacedReader) -> Example:
    """Return the example with the sentences of the hits that the reader studied, and what it read in them."""
    hits = list({candidate.rank: candidate.hit for candidate in example.candidates}.values())
    studied = paced.study(example.text, hits)
    ranks = {rank: place for place, rank in enumerate(dict.fromkeys(one.rank for one in example.candidates))}
    order = [place for place, one in enumerate(example.candidates) if ranks[one.rank] < len(studied)]
    candidates = tuple(
        replace(example.candidates[place], rank=ranks[example.candidates[place].rank]) for place in order
    )
    features = tuple(
        with_reading(example.features[place], candidate, studied)
        for place, candidate in zip(order, candidates, strict=True)
    )
    return replace(
        example, candidates=candidates, features=features, right=example.right[order], studied=tuple(studied)
    )


def _with_meaning(example: Example, wording: Mapping[str, float], embedder: Embeddings) -> Example:
    """Return the example with its best sentences by wording only, their meaning compared."""
    order = sorted(range(len(example.features)), key=lambda place: -weigh(example.features[place], wording))[:EMBEDDED]
    candidates = tuple(example.candidates[place] for place in order)
    near = cosines(embedder, example.text, [candidate.text for candidate in candidates])
    features = tuple(
        replace(example.features[place], meaning=meaning(cosine)) for place, cosine in zip(order, near, strict=True)
    )
    return replace(example, candidates=candidates, features=features, right=example.right[order])


def _signs(example: Example, weights: Mapping[str, float]) -> Signs:
    ranked = [
        Ranked(candidate, features, weigh(features, weights))
        for candidate, features in zip(example.candidates, example.features, strict=True)
    ]
    best = max(ranked, key=lambda sentence: sentence.weight)
    seen = signs(example.question, best.candidate, best.features, [row.meaning for row in example.features])
    return with_studied(seen, best.features, example.studied) if example.studied else seen


def _directions(names: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([-1.0 if name.startswith(_AGAINST) else 1.0 for name in names])


def _named(names: Sequence[str], fitted: Fit) -> Mapping[str, float]:
    """Return name → weight to two decimals, without those that came out as nothing."""
    rounded = {name: round(float(weight), 2) for name, weight in zip(names, fitted.weights, strict=True)}
    return {name: weight for name, weight in rounded.items() if weight}


def collect(
    folder: Path, settings: Settings, embedder: CachedEmbedder, documents: int, limit: int, *, held_out: bool = False
) -> list[Example]:
    """Return the examples of every set in the folder: `limit` questions about `documents` documents each.

    A set is one library of its own. With `held_out` the questions are about documents that the small reader did not
    learn from, and it puts what is found into order.
    """
    corpora = sorted(folder.glob("*.corpus.jsonl"))
    if not corpora:
        raise InputError(f"The folder {folder} holds no NAME.corpus.jsonl; name the folder with the training sets.")
    random = Random(7)  # noqa: S311 - a fixed draw, so that a fit can be repeated
    found: list[Example] = []
    for corpus in corpora:
        articles = [document.article for document in load_documents(corpus)]
        random.shuffle(articles)
        if held_out:  # these first, the others distract
            articles.sort(key=lambda article: not is_held_out(article.headline))
        articles = articles[:documents]
        about = [article for article in articles if not held_out or is_held_out(article.headline)]
        gold = corpus.with_name(corpus.name.replace(".corpus.", ".questions."))
        with TemporaryDirectory() as place:
            assistant = open_assistant(Path(place) / "library", settings, create=True, embedder=embedder)
            library = assistant.library
            for start in track(range(0, len(articles), _BATCH), f"reading {corpus.name}", console=_stderr()):
                library.add(articles[start : start + _BATCH], lambda article: split(article, settings.split))
            found += examples(about, gold, library, settings, limit, random, assistant.reranker if held_out else None)
            assistant.close()
    return found


def _stderr() -> Console:
    return Console(stderr=True)


def main(
    folder: Annotated[Path, typer.Argument(help="folder with NAME.corpus.jsonl and NAME.questions.jsonl")],
    limit: Annotated[int, typer.Option(min=10, help="questions of each set")] = 400,
    documents: Annotated[int, typer.Option(min=10, help="documents of each set, the questions' own among them")] = 600,
    cache: Annotated[Path, typer.Option(help="folder of the vectors that runs share")] = Path(".bench"),
    read: Annotated[bool, typer.Option("--read", help="the weights that count what the small reader read")] = False,  # noqa: FBT002
) -> None:
    """Fit the reader's weights and print them as they stand in the code."""
    settings = load_settings()
    embedder = open_cached(settings.embedding, cache)
    found = collect(folder, settings, embedder, documents, limit, held_out=read)
    typer.echo(f"examples: {counts(found)}")
    weights = fit(found, embedder, PacedReader(open_reader(), FULL) if read else None)
    for field in fields(weights):
        typer.echo(f"{field.name.upper()} = {getattr(weights, field.name)}")


if __name__ == "__main__":
    try:
        typer.run(main)
    except BaodaError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
