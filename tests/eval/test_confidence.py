"""Confidences are compared with what came out, and a curve is fitted that says how far to trust them."""

import numpy as np
import pytest

from eval.confidence import Judged, brier, calibrated, fit, log_odds, reliability


def judged(*pairs: tuple[float, float]) -> Judged:
    return Judged(np.array([one for one, _ in pairs]), np.array([right for _, right in pairs]))


def test_the_brier_score_is_the_mean_squared_difference() -> None:
    assert brier(judged((0.9, 1.0), (0.6, 0.0))) == pytest.approx((0.01 + 0.36) / 2)


def test_a_bin_takes_its_lower_edge_and_the_last_one_both() -> None:
    bins = reliability(judged((0.2, 0.0), (0.5, 1.0), (0.5, 0.0), (1.0, 1.0)), edges=(0.0, 0.5, 1.0))
    assert [(each.count, each.right) for each in bins] == [(1, 0.0), (3, pytest.approx(2 / 3))]
    assert bins[1].confidence == pytest.approx(2 / 3)


def test_the_fit_gives_confidences_the_share_that_is_right() -> None:
    # Of ten articles at 0.9 six are right, of ten at 0.5 three: two points, which a curve of two numbers meets exactly.
    seen = judged(*[(0.9, float(at < 6)) for at in range(10)], *[(0.5, float(at < 3)) for at in range(10)])
    assert calibrated(np.array([0.9, 0.5]), *fit(seen)) == pytest.approx([0.6, 0.3])


def test_confidences_that_are_right_already_stay() -> None:
    seen = judged(*[(0.8, float(at < 8)) for at in range(10)], *[(0.5, float(at < 5)) for at in range(10)])
    assert list(fit(seen)) == pytest.approx([1.0, 0.0], abs=1e-9)


def test_log_odds_of_certainty_are_finite() -> None:
    assert np.isfinite(log_odds(np.array([0.0, 1.0]))).all()
