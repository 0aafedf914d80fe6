"""What a round of fuzzing says at its end: how many cases every test tried, and which tests failed."""

from __future__ import annotations

import re
from collections import Counter

_TEST = re.compile(r"^(?:.*/)?(\w+\.py::.+):$")
_TRIED = re.compile(r"^\s+- (\d+) passing, (\d+) failing")
_FAILED = re.compile(r"^(?:FAILED|ERROR) (?:.*/)?(\w+\.py::\S+)")


def cases_of(said: str) -> Counter[str]:
    """Return test → cases tried, from hypothesis's statistics; those that were no case at all do not count."""
    found: Counter[str] = Counter()
    test = ""
    for line in said.splitlines():
        if named := _TEST.match(line):
            test = named[1]
        elif (tried := _TRIED.match(line)) and test:
            found[test] += int(tried[1]) + int(tried[2])
    return found


def failed(said: str) -> frozenset[str]:
    """Return the tests that failed, from pytest's summary."""
    return frozenset(named[1] for named in map(_FAILED.match, said.splitlines()) if named)
