"""The assistant as the doors use it: the same promises, every question counted."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING, Unpack

from rag.errors import BaodaError, Stopped
from rag.options import AskOptions
from rag.records import Answer, Mode, Note, Strictness

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rag.assistant import Assistant
    from rag.library import Library
    from rag.records import Hit
    from rag.settings import Settings
    from ui.api.metrics import Metrics


class ServedAssistant:
    """An assistant that tells the metrics of what it is asked; it stands wherever an assistant is asked."""

    def __init__(self, assistant: Assistant, metrics: Metrics) -> None:
        self._assistant = assistant
        self._metrics = metrics

    @property
    def library(self) -> Library:
        """The library behind the answers."""
        return self._assistant.library

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._assistant.settings

    def waits_for_model(self, mode: Mode | None) -> bool:
        """Return whether an answer in this mode may have to wait for a chat model."""
        chosen = mode or self.settings.answer.mode
        return bool(self.settings.chat.model) and chosen is not Mode.EXTRACT

    def stream(self, question: str, **options: Unpack[AskOptions]) -> Generator[str | Note | Answer, None, None]:
        """Yield the answer's text piece by piece, then the answer; as `Assistant.stream`."""
        try:
            with closing(self._assistant.stream(question, **options)) as items:  # type: ignore[type-var]
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
        return self._assistant.search(
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
        self._assistant.close()
