"""The long form: `python -m tests.fuzz --minutes 60` goes round the fuzzing tests, always with another seed.

A round gives every test a few cases. What it finds is printed with how to repeat it, and the rounds go on; at the end
stands how many cases each test tried and how often it found something. It ends with 1 when anything was found.
"""

from __future__ import annotations

import argparse
import secrets
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import monotonic

from tests.fuzz.statistics import cases_of, failed

_STATISTICS = " Hypothesis Statistics ="
_PATIENCE = 1200  # seconds for one test of a round, what it finds made small included


def main() -> int:
    """Run rounds; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="how long rounds are begun [default: 60]")
    parser.add_argument("--only", default="", metavar="WORDS", help="pytest's -k: which tests")
    given = parser.parse_args()
    began, rounds = monotonic(), 0
    cases: Counter[str] = Counter()
    found: Counter[str] = Counter()
    while monotonic() - began < given.minutes * 60:
        rounds += 1
        seed = secrets.randbelow(1 << 32)
        done = subprocess.run(_round(seed, given.only), stdout=subprocess.PIPE, text=True)
        cases.update(cases_of(done.stdout))
        found.update(failed(done.stdout))
        if done.returncode:
            _say(done.stdout.partition(_STATISTICS)[0])
        said = "found" if done.returncode else "nothing"
        minutes = (monotonic() - began) / 60
        _say(f"round {rounds}, seed {seed}, {minutes:.1f} minutes, {cases.total():,} cases in all: {said}")
        if done.returncode and not failed(done.stdout):  # no test failed: the run itself did
            return 1
    for test in sorted({*cases, *found}):
        _say(f"{cases[test]:>7,} cases, {found[test]} findings: {test}")
    minutes = (monotonic() - began) / 60
    _say(f"{cases.total():,} cases in {minutes:.0f} minutes, {rounds} rounds: {found.total()} findings")
    return int(found.total() > 0)


def _round(seed: int, only: str) -> list[str]:
    """Return the command of one round; its output tells how many cases every test tried."""
    command = [sys.executable, "-m", "pytest", str(Path(__file__).parent), "-q", f"--timeout={_PATIENCE}"]
    command += [f"--hypothesis-seed={seed}", "--hypothesis-profile=fuzz", "--hypothesis-show-statistics"]
    return [*command, *(["-k", only] if only else [])]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
