"""Two small regressions with signs: which of a question's sentences answers, and whether one does at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
_Gradient = Callable[[Matrix], Matrix]

_STEPS = 3000
_RATE = 0.1


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted weights in the features' own units, and the constant term."""

    weights: Matrix
    bias: float


def choice(groups: Sequence[Matrix], right: Sequence[NDArray[np.bool_]], l2: float, signs: Matrix) -> Fit:
    """Return the weights of a conditional logit: the softmax of a group's rows is highest for the right ones.

    `groups` are matrices of rows x features, `right` says which rows are right; groups with none or only right rows
    teach nothing and are left out. `signs` is +1 or -1 where a weight may only be that way, 0 where it is free.
    """
    kept = [(rows, marks) for rows, marks in zip(groups, right, strict=True) if marks.any() and not marks.all()]
    longest = max(len(rows) for rows, _ in kept)
    width = kept[0][0].shape[1]
    features = np.zeros((len(kept), longest, width))
    there = np.zeros((len(kept), longest), dtype=bool)
    answers = np.zeros((len(kept), longest), dtype=bool)
    for number, (rows, marks) in enumerate(kept):
        features[number, : len(rows)], there[number, : len(rows)] = rows, True
        answers[number, : len(rows)] = marks
    spread = features[there].std(axis=0) + 1e-9
    features = features / spread

    def gradient(weights: Matrix) -> Matrix:
        everyone = _softmax(features @ weights, there)
        ours = _softmax(features @ weights, answers)
        slope: Matrix = np.einsum("gr,grf->f", everyone - ours, features) / len(kept) + l2 * weights
        return slope

    return Fit(_descend(gradient, np.zeros(width), signs) / spread, 0.0)


def logistic(rows: Matrix, positive: NDArray[np.bool_], l2: float, signs: Matrix) -> Fit:
    """Return a logistic regression of `positive` on the rows, both classes with the same weight in all.

    `signs` as in `choice`. The l2 penalty holds for standardised features and spares the constant.
    """
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.hstack([(rows - middle) / spread, np.ones((len(rows), 1))])
    share = np.where(positive, 0.5 / positive.sum(), 0.5 / (~positive).sum())
    penalty = np.append(np.full(rows.shape[1], l2), 0.0)

    def gradient(weights: Matrix) -> Matrix:
        likely = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope: Matrix = scaled.T @ (share * (likely - positive)) + penalty * weights
        return slope

    fitted = _descend(gradient, np.zeros(scaled.shape[1]), np.append(signs, 0.0))
    weights = fitted[:-1] / spread
    return Fit(weights, float(fitted[-1] - weights @ middle))


def _softmax(scores: Matrix, mask: NDArray[np.bool_]) -> Matrix:
    masked = np.where(mask, scores, -np.inf)
    raised = np.exp(masked - masked.max(axis=1, keepdims=True))
    shares: Matrix = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _descend(gradient: _Gradient, start: Matrix, signs: Matrix) -> Matrix:
    """Gradient descent with momentum; after every step a weight of the wrong sign is put to zero."""
    weights, speed = start.copy(), np.zeros_like(start)
    for _ in range(_STEPS):
        speed = 0.9 * speed - _RATE * gradient(weights)
        weights = weights + speed
        wrong = signs * weights < 0
        weights[wrong], speed[wrong] = 0.0, 0.0
    return weights
