"""What all doors share: the assistant once it is open, room for work of each kind, figures, uploads."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from enum import StrEnum
from threading import Thread
from typing import TYPE_CHECKING

from rag import logs
from rag.records import Mode
from rag.settings import Settings
from ui.api.errors import Unready
from ui.api.jobs import IngestJobs
from ui.api.lanes import Lane
from ui.api.metrics import Metrics
from ui.api.served import ServedAssistant

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.library import Library

_QUICK = 64  # searches and quoted answers that run or wait for their turn to be read for, see `rag.turns`
_LOG = logging.getLogger(__name__)


class State(StrEnum):
    """What the server can do at the moment."""

    WARMING = "warming up"
    READY = "ready"
    FAILED = "failed"
    DRAINING = "draining"


class Service:
    """Opens the assistant on a thread while the server listens already; `open_assistant` may take its time."""

    def __init__(self, settings: Settings, open_assistant: Callable[[], Assistant]) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.quick = Lane(_QUICK)
        self.chat = Lane(settings.serve.answers)
        self.jobs = IngestJobs(lambda: self.assistant().followed(), settings, self.metrics)
        self.draining = False
        self.at_work = 0  # requests that are being answered
        self.page_open = True  # false while the chat page is still being built
        self.fault: BaseException | None = None
        self._open_assistant = open_assistant
        self._assistant: ServedAssistant | None = None
        self._opened = asyncio.Event()

    @property
    def state(self) -> State:
        """What the server can do at the moment."""
        if self.draining:
            return State.DRAINING
        if self.fault:
            return State.FAILED
        return State.READY if self._assistant and self.page_open else State.WARMING

    @property
    def library(self) -> Library | None:
        """The library, once it is open."""
        return self._assistant.library if self._assistant else None

    def begin(self) -> None:
        """Start opening the assistant; to be called on the server's event loop."""
        loop = asyncio.get_running_loop()

        def opening() -> None:
            try:
                assistant = self._open_assistant()
            except BaseException as error:  # noqa: BLE001 - it ends the server, which raises it
                fault: BaseException | None = error
                opened = None
            else:
                fault, opened = None, ServedAssistant(assistant, self.metrics, self._open_assistant)
            try:
                loop.call_soon_threadsafe(self._settle, opened, fault)
            except RuntimeError:  # the loop is closed: the server has ended before its library was open
                if opened:
                    opened.close()

        Thread(target=opening, daemon=True).start()

    def _settle(self, opened: ServedAssistant | None, fault: BaseException | None) -> None:
        self._assistant, self.fault = opened, fault
        self._opened.set()
        logs.event("ready" if opened else "not opened", error=type(fault).__name__ if fault else None)

    def assistant(self) -> ServedAssistant:
        """Return the assistant; Unready while it is being opened, or when that failed."""
        if self._assistant is None:
            raise Unready("The server is warming up; try again in a moment.")
        return self._assistant

    async def opened(self) -> ServedAssistant:
        """Return the assistant as soon as it is open; raise what kept it from opening."""
        await self._opened.wait()
        if self.fault:
            raise self.fault
        return self.assistant()

    def lane(self, mode: Mode | None) -> Lane:
        """Return the lane of a question: those that may wait for a chat model keep to their own."""
        return self.chat if self.assistant().waits_for_model(mode) else self.quick

    def close(self) -> None:
        """Stop the uploads and release the library's files."""
        self.jobs.close()
        if self._assistant:
            self._assistant.close()
