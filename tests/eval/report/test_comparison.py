from __future__ import annotations

from pathlib import Path

from eval.compare import compare
from eval.report.comparison import write_comparison
from eval.runs import Run
from tests.eval.report.made import ANSWERED, LENGTH, WHEN, asked, run

BEFORE = run("old", ANSWERED, mode="extract", embedding="one")
AFTER = run(
    "new", [asked(LENGTH, "不清楚。"), asked(WHEN, "昨日合龙。"), *ANSWERED[2:]], mode="extract", embedding="two"
)


def _written(tmp_path: Path, before: Run, after: Run) -> str:
    write_comparison(tmp_path / "page.html", before, after, compare(before.scored, after.scored))
    return (tmp_path / "page.html").read_text("utf-8")


def test_a_question_won_or_lost_stands_with_both_answers(tmp_path: Path) -> None:
    _, _, changed = _written(tmp_path, BEFORE, AFTER).partition('<section id="lost">')
    lost, won = changed.split('<section id="won">')
    assert [LENGTH.question in part for part in (lost, won)] == [True, False]
    assert [WHEN.question in part for part in (lost, won)] == [False, True]
    assert "大桥全长3.2公里。" in lost
    assert "不清楚。" in lost
    assert "(refused)" in won
    assert "昨日合龙。" in won


def test_only_what_the_runs_were_told_differently_is_named(tmp_path: Path) -> None:
    page = _written(tmp_path, BEFORE, AFTER)
    assert "<dt>embedding</dt><dd>one → two</dd>" in page
    assert "<dt>mode</dt>" not in page


def test_equal_runs_are_said_to_be_equal(tmp_path: Path) -> None:
    page = _written(tmp_path, BEFORE, BEFORE)
    assert "Both runs were told the same." in page
    assert "no figure changed on any question." in page
    assert "<h1>before → after</h1>" in page
