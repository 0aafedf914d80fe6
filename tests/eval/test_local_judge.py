"""A real chat model as a judge, too small to judge well: what it says is kept and counted whatever it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.__main__ import app
from eval.judging import JUDGED
from tests.local_model import Local, needs_weights, serve

pytestmark = [pytest.mark.slow, needs_weights]

CORPUS = (
    {"doc_id": "d1", "title": "大桥合龙", "text": "澜江大桥昨日合龙。大桥全长3.2公里。"},
    {"doc_id": "d2", "title": "渡船停航", "text": "因大雾，鹭汀岛渡船停航一天。"},
)
QUESTIONS = (
    {"qid": "a", "question": "澜江大桥全长多少？", "answers": ["3.2公里"], "gold_doc_ids": ["d1"]},
    {"qid": "b", "question": "鹭汀岛渡船停航几天？", "answers": ["一天"], "gold_doc_ids": ["d2"]},
)


@pytest.fixture
def local() -> Iterator[Local]:
    yield from serve(4096)


def test_every_reply_of_a_real_judge_is_kept_and_counted(
    local: Local, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, rows in (("corpus", CORPUS), ("questions", QUESTIONS)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    for name, value in (("BASE_URL", f"{local.address}/v1"), ("TOKENS", "64"), ("TIMEOUT", "200")):
        monkeypatch.setenv(f"BAODA_CHAT_{name}", value)
    out = tmp_path / "run"
    options = ("--strictness", "loose", "--judge", "openai:smollm2", "--cache", str(tmp_path / "cache"))
    done = CliRunner().invoke(app, ["run", str(tmp_path), "--out", str(out), *options])
    assert done.exit_code == 0, done.output
    verdicts = [json.loads(line) for line in (out / JUDGED).read_text("utf-8").splitlines()]
    assert [one["qid"] for one in verdicts] == ["a", "b"]
    assert all(one["reply"] for one in verdicts)
    unread = sum(one["correct"] is None for one in verdicts)
    judge = json.loads((out / "metrics.json").read_text("utf-8"))["judge"]
    assert (judge["count"], judge["unread"]) == (2 - unread, unread)
    assert "openai:smollm2 judged 2 answers" in done.output
    assert "openai:smollm2 judged 2 answers" in (out / "report.html").read_text("utf-8")
