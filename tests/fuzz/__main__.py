"""The long form: `python -m tests.fuzz --minutes 60` goes round the fuzzing tests, always with another seed.

It ends with 1 at the first round that finds something; the failing input and how to repeat it are printed.
"""

from __future__ import annotations

import argparse
import re
import secrets
import subprocess
import sys
from pathlib import Path
from time import monotonic

_PASSED = re.compile(r"(\d+) passing, \d+ failing")


def main() -> int:
    """Run rounds; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="how long rounds are begun [default: 60]")
    parser.add_argument("--only", default="", metavar="WORDS", help="pytest's -k: which tests")
    given = parser.parse_args()
    began, rounds, tried = monotonic(), 0, 0
    while monotonic() - began < given.minutes * 60:
        rounds += 1
        seed = secrets.randbelow(1 << 32)
        done = subprocess.run(_round(seed, given.only), stdout=subprocess.PIPE, text=True)
        tried += sum(int(passed) for passed in _PASSED.findall(done.stdout))
        minutes = (monotonic() - began) / 60
        if done.returncode:
            _say(done.stdout)
        found = "found" if done.returncode else "nothing"
        _say(f"round {rounds}, seed {seed}, {minutes:.1f} minutes, {tried:,} cases in all: {found}")
        if done.returncode:
            return 1
    return 0


def _round(seed: int, only: str) -> list[str]:
    """Return the command of one round; its output tells how many cases every test tried."""
    command = [sys.executable, "-m", "pytest", str(Path(__file__).parent), "-q", "-x", "--timeout=0"]
    command += [f"--hypothesis-seed={seed}", "--hypothesis-profile=fuzz", "--hypothesis-show-statistics"]
    return [*command, *(["-k", only] if only else [])]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
