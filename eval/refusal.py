"""The refusal curve: at every threshold of evidence, how much is refused rightly and how much wrongly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """What refusing below `threshold` does: shares, 0 to 1, of unanswerable and of answerable questions refused."""

    threshold: float
    rejection: float
    false_refusals: float


def curve(answerable: Sequence[float], unanswerable: Sequence[float]) -> tuple[Point, ...]:
    """Return a point for every threshold that tells questions apart, rising; the arguments are evidence, 0 to 1.

    The first point refuses nothing, the last (threshold infinite) everything. Empty when either side has no question.
    """
    if not answerable or not unanswerable:
        return ()
    ours, others = sorted(answerable), sorted(unanswerable)
    thresholds = [*sorted({*ours, *others}), float("inf")]
    return tuple(
        Point(threshold, bisect_left(others, threshold) / len(others), bisect_left(ours, threshold) / len(ours))
        for threshold in thresholds
    )


def area(answerable: Sequence[float], unanswerable: Sequence[float]) -> float | None:
    """Return the area under the curve: the chance that an answerable question has more evidence, ties half.

    0.5 is guessing; None when either side has no question.
    """
    if not answerable or not unanswerable:
        return None
    won = sum((ours > other) + 0.5 * (ours == other) for ours in answerable for other in unanswerable)
    return won / (len(answerable) * len(unanswerable))


def best_within(points: Sequence[Point], most: float) -> Point | None:
    """Return the point that refuses most of what has no answer with at most `most` false refusals; None of none."""
    allowed = [point for point in points if point.false_refusals <= most]
    return max(allowed, key=lambda point: point.rejection, default=None)
