from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from eval.cases import Case
from eval.refusal import curve
from eval.report.series import REST, by_age, by_type, levels, recall, right
from rag.reader import THRESHOLDS
from rag.records import Strictness
from tests.eval.report.made import ANSWERED, LENGTH, asked, dataset, run


def _cases(**counts: int) -> list[Case]:
    return [
        replace(LENGTH, qid=f"{kind}{number}", type=kind) for kind, count in counts.items() for number in range(count)
    ]


def test_types_of_fewer_than_ten_questions_are_joined_and_come_last() -> None:
    cases = _cases(place=9, day=10, name=3, number=20)
    answered = [asked(case, "3.2公里" if case.type == "day" else "不知道") for case in cases]
    groups = by_type([run("baoda", answered, dataset(cases))], right)
    assert [(group.label, group.questions) for group in groups] == [("number", 20), ("day", 10), (REST, 12)]
    assert [group.means["baoda"].mean for group in groups] == [0.0, 1.0, 0.0]


def test_questions_without_types_make_no_groups() -> None:
    cases = [replace(LENGTH, qid=str(number), type="") for number in range(20)]
    assert by_type([run("baoda", [asked(case, "好") for case in cases], dataset(cases))], right) == ()


def test_doubtful_questions_are_in_no_group() -> None:
    cases = [replace(case, doubtful=case.qid == "day0") for case in _cases(day=11)]
    (group,) = by_type([run("baoda", [asked(case, "好") for case in cases], dataset(cases))], right)
    assert group.questions == 10


def test_an_articles_age_is_counted_from_its_day_to_the_questions() -> None:
    printed = date(2024, 3, 5)
    ages = [-1, *[0] * 10, *[7] * 10, *[8] * 10, *[400] * 10, *[5000] * 12]
    cases = [
        replace(LENGTH, qid=str(number), question_date=printed + timedelta(days=age)) for number, age in enumerate(ages)
    ]
    groups = by_age([run("baoda", [asked(case, "3.2公里") for case in cases], dataset(cases))], right)
    assert [(group.label, group.questions) for group in groups] == [
        ("up to a week", 20),
        ("up to a month", 10),
        ("up to three years", 10),
        ("older", 12),
        (REST, 1),
    ]


def test_questions_without_a_day_have_no_article_age() -> None:
    assert by_age([run("baoda", ANSWERED)], right) == ()


def test_a_question_that_was_only_searched_is_neither_right_nor_wrong_in_its_answer() -> None:
    found = run("baoda", ANSWERED)
    assert [right(one) for one in found.scored] == [1.0, 0.0, 0.0, 0.0]
    alone = [replace(one, answered=False) for one in ANSWERED]
    assert {right(one) for one in run("baoda", alone).scored} == {None}


def test_recall_is_given_at_every_depth() -> None:
    assert [one.mean for one in recall(run("baoda", ANSWERED))] == [0.0, 1.0, 1.0, 1.0, 1.0]


def test_a_level_stands_where_its_threshold_cuts_the_curve() -> None:
    strict, normal = THRESHOLDS[Strictness.STRICT], THRESHOLDS[Strictness.NORMAL]
    between = (strict + normal) / 2
    found = {level.name: level.point for level in levels(curve([between, 0.99], [0.0, between]))}
    assert list(found) == ["strict", "normal", "loose"]
    assert (found["strict"].rejection, found["strict"].false_refusals) == (1.0, 0.5)
    assert (found["normal"].rejection, found["normal"].false_refusals) == (0.5, 0.0)
    assert levels(()) == ()
