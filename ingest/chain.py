"""The chain behind a page's reading: labels follow each other, an article keeps its column width.

States are the seven body labels, each once for every column, and the six outside labels. Forward and backward sums run
in linear space, scaled line by line (Rabiner 1989, "A tutorial on hidden Markov models").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest import weights as w
from ingest.emissions import Likelihoods
from ingest.labels import InBody, Label, Outside
from ingest.weights import Floats

STARTERS = [InBody.FIRST, InBody.ONLY]
ENDERS = [InBody.LAST, InBody.ONLY, InBody.ROW]
HEADS = slice(Outside.HEAD_1, Outside.FURNITURE)


@dataclass(frozen=True, slots=True)
class Factors:
    """Likelihoods as scaled factors; shapes as in `Likelihoods`, `leaves` and `stays` are (T, 7)."""

    body: Floats
    outside: Floats
    starts_body: Floats
    starts_paragraph: Floats
    leaves: Floats
    stays: Floats
    ends_headline: Floats

    @classmethod
    def of(cls, given: Likelihoods) -> Factors:
        """Return factors at most 1 for the labels of every line."""
        top = np.maximum(given.body.max(axis=(1, 2)), given.outside.max(axis=1))
        leaves = np.tile(w.LEAVES, (len(top), 1))
        stays = np.ones((len(top), len(InBody)))
        leaves[:, ENDERS] *= np.exp(given.ends_article)[:, None]
        stays[:, ENDERS] *= np.exp(given.ends_paragraph)[:, None]
        return cls(
            body=np.exp(given.body - top[:, None, None]),
            outside=np.exp(given.outside - top[:, None]),
            starts_body=np.exp(given.starts_body),
            starts_paragraph=np.exp(given.starts_paragraph),
            leaves=leaves,
            stays=stays,
            ends_headline=np.exp(given.ends_headline),
        )


@dataclass(frozen=True, slots=True)
class Forward:
    """Scaled forward sums: `body` (T, 7, columns), `outside` (T, 6), `starts` (T,): the mass that begins a body."""

    body: Floats
    outside: Floats
    starts: Floats


def forward(factors: Factors) -> Forward:
    """Sum over all chains from the page's start to every line."""
    count = len(factors.starts_body)
    body, outside = np.empty_like(factors.body), np.empty_like(factors.outside)
    starts = np.empty(count)
    into, mass = np.zeros(len(Outside)), w.AT_PAGE_START.body
    into[Outside.HEAD_1], into[Outside.FURNITURE] = w.AT_PAGE_START.headline, w.AT_PAGE_START.furniture
    within = np.zeros_like(factors.body[0])
    as_prior = w.BODY_STARTS_AS[:, None] * w.COLUMN_PRIOR
    for at in range(count):
        within[STARTERS] *= factors.starts_paragraph[at]
        here = (within + as_prior * (mass * factors.starts_body[at])) * factors.body[at]
        there = into * factors.outside[at]
        norm = here.sum() + there.sum()
        body[at], outside[at], starts[at] = here / norm, there / norm, mass / norm
        within, into, mass = _onward(body[at], outside[at], factors, at)
    return Forward(body, outside, starts)


def _onward(body: Floats, outside: Floats, factors: Factors, at: int) -> tuple[Floats, Floats, float]:
    by_label = body.sum(axis=1)
    far = (1 - w.DRIFT_NEAR) * by_label[:, None] * w.COLUMN_PRIOR
    moved = (1 - w.DRIFT) * body + w.DRIFT * (w.DRIFT_NEAR * _near(body) + far)
    within = (w.STEPS * factors.stays[at][:, None]).T @ moved
    ended = float(by_label @ factors.leaves[at])
    furniture = float(outside[Outside.FURNITURE])
    heads = outside[HEADS]
    into = np.empty(len(Outside))
    into[Outside.HEAD_1] = ended * w.AFTER_ARTICLE.headline + furniture * w.AFTER_FURNITURE.headline
    into[Outside.HEAD_2 : Outside.FURNITURE] = (heads * (1 - w.HEAD_TO_BODY))[:-1]
    into[Outside.FURNITURE] = ended * w.AFTER_ARTICLE.furniture + furniture * w.AFTER_FURNITURE.furniture
    mass = ended * w.AFTER_ARTICLE.body + furniture * w.AFTER_FURNITURE.body
    mass += float(heads @ w.HEAD_TO_BODY) * factors.ends_headline[at]
    return within, into, mass


