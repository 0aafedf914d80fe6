"""Parts of an article that goes on on another page: as they were read, with the marks that point at the other part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rag.records import Article


class Way(StrEnum):
    """Where the other part stands."""

    ONWARD = "onward"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed mark: the article it stands in, the other part's page, and words of the other part's headline."""

    article: str
    way: Way
    page: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """An article with marks, as it was read; `whole` is the id of what it was put together to, its own while alone."""

    article: Article
    marks: tuple[Mark, ...]
    whole: str
