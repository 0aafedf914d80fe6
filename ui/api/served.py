"""The assistant as the doors use it: the same promises, every question counted."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING, Unpack

from rag.errors import BaodaError, Stopped
from rag.options import AskOptions
from rag.records import Answer, Mode, Note, Strictness
from ui.api.current import CurrentAssistant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from rag.assistant import Assistant
    from rag.library import Library
    from rag.records import Hit
    from rag.settings import Settings
    from ui.api.metrics import Metrics


class ServedAssistant:
    """An assistant that tells the metrics of what it is asked; it stands wherever an assistant is asked."""

    def __init__(self, assistant: Assistant, metrics: Metrics, reopen: Callable[[], Assistant]) -> None:
        """Take the assistant, the metrics, and what opens it anew when its library was moved to another model."""
        self._current = CurrentAssistant(assistant, reopen)
        self._metrics = metrics

    @property
    def library(self) -> Library:
        """The library behind the answers."""
        return self._current.at_hand.library

    def followed(self) -> Library:
        """Return the library as it is now; one that was moved to another model is opened first."""
        with self._current.in_use() as assistant:
            return assistant.library

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._current.at_hand.settings

    def waits_for_model(self, mode: Mode | None) -> bool:
        """Return whether an answer in this mode may have to wait for a chat model."""
        chosen = mode or self.settings.answer.mode
        return bool(self.settings.chat.model) and chosen is not Mode.EXTRACT

    def stream(self, question: str, **options: Unpack[AskOptions]) -> Generator[str | Note | Answer, None, None]:
        """Yield the answer's text piece by piece, then the answer; as `Assistant.stream`."""
        try:
            with (
                self._current.in_use() as assistant,
                closing(assistant.stream(question, **options)) as items,  # type: ignore[type-var]
            ):
                for item in items:
                    if isinstance(item, Answer):
                        self._metrics.answered(item)
                    yield item
        except Stopped:
            raise
        except BaodaError:
            self._metrics.failed()
            raise

    def search(
        self,
        text: str,
        *,
        k: int | None = None,
        since: date | None = None,
        until: date | None = None,
        newspaper: str = "",
        as_of: date | None = None,
        within: Sequence[str] = (),
        strictness: Strictness | None = None,
    ) -> tuple[Hit, ...]:
        """Return the best passages; as `Assistant.search`."""
        self._metrics.searched()
        with self._current.in_use() as assistant:
            return assistant.search(
                text,
                k=k,
                since=since,
                until=until,
                newspaper=newspaper,
                as_of=as_of,
                within=within,
                strictness=strictness,
            )

    def close(self) -> None:
        """Release the library's files."""
        self._current.close()
