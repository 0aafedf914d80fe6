"""The dense view: passages as vectors in an embedded Chroma collection, nearest by cosine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from rag.backends.chroma_bounds import day_number, inside, where_filter
from rag.embedder import Embedder, Floats
from rag.errors import LibraryError
from rag.protocols import Ranked, Ranking
from rag.records import Passage, Query

Item = TypeVar("Item")

COLLECTION = "passages"
VIEW = "dense"

_ARTICLES_AT_ONCE = 500  # ids in one filter; SQLite bounds the variables of a statement
_IDS_AT_ONCE = 10_000
_WIDER = 5  # times the hits wanted: neighbours looked at before the filter is asked


class ChromaIndex:
    """A Chroma folder. Each row carries its passage whole: text, place of publication, offsets."""

    name = "chroma"

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Open the folder, made when it is not there; LibraryError when it is damaged."""
        self._folder = folder
        self._embedder = embedder
        self._lock = RLock()  # a search in one thread must not meet a reopening in another
        self._open()

    def add(self, passages: Sequence[Passage]) -> None:
        """Embed and store the passages durably; one that is there already (same id) is replaced."""
        from chromadb.errors import ChromaError

        latest = {passage.id: passage for passage in passages}  # an id twice in one call is an error to Chroma
        for batch in _batches(latest.values(), self._client.get_max_batch_size()):
            vectors = self._embedder.encode_passages([embedding_text(passage) for passage in batch])
            try:
                with self._lock:
                    self._current().upsert(
                        ids=[passage.id for passage in batch],
                        embeddings=vectors,
                        documents=[passage.text for passage in batch],
                        metadatas=[_metadata(passage) for passage in batch],
                    )
                    self._seen = self._stamp()
            except ChromaError as error:
                raise self._failure("written", error) from error

    def remove(self, article_ids: Iterable[str]) -> None:
        """Remove durably every passage of these articles; an unknown id is no error."""
        from chromadb.errors import ChromaError

        for batch in _batches(article_ids, _ARTICLES_AT_ONCE):
            where: Any = {"article_id": {"$in": list(batch)}}
            try:
                with self._lock:
                    self._current().delete(where=where)
                    self._seen = self._stamp()
            except ChromaError as error:
                raise self._failure("written", error) from error

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return one ranking, `dense`: at most `k` passages inside the query's bounds, score = cosine similarity."""
        from chromadb.errors import ChromaError

        if not query.text.strip() or k < 1 or not self.count():
            return (Ranking(VIEW, ()),)
        vector = self._embedder.encode_query(query.text)[None]
        try:
            with self._lock:
                entries = self._nearest(vector, query, k)
        except ChromaError as error:
            raise self._failure("searched", error) from error
        return (Ranking(VIEW, tuple(sorted(entries, key=lambda entry: (-entry.score, entry.passage_id)))),)

    def _nearest(self, vector: Floats, query: Query, k: int) -> list[Ranked]:
        """Return the nearest inside the bounds.

        Chroma's filter looks at every row first: 96 ms against 6 at 50,000 rows. So more neighbours are asked for
        without it and looked at here; only where too few of them are inside does the filter do its work.
        """
        where = where_filter(query)
        if where is None or query.within:  # a few articles: the filter finds them by their ids
            return self._query(vector, k, where)
        wide = self._current().query(query_embeddings=vector, n_results=_WIDER * k, include=["distances", "metadatas"])
        found = [
            Ranked(found_id, 1 - distance)
            for found_id, distance, row in zip(wide["ids"][0], wide["distances"][0], wide["metadatas"][0], strict=True)
            if inside(row, query)
        ]
        return found[:k] if len(found) >= k else self._query(vector, k, where)

    def _query(self, vector: Floats, k: int, where: Any) -> list[Ranked]:
        found = self._current().query(query_embeddings=vector, n_results=k, where=where, include=["distances"])
        return [
            Ranked(found_id, 1 - distance)
            for found_id, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def ids(self) -> set[str]:
        """Return the ids of all stored passages."""
        found: set[str] = set()
        with self._lock:
            for offset in range(0, self.count(), _IDS_AT_ONCE):
                found.update(self._current().get(include=[], limit=_IDS_AT_ONCE, offset=offset)["ids"])
        return found

    def count(self) -> int:
        """Return how many passages are stored."""
        from chromadb.errors import ChromaError

        try:
            with self._lock:
                return int(self._current().count())
        except ChromaError as error:
            raise self._failure("read", error) from error

    def close(self) -> None:
        """Release Chroma's files; the last index of a folder in the process frees them."""
        self._client.close()

    def _open(self) -> None:
        import chromadb
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # Chroma keeps one system a path and process; the resolved path makes two spellings one.
            self._client: Any = chromadb.PersistentClient(
                path=str(self._folder.resolve()), settings=Settings(anonymized_telemetry=False)
            )
            self._collection: Any = self._client.get_or_create_collection(
                COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
            )
        except (ChromaError, OSError, ValueError, KeyError) as error:
            raise self._failure("opened", error) from error
        self._seen = self._stamp()

    def _current(self) -> Any:
        """Return the collection with what other processes wrote: an open one keeps to the vectors it has loaded."""
        if self._seen != self._stamp():
            self._client.close()
            self._open()
        return self._collection

    def _stamp(self) -> tuple[tuple[int, int], ...]:
        files = (self._folder / name for name in ("chroma.sqlite3", "chroma.sqlite3-wal"))
        return tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.exists())

    def _failure(self, done: str, error: Exception) -> LibraryError:
        return LibraryError(
            f"The vector index {self._folder} cannot be {done} ({error}): remove that folder, "
            "and it is built again from the catalogue."
        )


def embedding_text(passage: Passage) -> str:
    """Return what is embedded: headline and day in front, so that a passage is found by what only its place says."""
    source = passage.source
    day = f"{source.date.year}年{source.date.month}月{source.date.day}日" if source.date else ""
    place = " ".join(part for part in (source.headline, day) if part)
    return f"{place}\n{passage.text}" if place else passage.text


def _metadata(passage: Passage) -> dict[str, str | int | None]:
    source = passage.source
    return {
        "article_id": passage.article_id,
        "newspaper": source.newspaper,
        "page": source.page,
        "headline": source.headline,
        "external_id": source.external_id,
        "start": passage.start,
        "end": passage.end,
        # None means absent: a bound then leaves the row out, and an update drops the date that was there.
        "date": day_number(source.date) if source.date else None,
    }


def _batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch
