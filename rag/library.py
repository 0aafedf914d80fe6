"""The library on disk: one folder with the catalogue, the indexes built from it, and what they were built with."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from filelock import FileLock, Timeout

from rag.errors import InputError, LibraryBusy, LibraryMismatch, LibraryMissing
from rag.protocols import Catalogue, Contents, PassageIndex, Ranking
from rag.records import Article, Passage, Query
from rag.repeats import moved, refiled, text_key

FORMAT = 1
_MANIFEST = "library.json"
_LOCK = "write.lock"
_WAIT_FOR_WRITER = 60.0  # seconds; one batch of another program is over by then

Split = Callable[[Article], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a library was made with: its format version and the embedding model's fingerprint."""

    format: int
    embedding: str


@dataclass(frozen=True, slots=True)
class Added:
    """Ids of what was given, by what adding it did: `updated` were edited, or are a further place of a known text."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoreSize:
    """How much one store takes: bytes on disk, and the passages it holds."""

    name: str
    bytes: int
    passages: int


@dataclass(frozen=True, slots=True)
class Status:
    """What a library holds and what it was made with."""

    folder: Path
    contents: Contents
    embedding: str
    sizes: tuple[StoreSize, ...]


def read_manifest(folder: Path) -> Manifest | None:
    """Return what the library in this folder was made with, or None when there is no library.

    Raises LibraryMismatch when the file is damaged or of another format version.
    """
    file = folder / _MANIFEST
    if not file.is_file():
        return None
    try:
        row = json.loads(file.read_text("utf-8"))
        manifest = Manifest(int(row["format"]), str(row["embedding"]))
    except (ValueError, KeyError, TypeError) as error:
        raise LibraryMismatch(
            f"{file} is damaged; put back a copy of it, or ingest anew into another folder."
        ) from error
    if manifest.format != FORMAT:
        raise LibraryMismatch(
            f"The library {folder} has format {manifest.format} and this program writes format {FORMAT}; "
            "use the release of baoda that made it, or ingest anew into another folder."
        )
    return manifest


def require_library(folder: Path) -> Manifest:
    """Return the manifest of the library in this folder; raise LibraryMissing when there is none."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise LibraryMissing(f"There is no library in {folder}; make one with: baoda ingest PATH --library {folder}")
    return manifest


def prepare_folder(folder: Path, embedding: str) -> None:
    """Make the folder and its manifest when they are missing; raise LibraryMismatch for another embedding model."""
    manifest = read_manifest(folder)
    if manifest is None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError(f"{folder} is not empty and holds no library; name a new folder with --library.")
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / f"{_MANIFEST}.new"
        aside.write_text(json.dumps({"format": FORMAT, "embedding": embedding}) + "\n", "utf-8")
        aside.replace(folder / _MANIFEST)
    elif manifest.embedding != embedding:
        raise LibraryMismatch(
            f"The library {folder} was made with the embedding model {manifest.embedding}, not with {embedding}; "
            "set BAODA_EMBEDDING_MODEL to that model, or ingest anew into another folder with --library."
        )


class Library:
    """An open library. The catalogue is written first and is the truth; the indexes follow from it."""

    def __init__(self, folder: Path, catalogue: Catalogue, indexes: Sequence[PassageIndex], embedding: str) -> None:
        self.folder = folder
        self._catalogue = catalogue
        self._indexes = tuple(indexes)
        self._embedding = embedding
        self._file_lock = FileLock(folder / _LOCK)
        self._thread_lock = RLock()
        if catalogue.pending():
            with self._writing():
                self._settle(catalogue.pending(), known=None)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the library for writing, against threads of this program and against other programs."""
        with self._thread_lock:
            try:
                self._file_lock.acquire(timeout=_WAIT_FOR_WRITER)
            except Timeout as error:
                raise LibraryBusy(
                    f"Another program is writing to the library {self.folder}; wait until it is done and try again."
                ) from error
            try:
                yield
            finally:
                self._file_lock.release()

    def add(self, articles: Sequence[Article], split: Split) -> Added:
        """Store articles and their passages: new ones are added, edited ones replaced, known ones left alone.

        One whose text is known from another place of publication becomes a further place of that article.

        One call is one unit: when it is cut short, the next opening of the library carries it on.
        """
        latest = {article.id: article for article in articles}
        with self._writing():
            known = self._catalogue.versions(list(latest))
            changed = [article for article in latest.values() if known.get(article.id) != article.version]
            fresh = self._refile(changed, split) if changed else frozenset()
        return Added(
            added=tuple(article.id for article in changed if article.id in fresh),
            updated=tuple(article.id for article in changed if article.id not in fresh),
            unchanged=tuple(article.id for article in latest.values() if known.get(article.id) == article.version),
        )

    def _refile(self, changed: Sequence[Article], split: Split) -> frozenset[str]:
        """Work out which articles there are now that these prints came or changed, and store what is another.

        Return the ids of the prints whose key and whose text are both new to the library.
        """
        before = self._catalogue.filed([one.id for one in changed], [text_key(one) for one in changed])
        after = refiled(changed, before)
        anew = moved(before, after)
        fresh = [filed for filed in after if filed.prints[0].id in anew]
        extended = [filed for filed in after if filed.prints[0].id not in anew]
        old = [filed.prints[0].id for filed in before]
        gone = sorted(set(old) - {filed.prints[0].id for filed in after})
        passages = [passage for filed in fresh for passage in split(filed.article)]
        self._catalogue.put(fresh, passages, extended=extended, gone=gone)
        self._settle([*(filed.prints[0].id for filed in fresh), *gone], known=old)
        known = {one.id for filed in before for one in filed.prints}
        texts = {text_key(one) for filed in before for one in filed.prints}
        new = {text_key(one): one.id for one in reversed(changed) if one.id not in known}
        return frozenset(print_id for text, print_id in new.items() if text not in texts)

    def _settle(self, ids: Sequence[str], known: Collection[str] | None) -> None:
        """Bring every index to what the catalogue says of these articles. `known`: those that indexes may hold."""
        old = [article_id for article_id in ids if known is None or article_id in known]
        passages = self._catalogue.passages_of(ids)
        for index in self._indexes:
            if old:
                index.remove(old)
            if passages:
                index.add(passages)
        self._catalogue.settle(ids)

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles from the catalogue and every index; an unknown id raises InputError and removes nothing."""
        with self._writing():
            holders = self._catalogue.holders(article_ids)
            unknown = [article_id for article_id in article_ids if article_id not in holders]
            if unknown:
                raise InputError(f"No article {', '.join(unknown)} in {self.folder}; see the ids with: baoda list")
            ids = list(dict.fromkeys(holders.values()))
            self._catalogue.remove(ids)
            self._settle(ids, known=ids)

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

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return what every view of every index finds, at most `k` passages each."""
        return tuple(ranking for index in self._indexes for ranking in index.search(query, k))

    def contents(self) -> Contents:
        """Return counts and the span of dates."""
        return self._catalogue.contents()

    def status(self) -> Status:
        """Return what the library holds, with bytes on disk and passages of every store."""
        contents = self.contents()
        files = [file for file in self.folder.iterdir() if file.is_file()]
        sizes = [StoreSize("catalogue", sum(file.stat().st_size for file in files), contents.passages)]
        sizes += [StoreSize(index.name, _bytes(self.folder / index.name), index.count()) for index in self._indexes]
        return Status(self.folder, contents, self._embedding, tuple(sizes))

    def close(self) -> None:
        """Release every file; a closed library is not used again."""
        for index in self._indexes:
            index.close()
        self._catalogue.close()


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
