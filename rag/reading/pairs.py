"""What a model that reads question and passage together says of a pair, and the promise that it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from rag.chinese import Span
from rag.reading.logistic import probability

GLANCED = 96  # dimensions in which tokens are compared at a glance
_MOST_TOKENS = 60  # of an answer; a longer one is a sentence and quoted whole


@dataclass(frozen=True, slots=True)
class Window:
    """A passage, or a part of one, as it is read: its headline apart."""

    headline: str
    text: str

    def __len__(self) -> int:
        return len(self.headline) + len(self.text)


def presented(window: Window) -> str:
    """Return a window as a reader is trained to see it: its headline in front, in title marks."""
    return f"《{window.headline}》{window.text}" if window.headline else window.text


def text_tokens(
    parts: Sequence[int | None], offsets: Sequence[tuple[int, int]], window: Window
) -> tuple[list[int], npt.NDArray[np.int64]]:
    """Return which tokens of an encoded pair stand in the window's text, and their characters there, (tokens, 2).

    `parts` tells of every token whether it is of the question (0) or of the presented window (1), `offsets` where.
    """
    shift = len(presented(window)) - len(window.text)
    tokens = [
        token
        for token, (part, (start, end)) in enumerate(zip(parts, offsets, strict=True))
        if part == 1 and end > start >= shift
    ]
    return tokens, np.array([offsets[token] for token in tokens], np.int64).reshape(-1, 2) - shift


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a window's text and the log probability that it is the answer, among all stretches of the text."""

    span: Span
    likelihood: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was read in a window: `rank` tells how relevant it is, `answers` whether it answers at all, both logits.

    `offsets` (tokens, 2) are the characters of the text's tokens; `first` and `last` (tokens,) the log probabilities
    that the answer begins and ends there.
    """

    rank: float
    answers: float
    offsets: npt.NDArray[np.int64]
    first: npt.NDArray[np.float32]
    last: npt.NDArray[np.float32]

    @property
    def relevance(self) -> float:
        """How likely the window is the right one, 0 to 1: two that hardly can be are alike, however far apart."""
        return probability(self.rank)

    def best(self, within: Span) -> Place | None:
        """Return the likeliest answer among the tokens inside a stretch of the text; None where it has no token."""
        inside = np.flatnonzero((self.offsets[:, 0] >= within.start) & (self.offsets[:, 1] <= within.end))
        if not len(inside):
            return None
        sums = self.first[inside][:, None] + self.last[inside][None, :]
        allowed = np.tri(len(inside), k=_MOST_TOKENS - 1, dtype=bool) & np.tri(len(inside), dtype=bool).T
        begin, end = np.unravel_index(int(np.where(allowed, sums, -np.inf).argmax()), sums.shape)
        span = Span(int(self.offsets[inside[begin], 0]), int(self.offsets[inside[end], 1]))
        return Place(span, float(sums[begin, end]))


@dataclass(frozen=True, slots=True)
class ReaderSizes:
    """The sizes of a reader's encoder; `exit` is the number of lower layers, after which a pair can be ranked."""

    vocabulary: int
    hidden: int = 384
    layers: int = 12
    heads: int = 12
    wide: int = 1536
    positions: int = 512
    epsilon: float = 1e-12
    exit: int = 4


class PairReader(Protocol):
    """A model that reads question and passage together, at a glance or in depth; it remembers what it read last."""

    def skim(self, question: str, windows: Sequence[Window]) -> Sequence[float]:
        """Return how relevant each window looks at a glance, higher is nearer, in their order."""
        ...

    def study(self, question: str, windows: Sequence[Window]) -> Sequence[Judgement]:
        """Return what was read in each window, in their order."""
        ...

    def forget(self) -> None:
        """Forget what was read."""
        ...
