"""The default way needs no network and tries none: no telemetry, no model hub, no fonts from elsewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.offline import _is_here

pytestmark = pytest.mark.slow


def _alone() -> list[str]:
    """The command that puts a process into a network namespace of its own, where the machine allows it."""
    command = ["unshare", "--map-root-user", "--net"]
    try:
        allowed = subprocess.run([*command, "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        allowed = False
    return command if allowed else []


def _run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    alone = _alone()
    command = [*alone, sys.executable, "-m", "tests.offline", str(folder), *options, *(["--apart"] if alone else [])]
    return subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, timeout=280)


def test_reading_asking_and_serving_reach_no_other_machine(tmp_path: Path) -> None:
    done = _run(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "46.2公里" in done.stdout


def test_stock_recipes_of_other_libraries_reach_no_other_machine(tmp_path: Path) -> None:
    done = _run(tmp_path, "--baselines")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("::1", True), ("0.0.0.0", True), ("10.0.0.1", False), ("example.org", False)],
)
def test_the_guard_tells_this_machine_from_others(host: str, here: bool) -> None:
    assert _is_here(host) is here
