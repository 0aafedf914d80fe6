"""The right to write to a library: held by one thread of one program at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from filelock import FileLock, Timeout

from rag.errors import LibraryBusy

_LOCK = "write.lock"
_UNNOTICED = 1.0  # seconds; a wait of this length is not worth a word


class WriteLock:
    """A library's lock; a thread that holds it may take it again."""

    def __init__(self, folder: Path, wait: float) -> None:
        """Take the library's folder and how many seconds to wait for another program."""
        self._folder = folder
        self._wait = wait
        self._file = FileLock(folder / _LOCK)
        self._thread = RLock()

    @contextmanager
    def held(self, told: Callable[[str], None] | None = None, wait: float | None = None) -> Iterator[None]:
        """Hold the library against threads of this program and against other programs, else raise LibraryBusy.

        `told` hears of it when another program is waited for; `wait` seconds are waited instead of the usual time.
        """
        with self._thread:
            self._acquire(told, self._wait if wait is None else wait)
            try:
                yield
            finally:
                self._file.release()

    def _acquire(self, told: Callable[[str], None] | None, wait: float) -> None:
        unnoticed = min(_UNNOTICED, wait)
        try:
            self._file.acquire(timeout=unnoticed)
        except Timeout:
            if told:
                told(f"Another program is writing to the library {self._folder}; waiting up to {wait:.0f} s")
        else:
            return
        try:
            self._file.acquire(timeout=wait - unnoticed)
        except Timeout as error:
            raise LibraryBusy(
                f"Another program is writing to the library {self._folder} and was waited for {wait:.0f} s: "
                "try again when it is done, or wait longer with BAODA_INGEST_WAIT."
            ) from error
