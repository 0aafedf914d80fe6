from __future__ import annotations

import pytest

from eval.refusal import Point, area, best_within, curve

ANSWERABLE, UNANSWERABLE = (0.9, 0.6, 0.3, 0.8), (0.1, 0.5)


def test_the_curve_has_what_every_threshold_refuses_rightly_and_wrongly() -> None:
    points = curve(ANSWERABLE, UNANSWERABLE)
    assert points[0] == Point(0.1, 0.0, 0.0)
    assert Point(0.3, 0.5, 0.0) in points  # of 0.1 and 0.5 the first; none of ours lies below 0.3
    assert Point(0.6, 1.0, 0.25) in points
    assert points[-1] == Point(float("inf"), 1.0, 1.0)


def test_the_area_is_the_share_of_pairs_in_the_right_order_with_ties_half() -> None:
    assert area(ANSWERABLE, UNANSWERABLE) == pytest.approx(7 / 8)  # 0.3 is less than 0.5
    assert area((0.5,), (0.5,)) == 0.5


def test_the_best_point_refuses_most_within_the_false_refusals_allowed() -> None:
    points = curve(ANSWERABLE, UNANSWERABLE)
    assert best_within(points, 0.1) == Point(0.3, 0.5, 0.0)
    assert best_within(points, 0.25) == Point(0.6, 1.0, 0.25)


def test_one_side_alone_has_no_curve() -> None:
    assert curve((0.5,), ()) == ()
    assert area((), (0.5,)) is None
    assert best_within((), 0.1) is None
