from __future__ import annotations

import math
from pathlib import Path

import ir_measures
import pytest

from eval.ranking import ranking_scores
from eval.trec import write_qrels, write_run

RANKINGS = {"a": ["x", "g1", "y", "z", "w", "g2"], "b": ["g3"], "c": ["x", "y"]}
GOLD = {"a": {"g1", "g2"}, "b": {"g3"}, "c": {"g4"}, "d": {"g5"}, "e": set[str]()}


def test_the_figures_of_a_toy_run_are_those_worked_out_by_hand() -> None:
    scores = ranking_scores(RANKINGS, GOLD)["a"]
    assert (scores["Hit@1"], scores["Hit@5"], scores["MRR@10"]) == (0.0, 1.0, 0.5)
    assert (scores["Recall@1"], scores["Recall@5"], scores["Recall@10"]) == (0.0, 0.5, 1.0)
    gained = 1 / math.log2(3) + 1 / math.log2(7)  # ranks 2 and 6
    ideal = 1 / math.log2(2) + 1 / math.log2(3)
    assert scores["nDCG@10"] == pytest.approx(gained / ideal)


def test_a_gold_document_on_top_scores_one_and_one_not_found_nothing() -> None:
    scores = ranking_scores(RANKINGS, GOLD)
    assert set(scores["b"].values()) == {1.0}
    assert set(scores["c"].values()) == {0.0}


def test_a_question_without_a_ranking_counts_as_not_found_and_one_without_gold_not_at_all() -> None:
    scores = ranking_scores(RANKINGS, GOLD)
    assert set(scores["d"].values()) == {0.0}
    assert "e" not in scores
    assert ranking_scores({}, {"a": {"g1"}})["a"]["nDCG@10"] == 0.0


def test_the_written_run_gives_other_tools_the_same_figures(tmp_path: Path) -> None:
    write_run(tmp_path / "run.trec", RANKINGS, "baoda")
    write_qrels(tmp_path / "qrels.trec", GOLD)
    told = ir_measures.calc_aggregate(
        [ir_measures.nDCG @ 10, ir_measures.RR @ 10],
        list(ir_measures.read_trec_qrels(str(tmp_path / "qrels.trec"))),  # type: ignore[no-untyped-call]
        list(ir_measures.read_trec_run(str(tmp_path / "run.trec"))),  # type: ignore[no-untyped-call]
    )
    ours = ranking_scores(RANKINGS, GOLD)
    for measure, name in ((ir_measures.nDCG @ 10, "nDCG@10"), (ir_measures.RR @ 10, "MRR@10")):
        assert told[measure] == pytest.approx(sum(one[name] for one in ours.values()) / len(ours))
