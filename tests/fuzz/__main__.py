"""The long form: `python -m tests.fuzz --minutes 60` goes round the fuzzing tests, always with another seed.

It ends with 1 at the first round that finds something; the failing input and how to repeat it are printed.
"""

from __future__ import annotations

import argparse
import secrets
import subprocess
import sys
from pathlib import Path
from time import monotonic


def main() -> int:
    """Run rounds; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="how long rounds are begun [default: 60]")
    parser.add_argument("--only", default="", metavar="WORDS", help="pytest's -k: which tests")
    given = parser.parse_args()
    began, rounds = monotonic(), 0
    while monotonic() - began < given.minutes * 60:
        rounds += 1
        seed = secrets.randbelow(1 << 32)
        command = [sys.executable, "-m", "pytest", str(Path(__file__).parent), "-q", "-x", "--timeout=0"]
        command += [
            f"--hypothesis-seed={seed}",
            "--hypothesis-profile=fuzz",
            *(["-k", given.only] if given.only else []),
        ]
        code = subprocess.run(command).returncode
        minutes = (monotonic() - began) / 60
        sys.stdout.write(f"round {rounds}, seed {seed}, {minutes:.1f} minutes: {'found' if code else 'nothing'}\n")
        sys.stdout.flush()
        if code:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
