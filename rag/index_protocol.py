"""What a searchable store of passages must do. Every promise has a contract test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from rag.records import Passage, Query


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


@dataclass(frozen=True, slots=True)
class Row:
    """One stored passage as an index has it; `digest` is `passage_digest` of what its row says, empty when unknown."""

    passage_id: str
    article_id: str
    digest: str


class PassageIndex(Protocol):
    """A searchable store of passages, one or more views of each (dense; words and bigrams)."""

    @property
    def name(self) -> str:
        """The store's name, as its journal and its health report call it: one of its own, also when it is made anew."""
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

    def prepare(self, passages: Sequence[Passage]) -> None:
        """Do beforehand the long work that `add` of these passages will need, in bounded memory; nothing is stored.

        It may be called by one thread while another calls any other method. It is never needed: `add` does itself what
        was not prepared.
        """
        ...

    def add(self, passages: Sequence[Passage]) -> None:
        """Store the passages durably; one that is there already (same id) is replaced."""
        ...

    def replace(self, article_ids: Sequence[str], passages: Sequence[Passage]) -> None:
        """Hold durably these passages of these articles and no others of them; cut short, a repetition mends it."""
        ...

    def remove(self, article_ids: Iterable[str]) -> None:
        """Remove durably every passage of these articles; an unknown id is no error."""
        ...

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return at most `k` passages a view, best first, inside the query's dates, newspaper and articles.

        A view by meaning looks for `query.text`, one by words for `query.readable`: words stand in one language only.
        A date bound leaves undated passages out. An article named in `query.elsewhere` counts as inside dates and
        newspaper. An empty store gives empty rankings.
        """
        ...

    def ids(self) -> set[str]:
        """Return the ids of all stored passages."""
        ...

    def rows(self) -> Iterator[Row]:
        """Yield what is stored, every row as often as it is stored, in bounded memory; LibraryError when damaged."""
        ...

    def faults(self, passages: Sequence[Passage]) -> Sequence[str]:
        """Return a sentence for everything wrong with the store as a whole: damaged files, vectors of another model.

        `passages` are a sample of those that it should hold, for a look at them by another way than the stored rows.
        """
        ...

    def count(self) -> int:
        """Return how many passages are stored."""
        ...

    def mend(self, passages: Iterable[Passage]) -> None:
        """Hold these passages and no others, made anew as far as `faults` finds anything, whatever was there."""
        ...

    @property
    def wasteful(self) -> bool:
        """Whether removed and replaced passages take so much room that `compact` is due."""
        ...

    def compact(self, passages: Iterable[Passage]) -> None:
        """Give back the room that removed and replaced passages still take; `passages` are all that it holds.

        Cut short, nothing is lost: it is not `current` then, and `refill` mends it.
        """
        ...

    def backup(self, folder: Path) -> None:
        """Write into this folder what a new index opened there needs to be filled without long work; maybe nothing."""
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
