"""The chain behind a page's reading: labels follow each other, an article keeps its column width.

States are the seven body labels, each once for every column, and the six outside labels. Forward and backward sums run
in linear space, scaled line by line (Rabiner 1989, "A tutorial on hidden Markov models").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest import weights as w
from ingest.drift import drifted
from ingest.emissions import Likelihoods
from ingest.labels import InBody, Label, Outside
from ingest.weights import Floats

STARTERS = [InBody.FIRST, InBody.ONLY]
ENDERS = [InBody.LAST, InBody.ONLY, InBody.ROW]
HEADS = slice(Outside.HEAD_1, Outside.FURNITURE)


def _outside_steps() -> Floats:
    steps = np.zeros((len(Outside), len(Outside)))
    for head, body in enumerate(w.HEAD_TO_BODY[:-1]):
        steps[head, head + 1] = 1 - body
    steps[Outside.FURNITURE] = _entry(w.AFTER_FURNITURE)
    return steps


def _entry(entry: w.Entry) -> Floats:
    """The chances of every outside label."""
    into = np.zeros(len(Outside))
    into[Outside.HEAD_1], into[Outside.FURNITURE] = entry.headline, entry.furniture
    return into


_OUTSIDE_STEPS = _outside_steps()  # P(next outside label | outside label)
_AFTER_ARTICLE = _entry(w.AFTER_ARTICLE)
_BODY_STARTS: Floats = w.BODY_STARTS_AS[:, None] * w.COLUMN_PRIOR


@dataclass(frozen=True, slots=True)
class Factors:
    """Likelihoods as scaled factors, and the chances of what follows a line weighed with its evidence.

    `body` (T, 7, columns), `outside` (T, 6) and `starts_body` (T,) as in `Likelihoods`; `steps` (T, 7, 7) from label to
    label of the next line, `leaves` (T, 7) from a label out of the article, `opens` (T, 6) from outside into a body.
    """

    body: Floats
    outside: Floats
    starts_body: Floats
    steps: Floats
    leaves: Floats
    opens: Floats

    @classmethod
    def of(cls, given: Likelihoods) -> Factors:
        """Return factors at most 1 for the labels of every line."""
        top = np.maximum(given.body.max(axis=(1, 2)), given.outside.max(axis=1))
        leaves = np.tile(w.LEAVES, (len(top), 1))
        stays, begins = np.ones((len(top), len(InBody))), np.ones((len(top), len(InBody)))
        leaves[:, ENDERS] *= np.exp(given.ends_article)[:, None]
        stays[:, ENDERS] *= np.exp(given.ends_paragraph)[:, None]
        begins[:-1, STARTERS] = np.exp(given.starts_paragraph)[1:, None]
        opens = np.full((len(top), len(Outside)), w.AFTER_FURNITURE.body)
        opens[:, HEADS] = w.HEAD_TO_BODY * np.exp(given.ends_headline)[:, None]
        return cls(
            body=np.exp(given.body - top[:, None, None]),
            outside=np.exp(given.outside - top[:, None]),
            starts_body=np.exp(given.starts_body),
            steps=stays[:, :, None] * w.STEPS * begins[:, None, :],
            leaves=leaves,
            opens=opens,
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
    within, into, mass = np.zeros_like(factors.body[0]), _entry(w.AT_PAGE_START), w.AT_PAGE_START.body
    for at in range(count):
        within += _BODY_STARTS * (mass * factors.starts_body[at])
        within *= factors.body[at]
        into = into * factors.outside[at]
        scale = 1 / (within.sum() + into.sum())
        here = np.multiply(within, scale, out=body[at])
        there = np.multiply(into, scale, out=outside[at])
        starts[at] = mass * scale
        ended = factors.leaves[at] @ here.sum(axis=1)
        within = drifted(factors.steps[at].T @ here)
        into = there @ _OUTSIDE_STEPS + ended * _AFTER_ARTICLE
        mass = ended * w.AFTER_ARTICLE.body + there @ factors.opens[at]
    return Forward(body, outside, starts)


def posterior(factors: Factors, ahead: Forward) -> Floats:
    """Return P(label | the whole page) of every line, (T, labels of `Label`), over all chains and columns."""
    count = len(factors.starts_body)
    here, begins = np.empty((count, len(InBody))), np.empty((count, len(InBody)))
    there = np.empty((count, len(Outside)))
    ends = np.array(w.ENDS_PAGE_BODY)  # how well each label of the last line ends the page
    ends[ENDERS] = factors.leaves[-1][ENDERS]
    body, outside = np.repeat(ends[:, None], len(w.COLUMNS), axis=1), w.ENDS_PAGE_OUTSIDE
    for at in range(count - 1, -1, -1):
        here[at] = np.einsum("lc,lc->l", ahead.body[at], body)
        there[at] = ahead.outside[at] * outside
        body *= factors.body[at]
        outside = outside * factors.outside[at]
        starts = w.BODY_STARTS_AS * (body @ w.COLUMN_PRIOR) * factors.starts_body[at]
        begins[at] = ahead.starts[at] * starts
        if at:
            start = starts.sum()
            ended = _AFTER_ARTICLE @ outside + w.AFTER_ARTICLE.body * start
            body = drifted(factors.steps[at - 1] @ body, back=True)
            body += (factors.leaves[at - 1] * ended)[:, None]
            outside = _OUTSIDE_STEPS @ outside + factors.opens[at - 1] * start
            scale = 1 / max(body.max(), outside.max())
            body *= scale
            outside *= scale
    return _chances(here, np.minimum(begins, here), there)


def _chances(here: Floats, begins: Floats, there: Floats) -> Floats:
    """P(label) from the masses of the labels in a body, of those that begin one, and of those outside, line by line."""
    chances = np.empty((len(here), len(Label)))
    chances[:, : Label.BODY] = there
    chances[:, Label.BODY] = begins.sum(axis=1)
    chances[:, Label.PARAGRAPH] = (here - begins)[:, STARTERS].sum(axis=1)
    chances[:, Label.ROW] = here[:, InBody.ROW] - begins[:, InBody.ROW]
    chances[:, Label.INSIDE] = here[:, InBody.MIDDLE] + here[:, InBody.LAST]
    chances[:, Label.INTERRUPTION] = here[:, InBody.BROKEN] + here[:, InBody.BETWEEN]
    return np.asarray(chances / (here.sum(axis=1) + there.sum(axis=1))[:, None])
