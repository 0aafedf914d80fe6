"""What a step learns: the right passage over the wrong ones, where the answer stands, whether there is one."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from eval.reader.batches import Batch
from eval.reader.network import Read
from eval.reader.variants import PAIRS

_EARLY, _SPAN = 0.5, 0.5  # weights beside those of rank and answerability, which count whole


@dataclass(frozen=True, slots=True)
class Losses:
    """The parts of a batch's loss, each a mean over the questions, and the sum that is learnt from."""

    early: Tensor
    rank: Tensor
    has: Tensor
    span: Tensor

    @property
    def total(self) -> Tensor:
        """The weighed sum."""
        return self.rank + self.has + _EARLY * self.early + _SPAN * self.span

    def values(self) -> tuple[float, float, float, float]:
        """Return early, rank, has and span as numbers."""
        return tuple(part.item() for part in (self.early, self.rank, self.has, self.span))  # type: ignore[return-value]


def losses(read: Read, batch: Batch) -> Losses:
    """Return the losses of whole questions, `PAIRS` rows each, the right passage first where there is one.

    Rank: softmax cross-entropy over a question's passages; a question without a right one has no part in it. Span:
    cross-entropy of first and last token over those of the passage. Answerability: binary cross-entropy.
    """
    right = batch.has.view(-1, PAIRS)[:, 0] > 0
    return Losses(
        _ranked(read.early, right),
        _ranked(read.rank, right),
        functional.binary_cross_entropy_with_logits(read.has, batch.has),
        _spanned(read.span, batch),
    )


def _ranked(scores: Tensor, right: Tensor) -> Tensor:
    questions = scores.view(-1, PAIRS)[right]
    if not len(questions):
        return scores.sum() * 0
    return functional.cross_entropy(questions, torch.zeros(len(questions), dtype=torch.long, device=scores.device))


def _spanned(span: Tensor, batch: Batch) -> Tensor:
    rows = batch.first >= 0
    if not rows.any():
        return span.sum() * 0
    first = functional.cross_entropy(span[rows][..., 0], batch.first[rows])
    return (first + functional.cross_entropy(span[rows][..., 1], batch.last[rows])) / 2
