"""The logistic function: what a sum of evidence means as a probability."""

from __future__ import annotations

import math

_MOST = 30.0  # beyond it nothing is to be told apart, and further out the exponential overflows


def probability(logit: float) -> float:
    """Return the probability, 0 to 1, that a logit stands for."""
    return 1.0 / (1.0 + math.exp(-max(min(logit, _MOST), -_MOST)))
