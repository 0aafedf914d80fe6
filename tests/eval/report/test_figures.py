from __future__ import annotations

from eval.report.figures import blocks, leads, meaning, ordered
from eval.statistics import Estimate
from tests.eval.report.made import LENGTH, WHEN, run, searched


def _mean(value: float) -> Estimate:
    return Estimate(value, value, value, 10)


def test_figures_stand_in_groups_and_by_depth_and_times_are_left_out() -> None:
    names = ["Recall@10", "Recall@5", "false refusals", "EM", "nDCG@10", "ms ask", "something new"]
    found = blocks([{name: _mean(0.5) for name in names}])
    assert [(block.name, [row.name for row in block.rows]) for block in found] == [
        ("Finding", ["nDCG@10", "Recall@5", "Recall@10"]),
        ("Answering", ["EM"]),
        ("Refusing", ["false refusals"]),
        ("Other", ["something new"]),
    ]


def test_the_best_of_a_row_is_marked_and_fewer_false_refusals_are_better() -> None:
    ours = {"nDCG@10": _mean(0.9), "false refusals": _mean(0.1), "EM": _mean(0.1)}
    finding, answering, refusing = blocks([ours, {"nDCG@10": _mean(0.8), "false refusals": _mean(0.2)}])
    assert [cell and cell.best for cell in finding.rows[0].cells] == [True, False]
    assert [cell and cell.best for cell in refusing.rows[0].cells] == [True, False]
    assert [cell and cell.best for cell in answering.rows[0].cells] == [False, None]


def test_a_meaning_is_said_once_for_all_depths() -> None:
    (finding,) = blocks([{"Hit@1": _mean(1), "Hit@5": _mean(1)}])
    assert [bool(row.meaning) for row in finding.rows] == [True, False]


def test_the_longest_beginning_of_a_name_says_what_it_means() -> None:
    assert meaning("gold in answer (literal)") != meaning("gold in answer")
    assert meaning("unheard of") == ""
    names = ["gold in answer (literal)", "gold in answer"]
    assert ordered(names, str) == ["gold in answer", "gold in answer (literal)"]


def test_a_lead_is_measured_over_the_questions_of_both() -> None:
    ours = run("baoda", [searched(LENGTH, ["d1"]), searched(WHEN, ["d1"])])
    theirs = run("stock", [searched(LENGTH, ["d2", "d1"])])
    ndcg, hit = leads([ours, theirs])
    assert (ndcg.name, ndcg.figure, ndcg.ours, ndcg.difference.count) == ("stock", "nDCG@10", 1.0, 1)
    assert round(ndcg.theirs, 4) == 0.6309  # 1 / log2(3)
    assert (hit.ours, hit.theirs, hit.verdict) == (1.0, 1.0, "no sure difference")
