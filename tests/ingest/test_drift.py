"""An article's mass drifts between columns: none is lost, and the way back weighs the same chains."""

from __future__ import annotations

import numpy as np

from ingest import weights as w
from ingest.drift import drifted

_RANDOM = np.random.default_rng(7)
_ONE, _OTHER = _RANDOM.random((2, 7, len(w.COLUMNS)))


def test_no_mass_is_lost() -> None:
    assert np.allclose(drifted(_ONE).sum(axis=1), _ONE.sum(axis=1))


def test_the_way_back_is_the_way_on_turned_round() -> None:
    assert np.isclose((drifted(_ONE) * _OTHER).sum(), (_ONE * drifted(_OTHER, back=True)).sum())


def test_near_columns_get_more_than_far_ones_of_the_same_chance() -> None:
    mass = np.zeros((7, len(w.COLUMNS)))
    mass[0, 2] = 1.0
    moved = drifted(mass)[0]
    assert moved[4] > 10 * moved[30] > 0  # 2 and 28 half characters away
