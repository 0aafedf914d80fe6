"""The real page, end to end: read, asked its gold questions, answered by quotes that stand in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "gold" / "2025-01-22_guoneiguoji.jsonl"
PAGE = SHARED / "pages" / "2025-01-22_guoneiguoji.txt"


@pytest.mark.slow
@pytest.mark.skipif(not (GOLD.is_file() and PAGE.is_file()), reason="the shared page and its questions are not here")
def test_the_real_page_is_answered_quoted_and_refused_as_promised(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "eval", "run", str(GOLD), "--pages", str(PAGE), "--out", str(tmp_path / "run")]
    subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads((tmp_path / "run" / "metrics.json").read_text("utf-8"))["figures"]
    figures = {name: value["mean"] for name, value in found.items()}
    assert figures["literal quotes"] == 1.0
    assert figures["gold in answer"] >= 0.9
    assert figures["true refusals"] >= 0.8
    assert figures["false refusals"] <= 0.1
