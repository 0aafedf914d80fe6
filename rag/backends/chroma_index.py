"""The dense view: passages as vectors in an embedded Chroma collection, nearest by cosine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import RLock
from typing import Any

from rag.backends import index_version
from rag.backends.chroma_bounds import inside, where_filter
from rag.backends.chroma_rows import batches, embedding_text, metadata_of
from rag.embedder import Embedder, Floats
from rag.errors import LibraryError
from rag.protocols import Ranked, Ranking
from rag.records import Passage, Query

COLLECTION = "passages"
VIEW = "dense"

VERSION = "1"  # of rows and of what is embedded; raise it with every change, and libraries embed everything anew
_WITHOUT_NOTE = "1"  # what a folder without a note was built from

_FILE = "chroma.sqlite3"
_ARTICLES_AT_ONCE = 500  # ids in one filter; SQLite bounds the variables of a statement
_IDS_AT_ONCE = 10_000
_REFILLED = 256  # passages that are embedded and stored at once when the index is filled again
_WIDER = 5  # times the hits wanted: neighbours looked at before the filter is asked


class ChromaIndex:
    """A Chroma folder. Each row carries its passage whole: text, place of publication, offsets."""

    name = "chroma"

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Open the folder, made when it is not there; LibraryError when it is damaged."""
        self._folder = folder
        self._embedder = embedder
        self._lock = RLock()  # a search in one thread must not meet a reopening in another
        index_version.begin(folder, VERSION, found=_WITHOUT_NOTE if (folder / _FILE).exists() else None)
        self._open()

    @property
    def current(self) -> bool:
        """Whether it is of this release's making, and filled to the end; else `refill` is due."""
        return index_version.is_whole(self._folder, VERSION)

    def refill(self, passages: Iterable[Passage]) -> None:
        """Hold these passages, embedding only those that an earlier call, cut short, has not taken."""
        if not index_version.is_begun(self._folder, VERSION):
            self._empty()
        held = self.ids()
        for batch in batches((passage for passage in passages if passage.id not in held), _REFILLED):
            self.add(batch)
        index_version.note(self._folder, VERSION, whole=True)

    def add(self, passages: Sequence[Passage]) -> None:
        """Embed and store the passages durably; one that is there already (same id) is replaced."""
        from chromadb.errors import ChromaError

        latest = {passage.id: passage for passage in passages}  # an id twice in one call is an error to Chroma
        for batch in batches(latest.values(), self._client.get_max_batch_size()):
            vectors = self._embedder.encode_passages([embedding_text(passage) for passage in batch])
            try:
                with self._lock:
                    self._current().upsert(
                        ids=[passage.id for passage in batch],
                        embeddings=vectors,
                        documents=[passage.text for passage in batch],
                        metadatas=[metadata_of(passage) for passage in batch],
                    )
                    self._seen = self._stamp()
            except ChromaError as error:
                raise self._failure("written", error) from error

    def remove(self, article_ids: Iterable[str]) -> None:
        """Remove durably every passage of these articles; an unknown id is no error."""
        from chromadb.errors import ChromaError

        for batch in batches(article_ids, _ARTICLES_AT_ONCE):
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

    def _empty(self) -> None:
        from chromadb.errors import ChromaError

        try:
            with self._lock:
                self._client.delete_collection(COLLECTION)
                self._client.close()
                self._open()
        except ChromaError as error:
            raise self._failure("written", error) from error
        index_version.note(self._folder, VERSION, whole=False)

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
        files = (self._folder / name for name in (_FILE, f"{_FILE}-wal"))
        return tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.exists())

    def _failure(self, done: str, error: Exception) -> LibraryError:
        return LibraryError(
            f"The vector index {self._folder} cannot be {done} ({error}): remove that folder, "
            "and it is built again from the catalogue."
        )
