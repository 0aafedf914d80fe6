from __future__ import annotations

from pathlib import Path

import pytest

from eval.trec import read_run, write_qrels, write_run
from rag.errors import InputError


def test_a_run_is_written_as_trec_eval_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "run.trec"
    write_run(file, {"q1": ["d3", "d1"], "q2": []}, "baoda")
    assert file.read_text("utf-8") == "q1 Q0 d3 1 2 baoda\nq1 Q0 d1 2 1 baoda\n"
    assert read_run(file) == {"q1": ["d3", "d1"]}


def test_judgements_are_written_as_trec_eval_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "qrels.trec"
    write_qrels(file, {"q1": ["d3", "d1"]})
    assert file.read_text("utf-8") == "q1 0 d3 1\nq1 0 d1 1\n"


def test_a_line_that_is_no_run_is_told_with_its_number(tmp_path: Path) -> None:
    file = tmp_path / "run.trec"
    file.write_text("q1 Q0 d1 1 1 baoda\nq1 d2\n", "utf-8")
    with pytest.raises(InputError, match=r"run\.trec:2"):
        read_run(file)
