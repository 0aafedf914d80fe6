"""The swap points: what a store, a catalogue, a reader and a chat model must do. Every promise has a contract test."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rag.catalogue_protocol import Catalogue, Contents, Standing
from rag.index_protocol import PassageIndex, Ranked, Ranking, Row, WordIndex
from rag.records import Hit, Passage, Query
from rag.stopping import Stop

if TYPE_CHECKING:
    from rag.prompt import Prompt

__all__ = [
    "Catalogue",
    "ChatWriter",
    "Contents",
    "PassageIndex",
    "Quote",
    "Ranked",
    "Ranking",
    "Reader",
    "Reading",
    "Reranker",
    "Row",
    "Standing",
    "WordIndex",
]


class Reranker(Protocol):
    """A model that reads a question and a passage together."""

    @property
    def top(self) -> int:
        """How many passages, the best by fusion, it is given."""
        ...

    def scores(self, question: str, passages: Sequence[Passage], fused: Sequence[float]) -> Sequence[float]:
        """Return the scores of the passages in their order, higher is nearer; fewer than all when its time was up.

        `fused` are the scores that fusion gave them, for rerankers that weigh these in.
        """
        ...


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of an article's body that answers, with the passage it was found in; offsets in the body.

    `short` is the answer itself inside the text, where a reader could tell.
    """

    hit: Hit
    text: str
    start: int
    end: int
    short: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found: quotes, best first, and the evidence (0 to 1) that they answer the question."""

    quotes: tuple[Quote, ...]
    evidence: float


class Reader(Protocol):
    """Finds the sentences of the hits that answer a question, without a chat model."""

    def read(self, query: Query, hits: Sequence[Hit]) -> Reading:
        """Return the sentences that answer and how strong the evidence is; no hits give an empty reading."""
        ...


class ChatWriter(Protocol):
    """A chat model that words an answer, piece by piece."""

    @property
    def name(self) -> str:
        """The model's name as the user set it."""
        ...

    @property
    def remote(self) -> bool:
        """Whether the text leaves this machine."""
        ...

    def write(
        self, prompt: Prompt, *, quick: bool = False, stop: Stop | None = None
    ) -> Generator[str, None, bool | None]:
        """Yield the text as it comes, and return whether it was cut at the most tokens that it may have.

        Closing the iterator stops the model. Raise ChatError on any failure.

        `stop`, told from any thread, stops the model also while it is silent, and ends this by Stopped. `quick` asks
        for a line at once: a short wait, few tokens, no second attempt.
        """
        ...
