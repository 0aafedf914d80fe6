from __future__ import annotations

import pytest

from eval.statistics import estimate, paired_difference


def test_a_constant_has_no_width() -> None:
    found = estimate([0.5] * 7)
    assert found is not None
    assert (found.mean, found.low, found.high, found.count) == (0.5, 0.5, 0.5, 7)


def test_the_interval_of_a_share_is_about_two_standard_errors_each_way() -> None:
    # 400 coins, 300 heads: the standard error of the mean is sqrt(0.75 * 0.25 / 400) = 0.0217.
    found = estimate([1.0] * 300 + [0.0] * 100)
    assert found is not None
    assert found.mean == 0.75
    assert found.low == pytest.approx(0.75 - 1.96 * 0.0217, abs=0.006)
    assert found.high == pytest.approx(0.75 + 1.96 * 0.0217, abs=0.006)


def test_nothing_has_no_estimate() -> None:
    assert estimate([]) is None
    assert paired_difference([], []) is None


def test_the_same_values_give_the_same_interval() -> None:
    values = [0.1, 0.9, 0.4, 0.4, 1.0]
    assert estimate(values) == estimate(values)


def test_equal_systems_do_not_differ() -> None:
    found = paired_difference([0.2, 0.8, 0.5], [0.2, 0.8, 0.5])
    assert found is not None
    assert (found.mean, found.p) == (0.0, 1.0)


def test_the_p_of_five_questions_all_won_is_one_in_sixteen() -> None:
    # Of the 32 ways to give five equal differences a sign, all plus and all minus are as large: 2/32.
    found = paired_difference([0.0] * 5, [1.0] * 5)
    assert found is not None
    assert found.mean == 1.0
    assert found.p == pytest.approx(2 / 32, abs=0.01)


def test_many_questions_won_are_no_chance() -> None:
    found = paired_difference([0.0] * 40, [1.0] * 30 + [0.0] * 10)
    assert found is not None
    assert found.p < 0.001
