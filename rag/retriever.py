"""Query → hits: search every index, fuse the rankings, keep the best passages and say why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rag.chinese import fold, terms
from rag.library import Library
from rag.protocols import Ranking
from rag.records import Hit, IndexRank, Passage, Query, Why
from rag.settings import RetrievalSettings


def retrieve(library: Library, query: Query, settings: RetrievalSettings, top: int | None = None) -> tuple[Hit, ...]:
    """Return the `top` best passages (default `settings.top`), best first; the score is the fused one."""
    wanted = top or settings.top
    rankings = library.search(query, max(settings.depth, wanted))
    ranks: dict[str, list[IndexRank]] = defaultdict(list)
    for ranking in rankings:
        for rank, entry in enumerate(ranking.entries, start=1):
            ranks[entry.passage_id].append(IndexRank(ranking.index, rank, entry.score))
    scores = fuse(rankings, settings.rrf)
    best = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))[:wanted]
    passages = library.passages(best)
    asked = terms(query.text)
    return tuple(
        Hit(
            passages[passage_id],
            scores[passage_id],
            Why(tuple(ranks[passage_id]), _matched(asked, passages[passage_id])),
        )
        for passage_id in best
        if passage_id in passages  # an index may know a passage that another program has just removed
    )


def fuse(rankings: Sequence[Ranking], constant: int) -> dict[str, float]:
    """Return passage id → score by reciprocal rank fusion (Cormack et al. 2009): sum of 1/(constant+rank)."""
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, entry in enumerate(ranking.entries, start=1):
            scores[entry.passage_id] += 1.0 / (constant + rank)
    return scores


def _matched(asked: Sequence[str], passage: Passage) -> tuple[str, ...]:
    text = fold(f"{passage.source.headline}\n{passage.text}")
    return tuple(term for term in asked if term in text)
