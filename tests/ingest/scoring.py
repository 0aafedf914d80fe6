"""How well articles were recovered: over their characters, and article by article."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

_FOUND = 0.95  # character F1 from which on an article counts as found


def _flat(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _shared(one: str, other: str) -> int:
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _f1(one: str, other: str) -> float:
    return 2 * _shared(one, other) / max(len(one) + len(other), 1)


def _best(gold: str, found: Sequence[str]) -> str:
    """The found text that shares most with a gold one: runs of six characters decide, for they are quick to compare."""
    runs = {gold[at : at + 6] for at in range(max(len(gold) - 5, 1))}
    return max(found, key=lambda text: sum(run in text for run in runs) / (len(text) + 200), default="")


def characters_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """Return the F1 of characters in order, every gold text against the found one that is most like it."""
    golds, founds = [_flat(text) for text in gold], [_flat(text) for text in found]
    shared = sum(_shared(text, _best(text, founds)) for text in golds)
    return 2 * shared / (sum(map(len, golds)) + sum(map(len, founds)))


def articles_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """Return the F1 of articles; one is found when a text matches its own with character F1 of 0.95."""
    golds, founds = [_flat(text) for text in gold], [_flat(text) for text in found]
    matched = sum(_f1(text, _best(text, founds)) >= _FOUND for text in golds)
    return 2 * matched / (len(golds) + len(founds))
