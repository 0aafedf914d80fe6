"""The drift of an article from one column to another: a little of its mass spreads to near columns, less to all."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ingest import weights as w
from ingest.weights import Floats, Integers


def _bucket(offset: float) -> Integers:
    """The bucket of near columns that each column is in; a bucket holds widths under one noise."""
    bucket = np.empty(len(w.COLUMNS), dtype=np.int64)
    for number, columns in enumerate(w.NOISE_COLUMNS):
        bucket[columns] = 1000 * number + (w.COLUMNS[columns] + offset) // w.DRIFT_REACH
    bucket[-1] = 1000 * len(w.NOISE_COLUMNS)
    return bucket


# Mass spreads evenly over the columns of a bucket: by the mean of two bucketings, so that no border is hard.
_BUCKETINGS = (_bucket(0.0), _bucket(w.DRIFT_REACH / 2))


def _stretches() -> Integers:
    """Where columns begin that lie together in either bucketing and are as likely as each other: they get the same."""
    alike = list(zip(*_BUCKETINGS, w.COLUMN_PRIOR, strict=True))
    return np.array([0, *(at + 1 for at, (one, next_) in enumerate(pairwise(alike)) if one != next_)])


def _spread() -> Floats:
    """What drifts from all columns of a stretch to each column of a stretch, (stretches, stretches)."""
    near = np.zeros((len(_STRETCHES), len(_STRETCHES)))
    for bucket in _BUCKETINGS:
        inside, sizes = bucket[_STRETCHES], np.bincount(bucket)[bucket[_STRETCHES]]
        near += (inside[:, None] == inside[None, :]) / sizes / len(_BUCKETINGS)
    far = w.COLUMN_PRIOR[_STRETCHES][None, :]
    return np.asarray(w.DRIFT * (w.DRIFT_NEAR * near + (1 - w.DRIFT_NEAR) * far))


_STRETCHES = _stretches()
_STRETCH_OF = np.repeat(np.arange(len(_STRETCHES)), np.diff(np.append(_STRETCHES, len(w.COLUMNS))))
_SPREAD = _spread()
_SPREAD_BACK = np.ascontiguousarray(_SPREAD.T)


def drifted(mass: Floats, *, back: bool = False) -> Floats:
    """Return the mass of each label, (labels, columns), as it lies a line further on; `back`: a line further up."""
    by_stretch = np.add.reduceat(mass, _STRETCHES, axis=1) @ (_SPREAD_BACK if back else _SPREAD)
    return np.asarray(np.take(by_stretch, _STRETCH_OF, axis=1) + (1 - w.DRIFT) * mass)
