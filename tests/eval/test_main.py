from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from eval.__main__ import failure_table, outcome_fields, score_fields, score_table
from eval.cases import Case
from eval.metrics import Outcome, score
from rag.records import Answer, Mode, Query, Sentence, Verdict

ROOT = Path(__file__).parents[2]


def _outcome() -> Outcome:
    case = Case("a", "大桥多长？", answerable=True, answers=("3.2公里",))
    said = (Sentence("全长3.2公里。", (1,), Verdict.SUPPORTED, ""),)
    answer = Answer(Query("大桥多长？"), said, (), (), (), (), False, Mode.EXTRACT, ())
    return Outcome(case, answer, right=True, right_at_once=True, literal=1.0)


def _printed(table: Table) -> str:
    console = Console(width=120)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def test_the_table_shows_shares_in_percent_and_a_dash_for_what_was_not_counted() -> None:
    printed = _printed(score_table("gold.jsonl", score([_outcome()])))
    assert "100.0%" in printed
    assert "–" in printed


def test_the_list_of_failures_shows_question_gold_and_answer() -> None:
    printed = _printed(failure_table([_outcome()]))
    assert all(part in printed for part in ("大桥多长？", "3.2公里", "全长3.2公里。"))


def test_outcomes_and_scores_are_plain_json() -> None:
    fields = json.loads(json.dumps([outcome_fields(_outcome()), score_fields(score([_outcome()]))]))
    assert (fields[0]["qid"], fields[0]["right"], fields[1]["right"]) == ("a", True, 1.0)


def test_a_bad_gold_file_ends_in_one_sentence(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "eval", str(gold)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"{gold}:1: the question has no qid" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_example_pages_are_answered_and_refused_well() -> None:
    command = [sys.executable, "-m", "eval", "eval/gold/examples.jsonl", "--pages", "examples/pages", "--json"]
    command += ["--strictness", "loose"]  # the questions are worded far from the reports on purpose
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    scores = json.loads(done.stdout.splitlines()[-1])
    assert scores["literal"] == 1.0
    assert scores["right"] >= 0.7
    assert scores["refused"] >= 0.3
