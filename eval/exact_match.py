"""Exact match and F1 of a short answer, as CMRC 2018 defines them: character by character for Han (Cui et al. 2019)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from rag.chinese import HAN

_SEGMENT = re.compile(rf"[{HAN}]|[^\s{HAN}]+")
_ALSO_DROPPED = frozenset("^`~+=$")  # signs, not punctuation to Unicode, that the definition drops too


def exact_match(answers: Sequence[str], said: str) -> float:
    """Return 1.0 when what was said is one of the answers but for case, punctuation and white space, else 0.0."""
    return float(any(_bare(answer) == _bare(said) for answer in answers))


def f1(answers: Sequence[str], said: str) -> float:
    """Return the best F1, 0 to 1, of what was said with any of the answers.

    Both are cut into segments, a Han character or a run of others each; what they share is their longest common run
    of segments.
    """
    return max((_f1(_segments(answer), _segments(said)) for answer in answers), default=0.0)


def _f1(answer: Sequence[str], said: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, answer, said, autojunk=False)
    shared = matcher.find_longest_match().size
    if not shared:
        return 0.0
    precision, recall = shared / len(said), shared / len(answer)
    return 2 * precision * recall / (precision + recall)


def _segments(text: str) -> list[str]:
    return _SEGMENT.findall(_bare(text, gap=" "))


def _bare(text: str, gap: str = "") -> str:
    kept = (gap if _is_dropped(char) else char for char in text.lower().strip())
    return "".join(kept) if gap else "".join("".join(kept).split())


def _is_dropped(char: str) -> bool:
    return char in _ALSO_DROPPED or unicodedata.category(char).startswith("P")
