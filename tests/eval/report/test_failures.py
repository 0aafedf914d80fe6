from __future__ import annotations

from dataclasses import replace

from eval.report.failures import exhibit, gold_answer, gold_rank, lit, worst
from tests.eval.report.made import ANSWERED, COST, LENGTH, WHEN, asked, dataset, run, scored, searched

RUN = run("baoda", ANSWERED)


def test_a_confident_wrong_answer_comes_before_a_refusal() -> None:
    assert [one.case.qid for one in worst(RUN.dataset, RUN.sound)] == ["c", "b"]
    surer = run("baoda", [asked(LENGTH, "不知道", evidence=0.4), asked(WHEN, "不知道", evidence=0.8)])
    assert [one.case.qid for one in worst(surer.dataset, surer.sound)] == ["b", "a"]


def test_of_searches_the_one_whose_gold_stands_lowest_is_worst() -> None:
    others = [f"x{number}" for number in range(8)]
    found = run("baoda", [searched(LENGTH, [*others, "d1"]), searched(WHEN, others), searched(COST, others)])
    assert [(one.case.qid, one.standing) for one in worst(found.dataset, found.sound)] == [
        ("b", "gold document: not among 8"),
        ("a", "gold document: rank 9 of 9"),
    ]


def test_a_copy_of_the_gold_document_stands_for_it() -> None:
    found = run("baoda", [asked(WHEN, documents=["d2", "d9", "d1"])])
    assert gold_rank(found.dataset, found.scored[0]) == 2
    assert [passage.gold for passage in exhibit(found.dataset, found.scored[0]).passages] == [False, True, True]


def test_a_gold_passage_behind_those_shown_is_shown_too() -> None:
    found = run("baoda", [asked(WHEN, documents=[*(f"x{number}" for number in range(7)), "d1", "d9"])])
    assert [passage.rank for passage in exhibit(found.dataset, found.scored[0]).passages] == [1, 2, 3, 4, 5, 8]


def test_gold_answers_are_lit_where_they_stand() -> None:
    assert [(piece.text, piece.lit) for piece in lit("全长3.2公里。", ["3.2公里", "3"])] == [
        ("全长", False),
        ("3.2公里", True),
        ("。", False),
    ]
    assert lit("", []) == ()


def test_the_gold_document_is_shown_around_its_answer() -> None:
    long = replace(dataset(), texts={"d1": "前" * 200 + "昨日" + "后" * 300})
    shown = exhibit(long, scored(RUN, "b")).gold_text
    assert [(piece.lit, len(piece.text)) for piece in shown] == [(False, 91), (True, 2), (False, 179)]
    assert exhibit(RUN.dataset, scored(RUN, "c")).gold_text == ()


def test_what_a_question_without_an_answer_is_met_with_is_said() -> None:
    assert gold_answer(COST) == "(no answer here: to be refused)"
    assert exhibit(RUN.dataset, scored(RUN, "b")).said == "(refused)"
    groups = replace(LENGTH, answers=(), answer_groups=(("甲", "乙"), ("丙",)))
    assert gold_answer(groups) == "甲 / 乙 + 丙"
