"""Fitting fusion: weights that put gold passages first, never against what a signal means."""

from __future__ import annotations

import numpy as np
import pytest

from eval.fit_fusion import Example, fit, ndcg
from rag.fusion import WEIGHTS

NAMES = list(WEIGHTS)


def _example(qid: str, gold: float, other: float, name: str = "has_terms") -> Example:
    """Two passages, the gold one second, that differ in one signal."""
    rows = np.zeros((2, len(NAMES)))
    rows[:, NAMES.index(name)] = (other, gold)
    return Example(qid, frozenset({"a"}), ("x", "a"), rows)


def test_a_signal_that_gold_passages_have_more_of_gets_a_weight_and_the_others_none() -> None:
    weights = fit([_example(str(number), 0.9, 0.1 * number) for number in range(5)])
    assert weights["has_terms"] > 0.5
    assert all(weights[name] == 0.0 for name in NAMES if name != "has_terms")


def test_a_signal_may_not_be_made_to_speak_against_a_passage() -> None:
    assert fit([_example(str(number), 0.1, 0.9) for number in range(5)])["has_terms"] == 0.0
    assert fit([_example(str(number), 0.9, 0.1, "lacks_names") for number in range(5)])["lacks_names"] == 0.0


def test_ndcg_is_that_of_the_order_by_the_weights() -> None:
    tested = [_example("1", 0.9, 0.1), _example("2", 0.1, 0.9)]
    # The gold document comes first once, and once second: (1 + 1/log2(3)) / 2.
    assert ndcg(tested, dict.fromkeys(NAMES, 1.0)) == pytest.approx((1 + 0.63093) / 2, abs=1e-5)
