"""Opening the library for a command, and finding the article a person means by the beginning of its id."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import InputError

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.library import Library
    from rag.records import Article
    from rag.settings import Settings
    from rag.shelf import Shelf

_NAMED = 3  # candidates shown when the beginning of an id fits several articles


def settings_for(library: Path | None) -> Settings:
    """Return the settings with the library's folder as the flag says; without a flag as the environment says.

    Log lines go to the file that the settings name from here on, if they name one.
    """
    from rag.logs import start_logging
    from rag.settings import load_settings

    settings = load_settings(library=library) if library else load_settings()
    if settings.log.file:
        start_logging(settings.log)
    return settings


def open_for(library: Path | None, *, create: bool = False) -> Assistant:
    """Return the assistant over the library of the flag, the environment, the settings file or ./library.

    With `create`, an empty library is made when there is none.
    """
    from rag import open_assistant

    settings = settings_for(library)
    return open_assistant(settings.library, settings=settings, create=create)


def open_shelf(library: Path | None) -> AbstractContextManager[Shelf]:
    """Return the library's articles alone, without models and indexes: for commands that only look."""
    from rag.build import open_shelf as open_articles

    return closing(open_articles(settings_for(library)))


def open_to_change(library: Path | None) -> AbstractContextManager[Library]:
    """Return the library without any model: for commands that take articles out of it."""
    from rag.build import open_to_remove

    return closing(open_to_remove(settings_for(library)))


def find_article(articles: Iterable[Article], given: str) -> Article:
    """Return the one article whose id begins as given, or whose external id it is; else raise InputError."""
    fitting: list[Article] = []
    for article in articles:
        if given and given in (article.id, *(place.external_id for place in article.places)):
            return article
        if article.id.startswith(given):
            fitting.append(article)
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise InputError(f"No article {given} in the library; see the ids with: baoda list")
    shown = ", ".join(article.id for article in fitting[:_NAMED]) + (", …" if len(fitting) > _NAMED else "")
    raise InputError(f"{len(fitting)} articles have an id that begins with {given} ({shown}); give more of it.")
