"""The whole story: question → retrieve → read → refuse or answer → cite → verify → Answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rag import notes, prompt
from rag.answers import answer_from_chat, answer_from_quotes, refuse
from rag.citations import resolve_markers
from rag.errors import BaodaError, ChatError, SettingsError
from rag.library import Library
from rag.protocols import ChatWriter, Reader, Reading
from rag.question import make_query
from rag.reader import THRESHOLDS
from rag.records import Answer, Hit, Mode, Note, Query, Strictness, Timing, Turn
from rag.retriever import retrieve
from rag.settings import Settings

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable


@dataclass
class _Clock:
    """Collects the wall-clock time of each stage."""

    timings: list[Timing] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = perf_counter()
        try:
            yield
        finally:
            self.timings.append(Timing(name, (perf_counter() - start) * 1000))


class Assistant:
    """Answers questions from one library. Safe to share between threads; it keeps nothing of any user."""

    def __init__(self, library: Library, reader: Reader, writer: ChatWriter | None, settings: Settings) -> None:
        self.library = library
        self.settings = settings
        self._reader = reader
        self._writer = writer
        self._told_what_leaves = False

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        since: date | None = None,
        until: date | None = None,
        newspaper: str = "",
        history: Sequence[Turn] = (),
        mode: Mode | None = None,
        strictness: Strictness | None = None,
    ) -> Answer:
        """Return the answer with its citations; see `stream` for the arguments."""
        for item in self.stream(
            question,
            as_of=as_of,
            since=since,
            until=until,
            newspaper=newspaper,
            history=history,
            mode=mode,
            strictness=strictness,
        ):
            if isinstance(item, Answer):
                return item
        raise BaodaError("The answer's stream ended without an answer; please report this.")

    def stream(
        self,
        question: str,
        *,
        as_of: date | None = None,
        since: date | None = None,
        until: date | None = None,
        newspaper: str = "",
        history: Sequence[Turn] = (),
        mode: Mode | None = None,
        strictness: Strictness | None = None,
    ) -> Iterator[str | Answer]:
        """Yield the answer's text with its markers piece by piece, then the `Answer` itself.

        `as_of` is the day the question is asked on (default today); `since` and `until` bound the day of publication,
        both included; `history` are the turns before, oldest first; `mode` and `strictness` default to the settings.
        The pieces joined are `answer.marked`, unless a chat model failed on the way: then the Answer replaces them.
        Raises InputError for an unusable question and SettingsError for mode `llm` without a chat model.
        """
        query = make_query(
            question,
            since=since,
            until=until,
            newspaper=newspaper,
            as_of=as_of or date.today(),
            history=history,
        )
        chosen = mode or self.settings.answer.mode
        writer = self._writer_for(chosen)
        clock = _Clock()
        with clock.stage("retrieve"):
            hits = retrieve(self.library, query, self.settings.retrieval)
        with clock.stage("read"):
            reading = self._reader.read(query, hits)
        if reading.evidence < THRESHOLDS[strictness or self.settings.answer.strictness]:
            answer = refuse(query, hits, Mode.LLM if writer else Mode.EXTRACT, clock.timings)
            yield answer.marked
            yield answer
            return
        said: list[Note] = []
        if reading.evidence < THRESHOLDS[Strictness.STRICT]:
            said.append(notes.weak_evidence(query.text))
        if writer is None:
            if chosen is not Mode.EXTRACT:
                said.append(notes.no_chat_model(query.text))
            answer = answer_from_quotes(query, hits, reading, said, clock.timings)
            yield answer.marked
            yield answer
        else:
            yield from self._write(query, hits, reading, history, writer, said, clock)

    def _writer_for(self, mode: Mode) -> ChatWriter | None:
        if mode is Mode.LLM and self._writer is None:
            raise SettingsError(
                "Mode llm needs a chat model and none is set; set BAODA_CHAT_MODEL (for example ollama:qwen3), "
                "or use mode extract."
            )
        return None if mode is Mode.EXTRACT else self._writer

    def _write(
        self,
        query: Query,
        hits: Sequence[Hit],
        reading: Reading,
        history: Sequence[Turn],
        writer: ChatWriter,
        said: list[Note],
        clock: _Clock,
    ) -> Iterator[str | Answer]:
        shown = hits[: self.settings.chat.passages]
        if writer.remote and not self._told_what_leaves:
            self._told_what_leaves = True
            said.append(notes.leaves_machine(query.text, writer))
        pieces: list[str] = []
        try:
            with clock.stage("write"):
                written = writer.write(prompt.answer_messages(query, shown, history))
                for piece in resolve_markers(written, range(1, len(shown) + 1)):
                    pieces.append(piece)
                    yield piece
        except ChatError as error:
            # What was streamed so far is void: the answer alone follows.
            said.append(notes.chat_failed(query.text, str(error)))
            yield answer_from_quotes(query, hits, reading, said, clock.timings)
            return
        with clock.stage("verify"):
            checked = answer_from_chat(query, hits, shown, "".join(pieces), said)
        yield replace(checked, timings=tuple(clock.timings))

    def search(
        self,
        text: str,
        *,
        k: int | None = None,
        since: date | None = None,
        until: date | None = None,
        newspaper: str = "",
        as_of: date | None = None,
        strictness: Strictness | None = None,
    ) -> tuple[Hit, ...]:
        """Return the `k` best passages (default: the setting retrieval.top), best first.

        With `strictness`, only those that would each be evidence enough for an answer at that level.
        """
        query = make_query(text, since=since, until=until, newspaper=newspaper, as_of=as_of)
        hits = retrieve(self.library, query, self.settings.retrieval, k)
        if strictness is None:
            return hits
        return tuple(hit for hit in hits if self._reader.read(query, [hit]).evidence >= THRESHOLDS[strictness])

    def as_retriever(self) -> BaseRetriever:
        """Return a langchain retriever: question → Documents with their source as metadata."""
        from rag.adapters import LibraryRetriever

        return LibraryRetriever(assistant=self)

    def as_runnable(self) -> Runnable[str, Answer]:
        """Return a langchain Runnable: question → Answer; it streams what `stream` yields."""
        from rag.adapters import answering

        return answering(self)

    def close(self) -> None:
        """Release the library's files."""
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
