"""The swap points: what a store, a catalogue and a reader must do. Every promise has a contract test."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from rag.parts import Part
from rag.records import Article, Hit, Passage, Query, Source
from rag.repeats import Filed

if TYPE_CHECKING:
    from rag.prompt import Prompt


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

    @property
    def current(self) -> bool:
        """Whether what it holds is of this release's making, and filled to the end; else `refill` is due."""
        ...

    def refill(self, passages: Iterable[Passage]) -> None:
        """Hold durably these passages, all there are, and none of another release's making, in bounded memory.

        `current` is true afterwards. Cut short, it is not, and the next call with the same passages carries on.
        """
        ...

    def add(self, passages: Sequence[Passage]) -> None:
        """Store the passages durably; one that is there already (same id) is replaced."""
        ...

    def remove(self, article_ids: Iterable[str]) -> None:
        """Remove durably every passage of these articles; an unknown id is no error."""
        ...

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return at most `k` passages a view, best first, inside the query's dates, newspaper and articles.

        A date bound leaves undated passages out. An article named in `query.elsewhere` counts as inside dates and
        newspaper. An empty store gives empty rankings.
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


@runtime_checkable
class WordIndex(Protocol):
    """A passage index that also knows which texts hold given words, all of them and not only the best."""

    def articles_with(self, text: str) -> frozenset[str]:
        """Return ids of the articles that have a passage (with its headline) where all of a text's words stand.

        A few that hold the words apart from each other may be among them.
        """
        ...


class Reranker(Protocol):
    """A model that reads a question and a passage together."""

    @property
    def top(self) -> int:
        """How many passages, the best by fusion, it is given."""
        ...

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """Return the scores of the texts in their order, higher is nearer; fewer than all when its time was up."""
        ...


@dataclass(frozen=True, slots=True)
class Contents:
    """What a catalogue holds; dates are days of publication, None in an empty or undated library."""

    articles: int
    passages: int
    newspapers: tuple[str, ...]
    first_date: date | None
    last_date: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An article's places of publication, the first one first, and the report that it tells with others, if any."""

    places: tuple[Source, ...]
    report: str = ""


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
        parts: Sequence[Part] = (),
        whole: Sequence[str] = (),
    ) -> None:
        """Store articles with all their passages in one transaction and mark them as pending for the indexes.

        In the same transaction, articles that are `gone` are dropped and marked, and `extended` ones, whose text and
        first print stand already, take their prints anew: for those the indexes have nothing to do. `parts` are kept as
        they were read; prints that are `whole` now are forgotten as parts.
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

    def uncopied(self, print_ids: Sequence[str]) -> frozenset[str]:
        """Return those of these prints, of the stored ones, that no copy of their source file is kept of."""
        ...

    def copies(self, names: Sequence[str]) -> frozenset[str]:
        """Return those of these copies of source files that a stored print was read from."""
        ...

    def parts(self, day: date) -> tuple[Part, ...]:
        """Return the parts of articles in the issues of this day, as they were read, by id."""
        ...

    def parts_of(self, whole_ids: Sequence[str]) -> tuple[Part, ...]:
        """Return the parts that these prints were put together from."""
        ...

    def wholes(self, part_ids: Sequence[str]) -> Mapping[str, str]:
        """Return a part's id → the id of the print that holds it, of those that are kept as parts."""
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

    def every_passage(self) -> Iterator[Passage]:
        """Yield all passages, article by article; only a few hundred articles' are in memory at once."""
        ...

    def contents(self) -> Contents:
        """Return counts and the span of dates."""
        ...

    def standings(self, article_ids: Sequence[str]) -> Mapping[str, Standing]:
        """Return id → places and report of those articles that are stored."""
        ...

    def elsewhere(self, query: Query) -> tuple[str, ...]:
        """Return ids of the articles that a later place of publication brings inside the query's bounds."""
        ...

    def printed(self, query: Query) -> Mapping[str, Source]:
        """Return id → first place inside the query's days and newspaper, newest first, the undated last."""
        ...

    def undated(self, query: Query) -> int:
        """Return how many articles of the query's newspaper (of all, when it names none) have no day."""
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

    def write(self, prompt: Prompt, *, quick: bool = False) -> Generator[str, None, None]:
        """Yield the text as it comes; closing the iterator stops the model. Raise ChatError on any failure.

        `quick` asks for a line at once: a short wait, few tokens, no second attempt.
        """
        ...
