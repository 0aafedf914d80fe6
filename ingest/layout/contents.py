"""Contents lists: leaves of numbered titles, or of titles that end with the number of their page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.variants import plain

_NUMBERED = re.compile(r"\s*[（(]?(\d{1,4})[.、．)）]\s*\S")
_LED = re.compile(r"\S.*(?:\.{3,}|…+|[·•]{3,}|\s{2,})\s*[A-Z]?\d{1,4}\s*$")
_HEADED = re.compile(r"^.{0,10}目\s*[录次]\s*$")
_MOST = 0.5  # of the lines; the rest are titles that run over a line's end
_FEWEST = 3  # entries of a list that begins; one that goes on may have a single one left
_SENTENCES = 0.1  # of the lines may end like sentences


def contents_end(lines: Sequence[str], last: int) -> int | None:
    """Return the number of the last entry when the leaf is a contents list, else None.

    `last` is what this function returned for the leaf before, 0 at the beginning: a list may run over leaves.
    """
    lines = [line.strip() for line in lines if line.strip()]
    if not lines or sum(line.endswith(("。", "；")) for line in lines) > _SENTENCES * len(lines):
        return None
    headed = any(_HEADED.match(plain(line)) for line in lines[:2])
    numbers = [int(match[1]) for line in lines if (match := _NUMBERED.match(line))]
    led = sum(_LED.match(line) is not None for line in lines)
    goes_on = bool(numbers) and last > 0 and numbers[0] == last + 1
    counted = len(numbers) >= _MOST * len(lines) and numbers == sorted(set(numbers))
    if counted and (goes_on or (len(numbers) >= _FEWEST and (headed or _runs(numbers)))):
        return numbers[-1]
    if led >= _MOST * len(lines) and led >= _FEWEST and (headed or last > 0):
        return max(last, 1)
    return None


def _runs(numbers: Sequence[int]) -> bool:
    """Whether a list without a heading counts on from 1, and far: ten titles are no list of points in a story."""
    return numbers[0] == 1 and len(numbers) >= 10 and numbers[-1] == len(numbers)
