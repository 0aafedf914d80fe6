from __future__ import annotations

from pathlib import Path

import pytest

from eval.asked import Asked
from eval.bench.harness import Cost, cost, lines
from eval.cases import Case
from tests.eval.report.made import ANSWERED, dataset


class Answers:
    # Gives what was made by hand; every call says that it took 110 ms.

    name = "made"

    def ask(self, case: Case) -> Asked:
        return next(one for one in ANSWERED if one.qid == case.qid)


def test_the_time_inside_the_calls_is_that_of_searches_and_answers(tmp_path: Path) -> None:
    found = cost(dataset(), Answers(), tmp_path)
    assert (found.questions, round(found.calls, 3)) == (4, 0.44)
    assert found.scoring > 0
    assert (tmp_path / "report.html").is_file()


def test_the_cost_is_a_share_of_the_calls_without_the_report() -> None:
    found = Cost(questions=10, calls=20.0, asking=0.2, scoring=0.3, report=5.0)
    assert found.over == pytest.approx(0.025)
    assert "2.50%" in lines(found)[3]
