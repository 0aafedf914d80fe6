"""How sure the reader may be: one factor on its answerability logits, fitted on held-out lessons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.reader.held_out import Examined

_FACTORS = np.exp(np.linspace(np.log(0.1), np.log(3.0), 200))


def fitted_certainty(found: Sequence[Examined]) -> float:
    """Return the factor with the least negative log likelihood (temperature scaling, Guo et al. 2017; this is 1/T).

    For every lesson the passage that answers is held against the one that looks most like answering of the others.
    """
    answers = np.array([one.answers for one in found])
    others = np.array([max((*one.others, *(() if one.cut is None else (one.cut,)))) for one in found])
    losses = [
        np.logaddexp(0, -factor * answers).mean() + np.logaddexp(0, factor * others).mean() for factor in _FACTORS
    ]
    return float(_FACTORS[int(np.argmin(losses))])
