"""Chroma's folder held open: one program changes it at a time, none loads it half written, all follow its changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from filelock import FileLock, Timeout

from rag.backends import chroma_graph
from rag.backends.chroma_errors import chroma_errors, forget_half_started
from rag.backends.graph_seal import graph_folders, is_sealed, seal, unseal
from rag.errors import LibraryBusy, LibraryError

COLLECTION = "passages"

_FILE = "chroma.sqlite3"
_LOCK = "graph.lock"
_PAGE = 2000  # rows
_PATIENCE = 120.0  # seconds; the longest write is one batch


class ChromaFolder:
    """An embedded Chroma collection in a folder of its own; safe to use from several threads and processes."""

    def __init__(self, folder: Path, emptied: Callable[[], None], loaded: Callable[[Any], None]) -> None:
        """Open the folder, made when it is not there; LibraryError when it is damaged.

        A graph that a killed program left half written is thrown away, now or when it is met later: `emptied` is told
        beforehand, for the collection is to be filled again. `loaded` gets the collection whenever its graph was read
        into memory, while nobody writes.
        """
        self.folder = folder
        self._emptied = emptied
        self._loaded = loaded
        self._lock = RLock()
        self._client: Any = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self.failure("opened", error) from error
        self._in_use = FileLock(folder / _LOCK, timeout=_PATIENCE, thread_local=False)
        with self._locked():
            self._open()

    @property
    def exists(self) -> bool:
        """Whether Chroma has been here."""
        return (self.folder / _FILE).exists()

    @property
    def most(self) -> int:
        """How many rows one call may bring."""
        return int(self._client.get_max_batch_size())

    @contextmanager
    def changing(self, done: str = "written") -> Iterator[Any]:
        """Yield the collection to be changed, by nobody else meanwhile; afterwards the change is durable."""
        with self._locked(), self._failing(done):
            yield self._current()
            seal(self.folder)
            self._seen = self._stamp()

    @contextmanager
    def reading(self, done: str = "read") -> Iterator[Any]:
        """Yield the collection with all that other programs wrote."""
        with self._lock, self._failing(done):
            yield self._current()

    @contextmanager
    def at_hand(self, done: str = "read") -> Iterator[tuple[Any, bool]]:
        """Yield the collection as it was loaded, and whether others have written since."""
        with self._lock, self._failing(done):
            yield self._collection, self._seen != self._stamp()

    def pages(self, include: list[str]) -> Iterator[Any]:
        """Yield all rows as Chroma's `get` gives them, a few thousand at once."""
        offset, page = 0, None
        while page is None or len(page["ids"]) == _PAGE:
            with self.reading() as collection:
                page = collection.get(include=include, limit=_PAGE, offset=offset)
            yield page
            offset += _PAGE

    def clear(self) -> None:
        """Throw the collection away and begin an empty one."""
        with self._locked():
            self._end()
            self._remove_files()
            self._open()

    def is_sound(self) -> bool:
        """Whether every byte of the graph is as it was last written."""
        with self._locked():
            return is_sealed(self.folder, wholly=True)

    def graph_slots(self) -> int:
        """Return how many vectors are in the graph, removed ones too: its file of lengths has four bytes for each."""
        return sum(file.stat().st_size // 4 for file in self.folder.glob("*/length.bin"))

    def close(self) -> None:
        """Release Chroma's files; the last index of a folder in the process frees them."""
        with self._lock:
            self._end()

    def failure(self, done: str, error: BaseException) -> LibraryError:
        """Return the error that says what could not be done and what to do."""
        return LibraryError(
            f"The vector index {self.folder} cannot be {done} ({error}): check the disk; if it is damaged, "
            "baoda doctor --repair builds it again from the catalogue."
        )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._lock:
            try:
                self._in_use.acquire()
            except Timeout as error:
                raise LibraryBusy(
                    f"Another program has held {self.folder} for {_PATIENCE:.0f} s: wait for it and try again."
                ) from error
            except OSError as error:
                raise self.failure("locked", error) from error
            try:
                yield
            finally:
                self._in_use.release()

    def _failing(self, done: str) -> AbstractContextManager[None]:
        return chroma_errors(lambda error: self.failure(done, error))

    def _open(self) -> None:
        if not is_sealed(self.folder):
            self._emptied()
            self._remove_files()
        self._client = None
        try:
            with chroma_errors(lambda error: self.failure("opened", error), ValueError, KeyError):
                self._begin()
        except LibraryError:
            self._end()
            forget_half_started(self._path)
            raise
        self._seen = self._stamp()

    def _begin(self) -> None:
        import chromadb
        from chromadb.config import Settings

        self._client = chromadb.PersistentClient(path=self._path, settings=Settings(anonymized_telemetry=False))
        self._collection: Any = chroma_graph.open_collection(self._client, COLLECTION)
        self._load()
        seal(self.folder)
        self._loaded(self._collection)

    def _end(self) -> None:
        if self._client is not None:
            self._client.close()

    @property
    def _path(self) -> str:
        """The resolved path, which makes two spellings one: Chroma keeps one system a path and process."""
        return str(self.folder.resolve())

    def _load(self) -> None:
        """Read the graph into memory while nobody writes it: Chroma itself would do it at the first search."""
        first = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
        if len(first):
            self._collection.query(query_embeddings=first, n_results=1, include=[])

    def _current(self) -> Any:
        """Return the collection with what other processes wrote: an open one keeps to the vectors it has loaded."""
        if self._seen != self._stamp():
            with self._locked():
                self._end()
                self._open()
        return self._collection

    def _stamp(self) -> tuple[tuple[int, int], ...]:
        files = (self.folder / name for name in (_FILE, f"{_FILE}-wal"))
        return tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.exists())

    def _remove_files(self) -> None:
        unseal(self.folder)
        for inside in graph_folders(self.folder):
            shutil.rmtree(inside, ignore_errors=True)
        for name in (_FILE, f"{_FILE}-wal", f"{_FILE}-shm", f"{_FILE}-journal"):
            (self.folder / name).unlink(missing_ok=True)
