from __future__ import annotations

from eval.report.outcomes import Outcome, fates
from tests.eval.report.made import ANSWERED, CASES, run, searched


def test_every_answered_question_has_one_fate() -> None:
    with_answer, without = fates(run("baoda", ANSWERED))
    assert with_answer.outcomes == (
        Outcome("answered right", 1, "good"),
        Outcome("refused though there is an answer", 1, "cautious"),
        Outcome("answered wrong", 0, "bad"),
    )
    assert without.outcomes == (
        Outcome("rightly refused", 0, "good"),
        Outcome("answered though there is none", 1, "bad"),
    )
    for fate in (with_answer, without):
        assert sum(one.count for one in fate.outcomes) == fate.questions


def test_what_was_only_searched_has_none() -> None:
    assert fates(run("baoda", [searched(case, ["d1"]) for case in CASES])) == ()
