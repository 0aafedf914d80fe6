"""What the chat page needs of an assistant, so that it can be shown over any object that answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rag.feedback import Feedback
    from rag.protocols import Contents
    from rag.records import Answer, Article, Note, Turn


class Shelf(Protocol):
    """The library behind the page."""

    def contents(self) -> Contents:
        """Return counts and the span of dates."""
        ...

    def articles(self) -> Iterator[Article]:
        """Yield every article."""
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

    def stream(self, question: str, *, history: Sequence[Turn] = ()) -> Iterator[str | Note | Answer]:
        """Yield the answer's text piece by piece, then the answer itself; a note is to be shown as soon as it comes."""
        ...
