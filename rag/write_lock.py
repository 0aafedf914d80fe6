"""The right to write to a library: held by one thread of one program at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from filelock import FileLock, Timeout

from rag.errors import LibraryBusy

_LOCK = "write.lock"
_PATIENCE = 60.0  # seconds; one batch of another program is over by then


class WriteLock:
    """A library's lock; a thread that holds it may take it again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = FileLock(folder / _LOCK)
        self._thread = RLock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the library against threads of this program and against other programs, else raise LibraryBusy."""
        with self._thread:
            try:
                self._file.acquire(timeout=_PATIENCE)
            except Timeout as error:
                raise LibraryBusy(
                    f"Another program is writing to the library {self._folder}; wait until it is done and try again."
                ) from error
            try:
                yield
            finally:
                self._file.release()
