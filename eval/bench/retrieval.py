"""How well documents are found: `python -m eval.bench.retrieval FOLDER… [--pool FOLDER] [--half even] [--baseline]`.

Every view alone, reciprocal rank fusion, our fusion and the reranker's order, on the same library in the same run,
documents as gold: a passage counts for its document, the first one ranks it, a copy counts as its original.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from eval.asked import documents_in
from eval.baselines import Stock, open_baselines
from eval.cases import Case
from eval.collection import open_collection
from eval.dataset import Dataset, load_dataset
from eval.ranking import ranking_scores
from eval.statistics import Estimate, estimate
from eval.vectors import open_cached
from rag.assistant import Assistant
from rag.fusion import shortlist
from rag.question import make_query
from rag.records import Query
from rag.retriever import retrieve
from rag.settings import Settings, load_settings

FIGURES = ("nDCG@10", "Hit@5", "MRR@10", "Hit@1")
FUSED, READ = "fused", "reranked"
_RRF = "rrf"
_DEPTH = 50  # passages of a view
_PASSAGES = 30  # of a fused ranking: enough for ten documents

Halves = {"even": slice(0, None, 2), "odd": slice(1, None, 2), "all": slice(None)}


def find(assistant: Assistant, query: Query) -> dict[str, tuple[str, ...]]:
    """Return system → ids of the documents found, best first, each once."""
    settings = assistant.settings.retrieval
    rankings = assistant.library.search(query, _DEPTH)
    ordered = {ranking.index: [entry.passage_id for entry in ranking.entries] for ranking in rankings}
    ordered[_RRF] = list(shortlist(rankings, settings.rrf, _DEPTH))
    sources = assistant.library.passages(list({passage_id for ids in ordered.values() for passage_id in ids}))
    found = {system: [sources[passage_id].source.external_id for passage_id in ids] for system, ids in ordered.items()}
    orders = {FUSED: None, READ: assistant.reranker} if assistant.reranker else {FUSED: None}
    for system, reranker in orders.items():
        hits = retrieve(assistant.library, query, settings, _PASSAGES, reranker)
        found[system] = [document for hit in hits for document in hit.external_ids]
    return {system: tuple(dict.fromkeys(documents)) for system, documents in found.items()}


def measure(
    dataset: Dataset, cases: Sequence[Case], systems: Callable[[Query], Mapping[str, Iterable[str]]]
) -> dict[str, dict[str, dict[str, float]]]:
    """Return system → question id → figure → value of the questions that have gold documents."""
    rankings: dict[str, dict[str, list[str]]] = {}
    gold = {case.qid: dataset.gold(case) for case in cases}
    for case in cases:
        query = make_query(case.question, as_of=case.question_date)
        for system, documents in systems(query).items():
            originals = dict.fromkeys(dataset.original(document) for document in documents)
            rankings.setdefault(system, {})[case.qid] = list(originals)
    return {system: ranking_scores(found, gold) for system, found in rankings.items()}


def table(scores: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """Return one line a system: the figures' means, nDCG@10 with its 95 % bootstrap interval."""
    lines = [f"  {'system':12}" + "".join(f"{figure:>9}" for figure in FIGURES) + "   nDCG@10 95 %"]
    for system, questions in scores.items():
        means = {figure: estimate([one[figure] for one in questions.values()]) for figure in FIGURES}
        span = means["nDCG@10"]
        cells = "".join(f"{_mean(means[figure]):9.4f}" for figure in FIGURES)
        lines.append(f"  {system:12}{cells}" + (f"   {span.low:.3f} to {span.high:.3f}" if span else ""))
    return "\n".join(lines)


def _mean(found: Estimate | None) -> float:
    return found.mean if found else 0.0


def _report(folder: Path, arguments: argparse.Namespace, settings: Settings) -> None:
    dataset = load_dataset(folder, arguments.pool)
    asked = [case for case in dataset.cases if case.gold_doc_ids and case.answerable][Halves[arguments.half]]
    with open_collection([folder, *arguments.pool], arguments.cache, settings) as assistant:
        systems = _systems(assistant, dataset, arguments)
        for name, cases in (
            ("", [case for case in asked if not case.doubtful]),
            (" (doubtful gold)", [case for case in asked if case.doubtful]),
        ):
            if chosen := cases[: arguments.limit]:
                print(f"{dataset.name}{name}, {arguments.half}: {len(chosen)} questions", flush=True)
                print(table(measure(dataset, chosen, systems)), flush=True)


def _systems(
    assistant: Assistant, dataset: Dataset, arguments: argparse.Namespace
) -> Callable[[Query], Mapping[str, Iterable[str]]]:
    if not arguments.baseline:
        return lambda query: find(assistant, query)
    embedder = open_cached(assistant.settings.embedding, arguments.cache)
    (stock,) = open_baselines([Stock.LANGCHAIN], dataset.corpora, embedder)
    return lambda query: {**find(assistant, query), stock.name: documents_in(stock.search(query.text))}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for every folder."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench.retrieval", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="corpus.jsonl and questions.jsonl")
    parser.add_argument("--pool", action="append", type=Path, default=[], help="folder whose documents distract")
    parser.add_argument("--cache", type=Path, default=Path(".cache"), help="folder for libraries and vectors")
    parser.add_argument("--half", choices=tuple(Halves), default="all", help="every other question: even or odd")
    parser.add_argument("--limit", type=int, help="most questions of a set")
    parser.add_argument("--baseline", action="store_true", help="langchain's stock recipe beside ours")
    given = parser.parse_args(arguments)
    for folder in given.folders:
        _report(folder, given, load_settings())
    return 0


if __name__ == "__main__":
    sys.exit(main())
