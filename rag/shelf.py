"""A library to look at: its catalogue alone, opened without embedding model and indexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rag.errors import InputError
from rag.feedback import Feedback, Ratings, copy_feedback, keep_feedback, read_feedback
from rag.protocols import Catalogue, Contents, Standing
from rag.records import Article, Origin, Passage, Query, Source
from rag.sources import KeptSources

_SOURCES = "sources"
_BESIDE = {_SOURCES, "trash"}  # folders that are no store of passages


@dataclass(frozen=True, slots=True)
class StoreSize:
    """How much one store takes: bytes on disk, and the passages it holds; None where they were not counted."""

    name: str
    bytes: int
    passages: int | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What a library holds and what it was made with; `pending` articles are not in every index yet."""

    folder: Path
    contents: Contents
    embedding: str
    sizes: tuple[StoreSize, ...]
    pending: int = 0


class Shelf:
    """The articles of a library, for reading. `embedding` is the fingerprint of the model it was made with."""

    def __init__(self, folder: Path, catalogue: Catalogue, embedding: str, ratings: Ratings | None = None) -> None:
        self.folder = folder
        self._ratings = ratings
        self._catalogue = catalogue
        self._embedding = embedding
        self._sources = KeptSources(folder / _SOURCES)

    def article(self, article_id: str) -> Article:
        """Return the article; an unknown id raises InputError."""
        article = self._catalogue.article(article_id)
        if article is None:
            raise InputError(f"No article {article_id} in {self.folder}; see the ids with: baoda list")
        return article

    def articles(self) -> Iterator[Article]:
        """Yield every article by date, newspaper and page."""
        return self._catalogue.articles()

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, Passage]:
        """Return id → passage of those that are stored."""
        return self._catalogue.passages(passage_ids)

    def passages_of(self, article_ids: Sequence[str]) -> tuple[Passage, ...]:
        """Return all passages of these articles, each article's in reading order."""
        return self._catalogue.passages_of(article_ids)

    def held(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of the articles that these ids name: articles' own, prints' or external ones, each once.

        An unknown one raises InputError.
        """
        if not ids:
            return ()
        by_external = {given: Article.id_of_external(given) for given in ids}
        holders = self._catalogue.holders([*by_external, *by_external.values()])
        found = {given: holders.get(given) or holders.get(by_external[given]) for given in ids}
        unknown = [given for given, holder in found.items() if not holder]
        if unknown:
            raise InputError(f"No article {', '.join(unknown)} in {self.folder}; see the ids with: baoda list")
        return tuple(dict.fromkeys(holder for holder in found.values() if holder))

    def standings(self, article_ids: Sequence[str]) -> Mapping[str, Standing]:
        """Return id → places and report of those articles that are stored."""
        return self._catalogue.standings(article_ids)

    def printed(self, query: Query) -> Mapping[str, Source]:
        """Return id → first place inside the query's days and newspaper, newest first, the undated last."""
        return self._catalogue.printed(query)

    def undated(self, query: Query) -> int:
        """Return how many articles of the query's newspaper (of all, when it names none) have no day."""
        return self._catalogue.undated(query)

    def source_copy(self, origin: Origin) -> Path | None:
        """Return the library's copy of the file that an article was read from; None when none was kept."""
        return self._sources.path(origin.copy)

    def fault_of_copy(self, name: str) -> str:
        """Return what is wrong with the copy of this name: missing, damaged, or nothing."""
        return self._sources.fault(name)

    def link_kept(self, folder: Path) -> None:
        """Link or copy the kept source files, and what readers thought of answers, into a library's new folder."""
        self._sources.link_to(folder / _SOURCES)
        copy_feedback(self.folder, folder)
        for rating in self._ratings.all() if self._ratings else ():
            keep_feedback(folder, rating)

    def take_kept(self, folder: Path) -> None:
        """Link or copy the kept source files of another library's folder into this one."""
        KeptSources(folder / _SOURCES).link_to(self.folder / _SOURCES)

    def keep_feedback(self, feedback: Feedback) -> None:
        """Keep what a reader thought of an answer."""
        if self._ratings:
            self._ratings.keep(feedback)
        else:
            keep_feedback(self.folder, feedback)

    def feedback(self) -> tuple[Feedback, ...]:
        """Return all that readers thought of answers, oldest first."""
        return (*read_feedback(self.folder), *(self._ratings.all() if self._ratings else ()))

    def contents(self) -> Contents:
        """Return counts and the span of dates."""
        return self._catalogue.contents()

    def last_day(self) -> date | None:
        """Return the last day of publication alone."""
        return self._catalogue.last_day()

    def status(self) -> Status:
        """Return what the library holds, with bytes on disk of every store and of the copies of source files."""
        contents = self.contents()
        files = [file for file in self.folder.iterdir() if file.is_file()]
        sizes = [StoreSize("catalogue", sum(file.stat().st_size for file in files), contents.passages), *self._stores()]
        if self._sources.count():
            sizes.append(StoreSize(_SOURCES, self._sources.bytes()))
        return Status(self.folder, contents, self._embedding, tuple(sizes), len(self._catalogue.pending()))

    def _stores(self) -> list[StoreSize]:
        """The folders of the indexes."""
        folders = sorted(folder for folder in self.folder.iterdir() if folder.is_dir() and folder.name not in _BESIDE)
        return [StoreSize(folder.name, folder_bytes(folder)) for folder in folders]

    def close(self) -> None:
        """Release every file; what is closed is not used again."""
        self._catalogue.close()
        if self._ratings:
            self._ratings.close()


def folder_bytes(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
