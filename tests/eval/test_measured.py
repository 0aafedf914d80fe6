from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from eval.asked import Asked
from eval.cases import Case
from eval.experiment import ANSWERS
from eval.measured import measured
from eval.trec import read_run
from tests.eval.report.made import LENGTH, WHEN, asked, dataset

# d9 is a copy of d1, which is the gold of both sound questions; of the third answerable one the gold is doubtful.
FOUND: Mapping[str, tuple[str, ...]] = {"a": ("d2", "d9", "d1"), "b": ("d3",), "c": ("d2",), "d": ("d1",)}


class Searcher:
    # Finds for every question what FOUND says.

    name = "searcher"

    def ask(self, case: Case) -> Asked:
        return asked(case, "3.2公里", documents=FOUND[case.qid])


def test_run_and_judgements_give_trec_eval_the_figures_of_metrics_json(tmp_path: Path) -> None:
    import pytrec_eval

    measured(dataset(), Searcher(), tmp_path, {})
    qrels: dict[str, dict[str, int]] = {}
    for line in (tmp_path / "qrels.trec").read_text("utf-8").splitlines():
        qid, _, document, grade = line.split()
        qrels.setdefault(qid, {})[document] = int(grade)
    run = {
        qid: {document: float(-rank) for rank, document in enumerate(documents)}
        for qid, documents in read_run(tmp_path / "run.trec").items()
    }
    evaluator = pytrec_eval.RelevanceEvaluator(qrels, {"ndcg_cut.10", "recip_rank", "success.1,5,10", "recall.1,3,5"})
    theirs = evaluator.evaluate(run)
    ours = json.loads((tmp_path / "metrics.json").read_text("utf-8"))["figures"]
    names = {"nDCG@10": "ndcg_cut_10", "MRR@10": "recip_rank", "Hit@1": "success_1", "Recall@3": "recall_3"}
    for name, measure in names.items():
        assert ours[name]["mean"] == pytest.approx(sum(found[measure] for found in theirs.values()) / len(theirs))
        assert ours[name]["count"] == len(theirs) == 2
    # By hand: gold second in one of two questions, and nowhere in the other.
    assert ours["MRR@10"]["mean"] == 0.25


def test_copies_are_ranked_as_their_originals_and_once(tmp_path: Path) -> None:
    measured(dataset(), Searcher(), tmp_path, {})
    assert read_run(tmp_path / "run.trec")["a"] == ["d2", "d1"]
    assert (tmp_path / "qrels.trec").read_text("utf-8") == "a 0 d1 1\nb 0 d1 1\n"


def test_doubtful_questions_are_judged_apart(tmp_path: Path) -> None:
    measured(dataset(), Searcher(), tmp_path, {})
    assert (tmp_path / "qrels-doubtful.trec").read_text("utf-8") == "d 0 d1 1\n"


def test_a_reworded_question_is_asked_again_when_a_run_is_gone_on_with(tmp_path: Path) -> None:
    measured(dataset([LENGTH, WHEN]), Searcher(), tmp_path, {})
    again = [replace(LENGTH, question="大桥有多长？"), WHEN]
    run = measured(dataset(again), Searcher(), tmp_path, {}, resume=True)
    assert [one.asked.question for one in run.scored] == ["大桥有多长？", "大桥哪天合龙？"]
    assert len((tmp_path / ANSWERS).read_text("utf-8").splitlines()) == 3
