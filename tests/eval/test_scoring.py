from __future__ import annotations

from pathlib import Path

import pytest

from eval.asked import Asked, Found, Quoted, Said
from eval.cases import Case
from eval.dataset import Dataset
from eval.scoring import means, refusals, score_questions

BODY = "大桥昨日合龙。大桥全长3.2公里。"
LENGTH = Case(
    "a", "大桥多长？", answerable=True, answers=("3.2公里",), gold_doc_ids=("d1",), evidence=("大桥全长3.2公里。",)
)
COST = Case("b", "大桥花了多少钱？", answerable=False)
# A folder that is never opened: what a dataset knows of its corpora is in it already.
BRIDGES = Dataset("bridges", (LENGTH, COST), corpora=(Path("bridges"),), copies={"d9": "d1"}, texts={"d1": BODY})


def _asked(qid: str, *quotes: str, document: str = "d1", evidence: float = 0.5) -> Asked:
    return Asked(
        qid=qid,
        question="",
        found=(Found(("x",), "", 0.9), Found((document,), "", 0.5)),
        timings={"ask": 10.0},
        answered=True,
        refused=not quotes,
        sentences=tuple(Said(quote, "supported" if "3.2" in quote else "unsupported", "") for quote in quotes),
        citations=tuple(Quoted(document, quote, literal=True) for quote in quotes),
        evidence=evidence,
    )


def test_an_answer_is_scored_by_what_stands_in_it_and_what_it_cites() -> None:
    (scored,) = score_questions(BRIDGES, [_asked("a", "大桥昨日合龙。", "大桥全长3.2公里。")])
    figures = scored.figures
    assert (figures["gold in answer"], figures["gold in first sentence"], figures["EM"]) == (1.0, 0.0, 0.0)
    assert figures["gold in answer (literal)"] == 1.0
    assert (figures["MRR@10"], figures["Hit@1"], figures["Recall@3"]) == (0.5, 0.0, 1.0)
    assert (figures["citation precision"], figures["citation recall"], figures["literal quotes"]) == (1.0, 1.0, 1.0)
    assert figures["sentences supported"] == 0.5
    # 大桥昨日合龙 has 6 letters, the evidence 大桥全长3.2公里 has 9: both quoted, 9 of 15 wanted.
    assert figures["evidence recall"] == 1.0
    assert figures["evidence precision"] == pytest.approx(9 / 15)
    assert "true refusals" not in figures


def test_a_copy_that_is_cited_counts_as_its_original() -> None:
    (scored,) = score_questions(BRIDGES, [_asked("a", "大桥全长3.2公里。", document="d9")])
    assert scored.figures["citation precision"] == 1.0
    assert scored.figures["Hit@5"] == 1.0


def test_a_refused_question_is_wrong_and_is_no_bad_citation() -> None:
    (scored,) = score_questions(BRIDGES, [_asked("a")])
    assert (scored.figures["gold in answer"], scored.figures["false refusals"]) == (0.0, 1.0)
    assert scored.figures["evidence recall"] == 0.0
    assert "evidence precision" not in scored.figures
    assert "citation precision" not in scored.figures


def test_an_unanswerable_question_counts_for_refusals_alone() -> None:
    refused, answered = (score_questions(BRIDGES, [asked])[0] for asked in (_asked("b"), _asked("b", "大桥昨日合龙。")))
    assert refused.figures == {"true refusals": 1.0, "ms ask": 10.0}
    assert answered.figures["true refusals"] == 0.0


def test_a_question_that_was_only_searched_has_no_answer_figures() -> None:
    (scored,) = score_questions(BRIDGES, [Asked("a", "", (Found(("d1",), "", 1.0),), {"search": 2.0})])
    assert scored.figures["Hit@1"] == 1.0
    assert "gold in answer" not in scored.figures


def test_means_are_over_the_questions_that_a_figure_applies_to() -> None:
    found = means(score_questions(BRIDGES, [_asked("a", "大桥全长3.2公里。"), _asked("b")]))
    assert (found["gold in answer"].mean, found["gold in answer"].count) == (1.0, 1)
    assert (found["true refusals"].mean, found["true refusals"].count) == (1.0, 1)
    assert found["ms ask"].count == 2
    assert next(iter(found)) == "nDCG@10"


def test_the_refusal_curve_is_read_off_the_evidence() -> None:
    found = refusals(score_questions(BRIDGES, [_asked("a", "大桥。", evidence=0.8), _asked("b", evidence=0.3)]))
    assert found.area == 1.0
    assert found.at_ten_percent is not None
    assert (found.at_ten_percent.rejection, found.at_ten_percent.threshold) == (1.0, 0.8)
    assert refusals(score_questions(BRIDGES, [_asked("a", "大桥。")])).points == ()
