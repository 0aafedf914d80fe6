"""The two systems that are measured: this library, and langchain's Chroma store as its users set it up."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from rag.assistant import Assistant
from rag.build import open_assistant
from rag.embedder import Embedder
from rag.records import Article, Passage
from rag.settings import Settings

TOP = 10
_UNIT = 256  # articles stored at once
_ROWS = 5000  # passages that langchain's store is given at once: Chroma takes 5,461 at most


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both ends included."""

    since: date
    until: date


class System(Protocol):
    """Something that takes passages and finds them."""

    def add(self, article: Article, passages: Sequence[Passage]) -> None:
        """Take an article; it may wait for others."""
        ...

    def flush(self) -> None:
        """Store what waits."""
        ...

    def search(self, question: str, span: Span | None) -> int:
        """Search, and return how many passages were found."""
        ...

    def close(self) -> None:
        """Release everything."""
        ...


@dataclass(slots=True)
class Ours:
    """A library in a folder, searched as the assistant does: three views, fused, repeats put together."""

    folder: Path
    embedder: Embedder
    _waiting: dict[str, tuple[Article, tuple[Passage, ...]]] = field(default_factory=dict)
    _assistant: Assistant = field(init=False)

    def __post_init__(self) -> None:
        """Open the library, made when it is not there."""
        settings = Settings(library=self.folder)
        self._assistant = open_assistant(settings=settings, create=True, embedder=self.embedder)

    def add(self, article: Article, passages: Sequence[Passage]) -> None:
        """Take an article; some hundred are stored at once."""
        self._waiting[article.id] = article, tuple(passages)
        if len(self._waiting) >= _UNIT:
            self.flush()

    def flush(self) -> None:
        """Store what waits as one unit."""
        articles = [article for article, _ in self._waiting.values()]
        self._assistant.library.add(articles, lambda article: self._waiting[article.id][1])
        self._waiting.clear()

    def search(self, question: str, span: Span | None) -> int:
        """Return how many passages were found."""
        since, until = (span.since, span.until) if span else (None, None)
        return len(self._assistant.search(question, k=TOP, since=since, until=until))

    def close(self) -> None:
        """Close the library."""
        with closing(self._assistant.library):
            pass


@dataclass(slots=True)
class Plain:
    """langchain's Chroma in a folder: texts with their day as metadata, searched by similarity."""

    folder: Path
    embedder: Embedder
    _waiting: list[Passage] = field(default_factory=list)
    _store: Any = field(init=False)

    def __post_init__(self) -> None:
        """Open the store, made when it is not there."""
        from chromadb.config import Settings as ChromaSettings
        from langchain_chroma import Chroma

        self._store = Chroma(
            "archive",
            self.embedder,
            str(self.folder),
            client_settings=ChromaSettings(anonymized_telemetry=False, is_persistent=True),
            collection_configuration={"hnsw": {"space": "cosine"}},
        )

    def add(self, article: Article, passages: Sequence[Passage]) -> None:
        """Take an article's passages; thousands are stored at once."""
        del article
        self._waiting += passages
        if len(self._waiting) >= _ROWS:
            self.flush()

    def flush(self) -> None:
        """Store what waits."""
        for start in range(0, len(self._waiting), _ROWS):
            batch = self._waiting[start : start + _ROWS]
            self._store.add_texts(
                [passage.text for passage in batch],
                [{"article": passage.article_id, "day": _number(passage.source.date)} for passage in batch],
                [passage.id for passage in batch],
            )
        self._waiting.clear()

    def search(self, question: str, span: Span | None) -> int:
        """Return how many passages were found."""
        bounds = (
            {"$and": [{"day": {"$gte": _number(span.since)}}, {"day": {"$lte": _number(span.until)}}]} if span else None
        )
        return len(self._store.similarity_search(question, k=TOP, filter=bounds))

    def close(self) -> None:
        """Let go of the store; it has no close."""


def _number(day: date | None) -> int:
    return day.toordinal() if day else 0
