from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _eval(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "eval", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def _figures(run: Path) -> dict[str, float]:
    kept = json.loads((run / "metrics.json").read_text("utf-8"))
    return {name: found["mean"] for name, found in kept["figures"].items()}


def _write(file: Path, rows: Sequence[object]) -> None:
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")


def test_a_bad_gold_file_ends_in_one_sentence(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{}\n", encoding="utf-8")
    done = _eval("run", str(gold), "--out", str(tmp_path / "run"))
    assert done.returncode == 1
    assert f"{gold}:1: the question has no qid" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "run").exists()


def test_comparing_what_is_no_run_ends_in_one_sentence(tmp_path: Path) -> None:
    done = _eval("compare", str(tmp_path), str(tmp_path))
    assert done.returncode == 1
    assert "holds no run; make one with: baoda eval run" in done.stderr


@pytest.mark.slow
def test_a_dataset_is_run_kept_gone_on_with_and_compared(tmp_path: Path) -> None:
    folder, run, cache = tmp_path / "bridges", tmp_path / "run", tmp_path / "cache"
    folder.mkdir()
    _write(
        folder / "corpus.jsonl",
        [
            {"doc_id": "d1", "title": "大桥合龙", "text": "澜江大桥昨日合龙。大桥全长3.2公里。", "date": "2024-03-05"},
            {"doc_id": "d2", "title": "渡船停航", "text": "因大雾，渡船停航一天。", "date": "2024-03-06"},
        ],
    )
    length = {"qid": "a", "question": "澜江大桥全长多少公里？", "answers": ["3.2公里"], "gold_doc_ids": ["d1"]}
    ferry = {"qid": "b", "question": "渡船为什么停航？", "answers": ["大雾"], "gold_doc_ids": ["d2"]}
    _write(folder / "questions.jsonl", [length, ferry])
    options = ("--out", str(run), "--cache", str(cache))
    done = _eval("run", str(folder), *options)
    assert done.returncode == 0, done.stderr
    assert (run / "run.trec").read_text("utf-8").startswith("a Q0 d1 1 ")
    assert (run / "qrels.trec").read_text("utf-8") == "a 0 d1 1\nb 0 d2 1\n"
    figures = _figures(run)
    assert (figures["Hit@1"], figures["literal quotes"]) == (1.0, 1.0)
    before = (run / "metrics.json").read_bytes()
    assert _eval("run", str(folder), *options).returncode == 1  # a run is not written over unasked
    assert _eval("run", str(folder), *options, "--resume").returncode == 0
    assert (run / "metrics.json").read_bytes() == before
    compared = _eval("compare", str(run), str(run))
    assert compared.returncode == 0, compared.stderr
    assert "2 questions in both" in compared.stdout


@pytest.mark.slow
def test_the_example_pages_are_answered_and_refused_well(tmp_path: Path) -> None:
    run = tmp_path / "run"
    # The questions are worded far from the reports on purpose.
    done = _eval(
        "run", "eval/gold/examples.jsonl", "--pages", "examples/pages", "--out", str(run), "--strictness", "loose"
    )
    assert done.returncode == 0, done.stderr
    figures = _figures(run)
    assert figures["literal quotes"] == 1.0
    assert figures["gold in answer"] >= 0.7
    assert figures["true refusals"] >= 0.3
