"""How sure a mean is, and whether two systems differ: bootstrap intervals and the paired randomisation test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000  # the interval's ends move by under a hundredth of its width with more
_SEED = 20180501  # any; fixed, so that two runs over the same answers print the same intervals
_CHUNK = 500  # resamples drawn at once: bounds the memory


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over `count` questions with its 95 % bootstrap interval, `low` to `high`."""

    mean: float
    low: float
    high: float
    count: int


def estimate(values: Sequence[float]) -> Estimate | None:
    """Return the mean with its 95 % percentile bootstrap interval (Efron 1979); None of no values."""
    if not values:
        return None
    sample = np.asarray(values, dtype=np.float64)
    random = np.random.default_rng(_SEED)
    means = np.concatenate(
        [
            sample[random.integers(0, len(sample), (_CHUNK, len(sample)))].mean(axis=1)
            for _ in range(RESAMPLES // _CHUNK)
        ]
    )
    low, high = np.quantile(means, [0.025, 0.975])
    return Estimate(float(sample.mean()), float(low), float(high), len(sample))


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of `b - a` over the same questions, its 95 % interval, and the two-sided p of there being none."""

    mean: float
    low: float
    high: float
    p: float
    count: int


def paired_difference(a: Sequence[float], b: Sequence[float]) -> Difference | None:
    """Return how far `b` lies over `a`, values of the same questions in the same order; None of no questions.

    The p-value is that of the paired randomisation test (Smucker et al. 2007): the share of random exchanges of the
    two systems' values, question by question, that give a difference at least as large; the one seen counts too.
    """
    differences = np.asarray(b, dtype=np.float64) - np.asarray(a, dtype=np.float64)
    found = estimate(differences.tolist())
    if found is None:
        return None
    random = np.random.default_rng(_SEED)
    as_large, drawn = 1, 1
    seen = abs(differences.sum()) - 1e-12
    for _ in range(RESAMPLES // _CHUNK * 5):
        signs = random.choice((-1.0, 1.0), (_CHUNK, len(differences)))
        as_large += int((np.abs(signs @ differences) >= seen).sum())
        drawn += _CHUNK
    return Difference(found.mean, found.low, found.high, as_large / drawn, found.count)
