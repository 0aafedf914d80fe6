"""How well a line's printed length fits a label in a column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ingest import weights as w
from ingest.edges import Starting
from ingest.evidence import Line
from ingest.labels import InBody
from ingest.weights import Floats, Noise

_FLOOR = 1e-30


def body_lengths(lines: Sequence[Line]) -> Floats:
    """Log density of each line's width under each body label and column, (T, 7, columns)."""
    width, marks = np.array([line.width for line in lines]), np.array([line.marks for line in lines])
    hangs = _hangs(lines)
    opener_next = np.append([line.start is Starting.OPENER for line in lines[1:]], False)
    lengths = np.full((len(width), len(InBody), len(w.COLUMNS)), np.log(_FLOOR))
    for noise, columns in zip(w.NOISES, w.NOISE_COLUMNS, strict=True):
        off = (width - (1 - noise.mark) * marks)[:, None] - w.COLUMNS[None, columns]
        lengths[:, InBody.FIRST, columns] = _full(off + w.INDENT, hangs, opener_next, noise)
        lengths[:, InBody.MIDDLE, columns] = _full(off, hangs, opener_next, noise)
        lengths[:, InBody.LAST, columns] = _shorter(off - 1.2, w.COLUMNS[columns])
        lengths[:, InBody.ONLY, columns] = _shorter(off + w.INDENT - 1.2, w.COLUMNS[columns])
    rows = log_normal(width, *w.ROW_LENGTH)
    lengths[:, InBody.ROW] = rows[:, None] + _edge(width[:, None] - w.COLUMNS[None, :] - 1.2)
    lengths[:, InBody.ONLY, -1] = log_normal(width, *w.UNWRAPPED_LENGTH) + np.log(w.UNWRAPPED_ONLY)
    return lengths


def _full(off: Floats, hangs: Floats, opener_next: Floats, noise: Noise) -> Floats:
    """Log density of a full line that is `off` too wide.

    One that ends in punctuation may hang over by it; one before an opening mark may be short by it.
    """
    plain = _density(off, noise)
    hung = np.where(hangs[:, None], 0.7 * plain + 0.3 * _density(off - 1, noise), plain)
    short = 0.6 * plain + 0.4 * _density(off + 1, noise)
    return np.asarray(np.log(np.where(opener_next[:, None], short, hung) + _FLOOR))


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


def _hangs(lines: Sequence[Line]) -> Floats:
    return np.array([line.text.rstrip()[-1] in "，。、；：！？”’）》】…" for line in lines])
