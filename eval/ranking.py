"""Retrieval figures as the literature names them, worked out by ir-measures from documents in their order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

DEPTHS = (1, 3, 5, 10, 20)  # ranks at which recall is given, and plotted
_HIT_DEPTHS = (1, 5, 10)


def ranking_scores(
    rankings: Mapping[str, Sequence[str]], gold: Mapping[str, Collection[str]]
) -> dict[str, dict[str, float]]:
    """Return question id → figure → value, 0 to 1, for every question with gold documents.

    Figures are Hit@k, Recall@k, MRR@10 and nDCG@10, over documents, best first, each once; a question without a
    ranking scores 0.
    """
    import ir_measures

    names = {ir_measures.nDCG @ 10: "nDCG@10", ir_measures.RR @ 10: "MRR@10"}
    names |= {ir_measures.Success @ depth: f"Hit@{depth}" for depth in _HIT_DEPTHS}
    names |= {ir_measures.R @ depth: f"Recall@{depth}" for depth in DEPTHS}
    judged = {qid: documents for qid, documents in gold.items() if documents}
    scores = {qid: dict.fromkeys(names.values(), 0.0) for qid in judged}
    qrels = [ir_measures.Qrel(qid, document, 1) for qid, documents in judged.items() for document in documents]
    run = [
        ir_measures.ScoredDoc(qid, document, float(-rank))
        for qid in judged
        for rank, document in enumerate(rankings.get(qid, ()))
    ]
    for found in ir_measures.iter_calc(list(names), qrels, run) if run else ():
        scores[found.query_id][names[found.measure]] = float(found.value)
    return scores
