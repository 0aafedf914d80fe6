from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.dataset import load_dataset
from eval.opening import opened
from rag.settings import RerankerSettings, Settings


@pytest.mark.slow
def test_a_run_reads_what_it_found_however_long_that_takes(tmp_path: Path) -> None:
    for name, row in (
        ("corpus", {"doc_id": "d1", "text": "澜江大桥昨日合龙，全长3.2公里。"}),
        ("questions", {"qid": "a", "question": "大桥多长？", "answers": ["3.2公里"], "gold_doc_ids": ["d1"]}),
    ):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row), "utf-8")
    hurried = Settings(reranker=RerankerSettings(budget=1e-9))  # milliseconds: nothing can be read in it
    with opened(load_dataset(tmp_path), hurried, tmp_path / "cache") as found:
        passage = found.assistant.search("大桥多长？")[0].passage
        assert found.assistant.reranker
        assert found.assistant.reranker.scores("大桥多长？", [passage], [0.0])
