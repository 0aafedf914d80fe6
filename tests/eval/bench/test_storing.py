"""A long archive stored, stopped and carried on: the measurement at a small size."""

import json
from pathlib import Path

import numpy as np
import pytest

from eval.bench.storing import StandIn, main, write_archive


def test_every_line_has_a_text_of_its_own(tmp_path: Path) -> None:
    write_archive(tmp_path / "a.jsonl", 300)
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert len({row["text"] for row in rows}) == len({row["doc_id"] for row in rows}) == 300


def test_the_stand_in_gives_a_unit_vector_that_follows_from_the_text() -> None:
    vectors = StandIn().encode_passages(["渡轮复航", "渡轮复航", "梨熟了"])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1])
    assert np.array_equal(vectors[0], vectors[1])
    assert not np.array_equal(vectors[0], vectors[2])


def test_what_ctrl_c_stopped_is_carried_on_to_the_last_line(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--lines", "1400", "--stop", "0.3"]) == 0
    ends = [line for line in capfd.readouterr().out.splitlines() if line.startswith("ended with")]
    assert len(ends) == 2
    assert ends[0].startswith("ended with 130")
    assert "; 1,400 of" not in ends[0]
    assert ends[1].startswith("ended with 0")
    assert ends[1].endswith("; 1,400 of 1,400 articles are in the library")
