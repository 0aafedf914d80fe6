"""How well a line's printed length fits a label in a column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest import weights as w
from ingest.edges import Starting
from ingest.evidence import Line
from ingest.labels import InBody
from ingest.weights import Floats, Noise

_FLOOR = 1e-30


def body_lengths(lines: Sequence[Line]) -> Floats:
    """Log density of each line's width under each body label and column, (T, 7, columns)."""
    width, marks = np.array([line.width for line in lines]), np.array([line.marks for line in lines])
    edges = _edges(lines)
    lengths = np.full((len(width), len(InBody), len(w.COLUMNS)), np.log(_FLOOR))
    for noise, columns in zip(w.NOISES, w.NOISE_COLUMNS, strict=True):
        # A page has few widths: what is dear is worked out once for all lines of one.
        distinct, which = np.unique(width - (1 - noise.mark) * marks, return_inverse=True)
        off = distinct[:, None] - w.COLUMNS[None, columns]
        lengths[:, InBody.FIRST, columns] = _full(off + w.INDENT, noise)[edges, which]
        lengths[:, InBody.MIDDLE, columns] = _full(off, noise)[edges, which]
        lengths[:, InBody.LAST, columns] = _shorter(off - 1.2, w.COLUMNS[columns])[which]
        lengths[:, InBody.ONLY, columns] = _shorter(off + w.INDENT - 1.2, w.COLUMNS[columns])[which]
    distinct, which = np.unique(width, return_inverse=True)
    rows = log_normal(distinct, *w.ROW_LENGTH)[:, None] + _edge(distinct[:, None] - w.COLUMNS[None, :] - 1.2)
    lengths[:, InBody.ROW] = rows[which]
    lengths[:, InBody.ONLY, -1] = log_normal(width, *w.UNWRAPPED_LENGTH) + np.log(w.UNWRAPPED_ONLY)
    return lengths


def _edges(lines: Sequence[Line]) -> NDArray[np.int64]:
    """Which of the three densities of `_full` each line has, (T,)."""
    hangs = np.array([line.text.rstrip()[-1] in "，。、；：！？”’）》】…" for line in lines])
    opener_next = np.append([line.start is Starting.OPENER for line in lines[1:]], False)
    return np.where(opener_next, 2, np.where(hangs, 1, 0))


def _full(off: Floats, noise: Noise) -> Floats:
    """Log density of a full line that is `off` too wide, (3, *off's shape): usual, after a mark, before an opening one.

    One that ends in punctuation may hang over by it; one before an opening mark may be short by it.
    """
    plain = _density(off, noise)
    hung = 0.7 * plain + 0.3 * _density(off - 1, noise)
    short = 0.6 * plain + 0.4 * _density(off + 1, noise)
    return np.asarray(np.log(np.stack([plain, hung, short]) + _FLOOR))


def _shorter(off: Floats, columns: Floats) -> Floats:
    """Any length up to the column's, with a soft edge a third of a character wide."""
    return np.asarray(np.log(np.exp(_edge(off)) / columns[None, :] + _FLOOR))


def _edge(off: Floats) -> Floats:
    """Log chance that what is `off` wider than its column still stands in it."""
    return np.asarray(-np.log1p(np.exp(np.clip(off / 0.3, -60, 60))))


def _density(off: Floats, noise: Noise) -> Floats:
    total = np.zeros_like(off)
    for share, mean, deviation in zip(noise.shares, noise.means, noise.deviations, strict=True):
        total += share / deviation * np.exp(-0.5 * ((off - mean) / deviation) ** 2)
    return np.asarray(total / np.sqrt(2 * np.pi))


def log_normal(width: Floats, mean: float, deviation: float) -> Floats:
    """Return the log density of each width, of a log-normal with this mean and deviation of the logarithm."""
    length = np.log(np.maximum(width, 0.5))
    return np.asarray(-0.5 * ((length - mean) / deviation) ** 2 - np.log(deviation * np.sqrt(2 * np.pi)) - length)
