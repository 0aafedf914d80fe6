"""What all users of the page share: the desk, and the tables of the library's database; nothing of any user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import gradio as gr

from rag.errors import InputError, LibraryError
from rag.library import Library
from rag.records import Answer, Article
from ui.web.desk import Desk

if TYPE_CHECKING:
    from rag.conversations import Conversations
    from rag.listing import Listing
    from rag.settings import Settings


@dataclass
class Room:
    """The desk with the library's conversations and its table of articles, opened when they are first wanted."""

    desk: Desk

    @cached_property
    def conversations(self) -> Conversations:
        """The conversations of all users."""
        from rag.build import open_conversations

        return open_conversations(self._settings)

    @cached_property
    def listing(self) -> Listing:
        """The library's articles as a table."""
        from rag.build import open_listing

        return open_listing(self._settings)

    @property
    def _settings(self) -> Settings:
        return self.desk.settings.model_copy(update={"library": self.desk.library.folder})

    @property
    def library(self) -> Library:
        """The library, to be changed; LibraryError where the page stands over something else."""
        if not isinstance(self.desk.library, Library):
            raise LibraryError("What the page shows cannot be changed.")
        return self.desk.library

    def cited(self, answers: Iterable[Answer]) -> Mapping[str, Article]:
        """Return id → article of all that answers cite or come close to; those removed since are left out."""
        found: dict[str, Article] = {}
        for answer in answers:
            cited = {one.passage.article_id for one in answer.citations}
            for article_id in (cited | {hit.passage.article_id for hit in answer.closest}) - found.keys():
                try:
                    found[article_id] = self.desk.library.article(article_id)
                except InputError:
                    continue
        return found


def user_of(request: gr.Request) -> str:
    """Return the name of who is signed in; empty for the one local user where nobody signs in."""
    return str(request.username or "")
