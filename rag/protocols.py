"""The swap points: what a store, a catalogue and a reader must do. Every promise has a contract test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from rag.records import Article, Hit, Passage, Query
from rag.repeats import Filed

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage


@dataclass(frozen=True, slots=True)
class Ranked:
    """One entry of a ranking: a passage and its score, higher is nearer, in the index's own unit."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one view of an index found, best first."""

    index: str
    entries: tuple[Ranked, ...]


class PassageIndex(Protocol):
    """A searchable store of passages, one or more views of each (dense; words and bigrams)."""

    @property
    def name(self) -> str:
        """The store's name, as its journal and its health report call it."""
        ...

    def add(self, passages: Sequence[Passage]) -> None:
        """Store the passages durably; one that is there already (same id) is replaced."""
        ...

    def remove(self, article_ids: Iterable[str]) -> None:
        """Remove durably every passage of these articles; an unknown id is no error."""
        ...

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return at most `k` passages a view, best first, inside the query's dates and newspaper.

        A date bound leaves undated passages out. An empty store gives empty rankings.
        """
        ...

    def ids(self) -> set[str]:
        """Return the ids of all stored passages."""
        ...

    def count(self) -> int:
        """Return how many passages are stored."""
        ...

    def close(self) -> None:
        """Release files and memory; a closed index is not used again."""
        ...


@dataclass(frozen=True, slots=True)
class Contents:
    """What a catalogue holds; dates are days of publication, None in an empty or undated library."""

    articles: int
    passages: int
    newspapers: tuple[str, ...]
    first_date: date | None
    last_date: date | None


class Catalogue(Protocol):
    """The truth: articles, their passages, and which articles the indexes have yet to take or drop."""

    def versions(self, print_ids: Sequence[str]) -> Mapping[str, str]:
        """Return id → version of those prints that are stored."""
        ...

    def holders(self, print_ids: Sequence[str]) -> Mapping[str, str]:
        """Return a print's id → the id of the article that holds it, of those that are stored."""
        ...

    def filed(self, print_ids: Sequence[str], text_keys: Sequence[str]) -> tuple[Filed, ...]:
        """Return the articles that hold one of these prints or one of these texts."""
        ...

    def put(
        self,
        filed: Sequence[Filed],
        passages: Sequence[Passage],
        *,
        extended: Sequence[Filed] = (),
        gone: Sequence[str] = (),
    ) -> None:
        """Store articles with all their passages in one transaction and mark them as pending for the indexes.

        In the same transaction, articles that are `gone` are dropped and marked, and `extended` ones, whose text and
        first print stand already, take their prints anew: for those the indexes have nothing to do.
        """
        ...

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles, their prints and passages in one transaction and mark them as pending for the indexes."""
        ...

    def pending(self) -> tuple[str, ...]:
        """Return ids of articles that the indexes have not durably taken or dropped."""
        ...

    def settle(self, article_ids: Sequence[str]) -> None:
        """Note that every index has durably taken or dropped these articles."""
        ...

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id or with a print of this id; None when there is none.

        Only here and in `articles` are `report` and `corrects` filled.
        """
        ...

    def articles(self) -> Iterator[Article]:
        """Yield every article by date, newspaper, page and id."""
        ...

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, Passage]:
        """Return id → passage of those that are stored."""
        ...

    def passages_of(self, article_ids: Sequence[str]) -> tuple[Passage, ...]:
        """Return all passages of these articles in reading order."""
        ...

    def contents(self) -> Contents:
        """Return counts and the span of dates."""
        ...

    def close(self) -> None:
        """Release the file."""
        ...


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of an article's body that answers, with the passage it was found in; offsets in the body."""

    hit: Hit
    text: str
    start: int
    end: int


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

    def write(self, messages: Sequence[BaseMessage]) -> Iterator[str]:
        """Yield the answer's text as it comes; closing the iterator stops the model. Raise ChatError on any failure."""
        ...
