"""Query → hits: search every index, fuse the rankings, keep the best passages and say why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from rag.asking.agreement import boosted
from rag.chinese import terms
from rag.collapse import collapse
from rag.fusion import fuse, searched, shortlist
from rag.library import Library
from rag.protocols import Ranked, Ranking, Reranker
from rag.records import Hit, IndexRank, Passage, Query, Why
from rag.settings import RetrievalSettings

RERANKER = "reranker"  # its name in `Hit.why`
_NEAREST = 20  # passages that tell which of a dictionary's words are meant
_SPARE = 2  # times the hits wanted: some fall together with their reprints


def retrieve(
    library: Library,
    query: Query,
    settings: RetrievalSettings,
    top: int | None = None,
    reranker: Reranker | None = None,
) -> tuple[Hit, ...]:
    """Return the `top` best passages (default `settings.top`), best first.

    The score is the fused one, also where a reranker has put the best passages into another order.
    """
    wanted = top or settings.top
    rankings = library.search(replace(query, text=query.wording or query.text), max(settings.depth, wanted))
    passages = library.passages(shortlist(rankings, settings.rrf, max(settings.considered, wanted)))
    texts = {passage_id: searched(passage) for passage_id, passage in passages.items()}
    scores = boosted(fuse(query.translation or query.wording or query.text, rankings, texts), passages, query.named)
    best = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))
    reread = rerank(reranker, query.readable, best, passages, scores) if reranker else Ranking(RERANKER, ())
    first = [entry.passage_id for entry in reread.entries]
    best = [*first, *(passage_id for passage_id in best if passage_id not in first)][: _SPARE * wanted]
    ranks, asked = _ranks((*rankings, reread), best), terms(query.readable)
    hits = [Hit(passages[one], scores[one], Why(ranks[one], _matched(asked, texts[one]))) for one in best]
    standings = library.standings([hit.passage.article_id for hit in hits])
    return collapse(hits, standings, wanted, 0 if query.within else settings.per_article)


def nearest(library: Library, query: Query, settings: RetrievalSettings) -> tuple[Passage, ...]:
    """Return the passages nearest to a question in another script, nearest first: hardly a word of it is anywhere."""
    found = shortlist(library.search(query, _NEAREST), settings.rrf, _NEAREST)
    passages = library.passages(found)
    return tuple(passages[one] for one in found if one in passages)


def rerank(
    reranker: Reranker,
    question: str,
    best: Sequence[str],
    passages: Mapping[str, Passage],
    scores: Mapping[str, float],
) -> Ranking:
    """Return the first passages in the reranker's order; an empty ranking when it ran out of time."""
    first = best[: reranker.top]
    found = reranker.scores(question, [passages[one] for one in first], [scores[one] for one in first])
    if len(found) < len(first):
        return Ranking(RERANKER, ())
    ranked = (Ranked(passage_id, score) for passage_id, score in zip(first, found, strict=True))
    return Ranking(RERANKER, tuple(sorted(ranked, key=lambda entry: -entry.score)))


def _ranks(rankings: Sequence[Ranking], passage_ids: Collection[str]) -> dict[str, tuple[IndexRank, ...]]:
    """Return passage id → its place in every list, of these passages."""
    ranks: dict[str, list[IndexRank]] = {passage_id: [] for passage_id in passage_ids}
    for ranking in rankings:
        for rank, entry in enumerate(ranking.entries, start=1):
            if entry.passage_id in ranks:
                ranks[entry.passage_id].append(IndexRank(ranking.index, rank, entry.score))
    return {passage_id: tuple(found) for passage_id, found in ranks.items()}


def _matched(asked: Sequence[str], text: str) -> tuple[str, ...]:
    return tuple(term for term in asked if term in text)
