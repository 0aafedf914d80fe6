"""A word that ends an answer at once: told from any thread, it wakes whoever waits for a slow model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock


class Stop:
    """Told once that an answer is no longer wanted. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._told = Event()
        self._actions: list[Callable[[], object]] = []

    @property
    def told(self) -> bool:
        """Whether it was told."""
        return self._told.is_set()

    def now(self) -> None:
        """Tell it: every action that stands is done in this thread; a second time nothing happens."""
        with self._lock:
            self._told.set()
            actions, self._actions = self._actions, []
        for action in actions:
            action()

    def wait(self, seconds: float) -> bool:
        """Return whether it was told within so many seconds."""
        return self._told.wait(seconds)

    @contextmanager
    def calling(self, action: Callable[[], object]) -> Iterator[None]:
        """Have the action done when it is told inside the block, or now if it was; it must neither wait nor raise."""
        with self._lock:
            late = self._told.is_set()
            if not late:
                self._actions.append(action)
        if late:
            action()
        try:
            yield
        finally:
            with self._lock:
                self._actions = [one for one in self._actions if one is not action]
