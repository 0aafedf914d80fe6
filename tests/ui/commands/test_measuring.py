from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def _baoda(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from ui.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_evaluation_parses_its_own_arguments() -> None:
    told = _baoda("eval", "run", "--help")
    assert told.returncode == 0
    assert "--retrieval-only" in told.stdout


def test_what_is_no_run_ends_in_one_sentence(tmp_path: Path) -> None:
    told = _baoda("eval", "compare", str(tmp_path), str(tmp_path))
    assert told.returncode == 1
    assert told.stderr.startswith(f"baoda eval: {tmp_path} holds no run")


def test_a_wrong_command_is_wrong_usage() -> None:
    assert _baoda("eval", "measure").returncode == 2
