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
def test_the_real_page_is_answered_quoted_and_refused_as_promised() -> None:
    command = [sys.executable, "-m", "eval", str(GOLD), "--pages", str(PAGE), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    scores = json.loads(done.stdout.splitlines()[-1])
    assert scores["literal"] == 1.0
    assert scores["right"] >= 0.8
    assert scores["refused"] >= 0.6
    assert scores["false_refusals"] <= 0.1