def _buckets(offset: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where buckets of near columns begin, and each column's bucket; a bucket holds widths under one noise."""
    bucket = np.empty(len(w.COLUMNS), dtype=np.int64)
    for number, columns in enumerate(w.NOISE_COLUMNS):
        bucket[columns] = 1000 * number + (w.COLUMNS[columns] + offset) // w.DRIFT_REACH
    bucket[-1] = 1000 * len(w.NOISE_COLUMNS)
    _, starts, of_column = np.unique(bucket, return_index=True, return_inverse=True)
    return starts, of_column


_BUCKETINGS = (_buckets(0.0), _buckets(w.DRIFT_REACH / 2))


def _near(body: Floats) -> Floats:
    """Spread each label's mass evenly over near columns: the mean of two bucketings, so that no border is hard."""
    spread = np.zeros_like(body)
    for starts, of_column in _BUCKETINGS:
        sizes = np.diff(np.append(starts, body.shape[1]))
        spread += (np.add.reduceat(body, starts, axis=1) / sizes)[:, of_column]
    return spread / len(_BUCKETINGS)


def _ends(factors: Factors) -> tuple[Floats, Floats]:
    """How well each label of the last line ends the page: (7,) for the body, (6,) outside."""
    body = np.array(w.ENDS_PAGE_BODY)
    body[ENDERS] = factors.leaves[-1][ENDERS]
    return body, w.ENDS_PAGE_OUTSIDE


def posterior(factors: Factors, ahead: Forward) -> Floats:
    """Return P(label | the whole page) of every line, (T, labels of `Label`), over all chains and columns."""
    ends_body, ends_outside = _ends(factors)
    body = np.repeat(ends_body[:, None], len(w.COLUMNS), axis=1)
    outside = ends_outside
    chances = np.empty((len(factors.starts_body), len(Label)))
    as_prior = w.BODY_STARTS_AS[:, None] * w.COLUMN_PRIOR
    for at in range(len(chances) - 1, -1, -1):
        here = (ahead.body[at] * body).sum(axis=1)
        there = ahead.outside[at] * outside
        norm = here.sum() + there.sum()
        got_body, got_outside = body * factors.body[at], outside * factors.outside[at]
        starts = (as_prior * got_body).sum(axis=1) * factors.starts_body[at]
        begins = np.minimum(ahead.starts[at] * starts, here)
        start = float(starts.sum())
        chances[at, : Label.BODY] = there
        chances[at, Label.BODY] = begins.sum()
        chances[at, Label.PARAGRAPH] = (here - begins)[STARTERS].sum()
        chances[at, Label.ROW] = here[InBody.ROW] - begins[InBody.ROW]
        chances[at, Label.INSIDE] = here[InBody.MIDDLE] + here[InBody.LAST]
        chances[at, Label.INTERRUPTION] = here[InBody.BROKEN] + here[InBody.BETWEEN]
        chances[at] /= norm
        if at:
            got_body[STARTERS] *= factors.starts_paragraph[at]
            body, outside = _backward(got_body, got_outside, start, factors, at - 1)
            top = max(body.max(), outside.max())
            body, outside = body / top, outside / top
    return chances


def _backward(body: Floats, outside: Floats, start: float, factors: Factors, at: int) -> tuple[Floats, Floats]:
    headline, furniture = float(outside[Outside.HEAD_1]), float(outside[Outside.FURNITURE])
    after_article, after_furniture = w.AFTER_ARTICLE, w.AFTER_FURNITURE
    ended = after_article.headline * headline + after_article.furniture * furniture + after_article.body * start
    back = w.STEPS @ body
    far = (1 - w.DRIFT_NEAR) * (back @ w.COLUMN_PRIOR)[:, None]
    back = (1 - w.DRIFT) * back + w.DRIFT * (w.DRIFT_NEAR * _near(back) + far)
    back = back * factors.stays[at][:, None] + (factors.leaves[at] * ended)[:, None]
    later = np.append(outside[Outside.HEAD_2 : Outside.FURNITURE], 0.0)
    around = np.empty(len(Outside))
    around[HEADS] = (1 - w.HEAD_TO_BODY) * later + w.HEAD_TO_BODY * factors.ends_headline[at] * start
    around[Outside.FURNITURE] = (
        after_furniture.headline * headline + after_furniture.furniture * furniture + after_furniture.body * start
    )
    return back, around
