"""How far the quoted sentences are the evidence that people marked, counted in characters of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics import flat


@dataclass(frozen=True, slots=True)
class Overlap:
    """Share of the quoted characters that are evidence, and share of the evidence that is quoted, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both, 0 when both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def overlap(quotes: Sequence[str], evidence: Sequence[str], body: str) -> Overlap:
    """Return the overlap with the alternative of `evidence` that fits best; all three are compared `flat`.

    A character counts by its place in the gold document's `body`, so a word that only recurs elsewhere is no evidence.
    Quotes from another document count as quoted characters and are never evidence. No quotes give 0 and 0.
    """
    document = flat(body)
    quoted: set[int] = set()
    outside = 0
    for quote in map(flat, quotes):
        at = document.find(quote)
        if at < 0:
            outside += len(quote)
        quoted.update(range(at, at + len(quote)) if at >= 0 else ())
    return max((_shares(quoted, outside, flat(one), document) for one in evidence), key=lambda found: found.f1)


def _shares(quoted: set[int], outside: int, evidence: str, document: str) -> Overlap:
    at = document.find(evidence)
    marked = set(range(at, at + len(evidence))) if at >= 0 else set()
    common = len(quoted & marked)
    said = len(quoted) + outside
    return Overlap(common / said if said else 0.0, common / len(evidence) if evidence else 0.0)
