from __future__ import annotations

import numpy as np
import pytest

from eval.regression import choice, logistic

FREE = np.zeros(2)


def test_a_logistic_regression_finds_the_odds_of_a_two_by_two_table() -> None:
    # Of rows with the sign three of four are positive, of those without one of four: log odds ratio = ln 9.
    rows = np.array([[1.0], [1.0], [1.0], [1.0], [0.0], [0.0], [0.0], [0.0]])
    positive = np.array([True, True, True, False, True, False, False, False])
    fit = logistic(rows, positive, 0.0, np.zeros(1))
    assert fit.weights[0] == pytest.approx(np.log(9), abs=1e-3)
    assert fit.bias == pytest.approx(-np.log(3), abs=1e-3)


def test_both_classes_weigh_the_same_however_many_there_are() -> None:
    rows = np.array([[1.0], [0.0], [1.0], [1.0], [1.0], [0.0], [0.0], [0.0]])
    positive = np.array([True, True, False, False, False, False, False, False])
    fit = logistic(rows, positive, 0.0, np.zeros(1))
    assert fit.weights[0] == pytest.approx(0.0, abs=1e-3)
    assert fit.bias == pytest.approx(0.0, abs=1e-3)


def test_a_choice_finds_the_odds_of_the_rows_that_are_right() -> None:
    # The row with the sign is right in three of four pairs: its weight is ln 3.
    pair = np.array([[1.0, 0.0], [0.0, 0.0]])
    first, second = np.array([True, False]), np.array([False, True])
    fit = choice([pair] * 4, [first, first, first, second], 0.0, FREE)
    assert fit.weights[0] == pytest.approx(np.log(3), abs=1e-3)
    assert fit.weights[1] == pytest.approx(0.0)


def test_a_weight_of_the_wrong_sign_stays_at_nought() -> None:
    pair = np.array([[1.0, 0.0], [0.0, 0.0]])
    fit = choice([pair] * 2, [np.array([True, False]), np.array([True, False])], 0.1, np.array([-1.0, 0.0]))
    assert fit.weights[0] == 0.0


def test_groups_of_different_sizes_and_groups_that_teach_nothing_are_taken() -> None:
    groups = [np.array([[1.0], [0.0]]), np.array([[1.0], [0.0], [0.0]]), np.array([[1.0]])]
    right = [np.array([True, False]), np.array([False, True, False]), np.array([True])]
    assert np.isfinite(choice(groups, right, 0.01, np.zeros(1)).weights).all()
