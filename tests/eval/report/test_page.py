from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from eval.asked import Asked
from eval.report.page import drawings, tally, tiles, write_report
from eval.runs import Run
from tests.eval.report.made import ANSWERED, CASES, COST, LENGTH, WHEN, asked, dataset, run, searched


def _written(tmp_path: Path, *runs: Run) -> str:
    write_report(tmp_path / "report.html", runs)
    return (tmp_path / "report.html").read_text("utf-8")


def test_every_question_of_the_files_is_accounted_for(tmp_path: Path) -> None:
    found = run("baoda", ANSWERED, dataset(held=10))
    told = tally(found)
    assert (told.answerable, told.unanswerable, told.doubtful, told.not_asked) == (2, 1, 1, 6)
    assert told.held == 10 == told.answerable + told.unanswerable + told.doubtful + told.not_asked
    assert "10 questions in the files = 2 with an answer + 1 without + 1 doubtful" in _written(tmp_path, found)


def test_a_question_without_an_answer_is_not_judged_by_searching_alone(tmp_path: Path) -> None:
    found = run("baoda", [searched(case, ["d1"]) for case in CASES])
    assert tiles(found)[0].name == "with a gold document in the first five"
    assert tiles(found)[0].value == "1.000"
    assert "2 came out right, 0 wrong, 1 cannot be judged by searching alone." in _written(tmp_path, found)


def test_a_page_fetches_nothing_and_runs_nothing(tmp_path: Path) -> None:
    page = _written(tmp_path, run("baoda", ANSWERED))
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!#|data:,)[^"]*"', page) == []


def test_what_was_asked_and_answered_is_shown_as_text_never_as_markup(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    case = replace(LENGTH, question=evil, type=evil)
    page = _written(tmp_path, run(evil, [asked(case, evil, documents=[evil])], dataset([case]), setting=evil))
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 5


def test_baselines_have_a_column_each_and_are_tested_against(tmp_path: Path) -> None:
    ours = run("baoda", [searched(LENGTH, ["d1"]), searched(WHEN, ["d1"])])
    page = _written(tmp_path, ours, run("stock", [searched(LENGTH, ["d2"]), searched(WHEN, ["d2"])]))
    assert '<th scope="col">stock</th>' in page
    assert "Against the baselines" in page
    assert "Against the baselines" not in _written(tmp_path, ours)


def test_a_plot_without_anything_to_show_says_why() -> None:
    told = {one.title: (one.svg is not None, one.text) for one in drawings([run("baoda", ANSWERED)])}
    assert told["Recall"][0]
    assert told["Refusing"][0]
    assert told["Time"][0]
    assert told["Answers by question type"] == (False, "All 3 questions are of one question type: other.")
    assert told["Answers by article age"][1] == "No question that counts here has both a day and a dated gold document."
    alone = {one.title: one for one in drawings([run("baoda", [searched(COST, ["d1"])])])}
    assert (alone["Recall"].svg, alone["Recall"].text) == (None, "No question names a gold document.")
    assert alone["Refusing"].svg is None


@pytest.mark.parametrize("found", [[], [asked(CASES[3], "好看")]], ids=["nothing asked", "only doubtful"])
def test_a_run_without_sound_questions_has_a_page_too(tmp_path: Path, found: list[Asked]) -> None:
    assert "Evaluation of baoda" in _written(tmp_path, run("baoda", found))


def test_doubtful_questions_stand_apart(tmp_path: Path) -> None:
    page = _written(tmp_path, run("baoda", ANSWERED))
    sound, doubtful = page.split('<section id="doubtful">')
    assert CASES[3].question in doubtful
    assert CASES[3].question not in sound
