"""The assistant at hand: opened anew when its library was moved to another embedding model, and let go when unused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, Thread
from typing import TYPE_CHECKING

from rag import logs
from rag.errors import BaodaError

if TYPE_CHECKING:
    from rag.assistant import Assistant


@dataclass(slots=True, eq=False)
class _Held:
    """An assistant, how many use it at the moment, and whether another has taken its place."""

    assistant: Assistant
    uses: int = 0
    replaced: bool = False


class CurrentAssistant:
    """Holds one assistant for many threads; `reopen` opens it anew, which takes the time of loading a model."""

    def __init__(self, assistant: Assistant, reopen: Callable[[], Assistant]) -> None:
        self._held = _Held(assistant)
        self._reopen = reopen
        self._counting = Lock()
        self._opening = Lock()

    @property
    def at_hand(self) -> Assistant:
        """The assistant without waiting: where its library was moved, another is being opened meanwhile."""
        if self._held.assistant.library.moved and not self._opening.locked():
            Thread(target=self._follow_quietly, daemon=True).start()
        return self._held.assistant

    @contextmanager
    def in_use(self) -> Iterator[Assistant]:
        """Give the assistant over the library as it is now; it stays open during the block.

        Raises what keeps a moved library from being opened.
        """
        self._follow()
        with self._counting:
            held = self._held
            held.uses += 1
        try:
            yield held.assistant
        finally:
            with self._counting:
                held.uses -= 1
                over = held.replaced and not held.uses
            if over:
                _let_go(held.assistant)

    def close(self) -> None:
        """Release the library's files."""
        self._held.assistant.close()

    def _follow(self) -> None:
        if not self._held.assistant.library.moved:
            return
        with self._opening:
            old = self._held
            if not old.assistant.library.moved:  # another thread opened it just now
                return
            new = _Held(self._reopen())
            with self._counting:
                self._held, old.replaced = new, True
                unused = not old.uses
            logs.event("library moved, opened anew")
            if unused:
                _let_go(old.assistant)

    def _follow_quietly(self) -> None:
        try:
            self._follow()
        except BaodaError as error:
            logs.event("library moved, not opened", error=type(error).__name__)


def _let_go(assistant: Assistant) -> None:
    """Release the indexes of an assistant that was replaced; whoever still reads its articles may go on."""
    assistant.library.indexes.close()
