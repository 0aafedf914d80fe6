"""What the page needs of an assistant and its library, so that it can be shown over any object that answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Unpack

if TYPE_CHECKING:
    from rag.feedback import Feedback
    from rag.options import AskOptions
    from rag.protocols import Contents, Ranking
    from rag.records import Answer, Article, Note, Origin, Passage, Query, Source
    from rag.settings import Settings
    from rag.shelf import Status


class Shelf(Protocol):
    """The library behind the page."""

    @property
    def folder(self) -> Path:
        """Where the library is."""
        ...

    def contents(self) -> Contents:
        """Return counts and the span of dates."""
        ...

    def articles(self) -> Iterator[Article]:
        """Yield every article."""
        ...

    def article(self, article_id: str) -> Article:
        """Return the article; an unknown id raises InputError."""
        ...

    def articles_with(self, text: str) -> frozenset[str]:
        """Return ids of the articles with all of a text's words in one passage."""
        ...

    def passages_of(self, article_ids: Sequence[str]) -> tuple[Passage, ...]:
        """Return all passages of these articles."""
        ...

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, Passage]:
        """Return id → passage of those that are stored."""
        ...

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return what every view of every index finds."""
        ...

    def printed(self, query: Query) -> Mapping[str, Source]:
        """Return id → first place inside the query's days and newspaper, newest first."""
        ...

    def source_copy(self, origin: Origin) -> Path | None:
        """Return the library's copy of the file that an article was read from; None when none was kept."""
        ...

    def status(self) -> Status:
        """Return what the library holds and how much it takes."""
        ...

    def keep_feedback(self, feedback: Feedback) -> None:
        """Keep what a reader thought of an answer."""
        ...


class Desk(Protocol):
    """Whoever answers the page's questions; shared by all users, so it keeps nothing of any."""

    @property
    def library(self) -> Shelf:
        """The library behind the page."""
        ...

    @property
    def settings(self) -> Settings:
        """What was set for it."""
        ...

    def stream(self, question: str, **options: Unpack[AskOptions]) -> Iterator[str | Note | Answer]:
        """Yield the answer's text piece by piece, then the answer itself; a note is to be shown as soon as it comes."""
        ...
