"""Ingests that are killed, run out of disk or lose their files leave nothing behind that one more run does not mend."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_twenty_disturbed_ingests_end_as_if_they_had_been_left_alone() -> None:
    command = [sys.executable, "-m", "tests.torture", "--kills", "20", "--disks", "3", "--descriptors", "3"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=890)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kill: 20 of 20" in done.stdout
    cut = re.search(r"(\d+) runs did not end by themselves", done.stdout)
    assert cut is not None
    assert int(cut[1]) >= 10  # the moments were inside the work, not after it
