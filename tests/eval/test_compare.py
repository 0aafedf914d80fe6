from __future__ import annotations

import pytest

from eval.asked import Asked
from eval.cases import Case
from eval.compare import compare
from eval.scoring import Scored
from rag.errors import InputError


def _run(**figures: dict[str, float]) -> list[Scored]:
    return [
        Scored(Case(qid, f"{qid}？", answerable=True, answers=("一",)), Asked(qid, f"{qid}？", (), {}), values)
        for qid, values in figures.items()
    ]


def _right(share: float, count: int = 20) -> list[Scored]:
    return _run(
        **{f"q{n}": {"gold in answer": float(n < share * count), "ms ask": 20.0 - 10 * share} for n in range(count)}
    )


def test_a_change_on_every_question_is_no_chance() -> None:
    found = compare(_right(0), _right(1))
    gold, time = found.changes
    assert (gold.figure, gold.before, gold.after) == ("gold in answer", 0.0, 1.0)
    assert gold.difference.p < 0.01
    assert gold.better is True
    assert (time.figure, time.difference.mean, time.better) == ("ms ask", -10.0, True)
    assert compare(_right(1), _right(0)).changes[0].better is False


def test_equal_runs_differ_in_nothing() -> None:
    found = compare(_right(0.5), _right(0.5))
    assert [change.better for change in found.changes] == [None, None]
    assert found.turned == ()
    assert found.questions == 20


def test_questions_won_and_lost_are_told_with_both_answers() -> None:
    before = _run(a={"gold in answer": 1.0}, b={"gold in answer": 0.0}, c={"true refusals": 0.0}, d={"Hit@5": 1.0})
    after = _run(a={"gold in answer": 0.0}, b={"gold in answer": 1.0}, c={"true refusals": 1.0}, d={"Hit@5": 1.0})
    assert [(one.before.case.qid, one.won) for one in compare(before, after).turned] == [
        ("a", False),
        ("b", True),
        ("c", True),
    ]


def test_a_figure_is_compared_over_the_questions_that_have_it_in_both_runs() -> None:
    before = _run(a={"citation precision": 1.0}, b={})
    after = _run(a={"citation precision": 0.5}, b={"citation precision": 1.0})
    (change,) = compare(before, after).changes
    assert (change.before, change.after, change.difference.count) == (1.0, 0.5, 1)


def test_questions_of_one_run_alone_are_counted() -> None:
    found = compare(_run(a={}, b={}), _run(b={}, c={}, d={}))
    assert (found.questions, found.left_out) == (1, 3)


def test_runs_without_a_common_question_are_told() -> None:
    with pytest.raises(InputError, match="share no question"):
        compare(_run(a={}), _run(b={}))
