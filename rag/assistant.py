"""The whole story: question → made whole → retrieve → read → refuse, quote or write → Answer."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Self, Unpack

from rag import chat_notes, notes
from rag.answer_log import Tracer, answering
from rag.answers import refuse
from rag.asking.translation import Translator
from rag.asking.understanding import remarks, understand
from rag.census_answer import census_answer
from rag.clock import Clock
from rag.errors import BaodaError, SettingsError
from rag.followup import whole_by_model
from rag.inquiry import inquire
from rag.interpreter import Interpreter
from rag.library import Library
from rag.options import AskOptions
from rag.protocols import ChatWriter, Reader, Reranker
from rag.reader import THRESHOLDS
from rag.records import Answer, Hit, Mode, Note, Query, Strictness
from rag.retriever import retrieve
from rag.settings import Settings
from rag.turns import AtOnce, Depth, Turns
from rag.writing import quoted_answer, written_answer

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

FindModels = Callable[[], Sequence[str]]


def _no_models() -> Sequence[str]:
    return ()


def _whole(answer: Answer) -> Iterator[str | Answer]:
    yield answer.marked
    yield answer


class Assistant:
    """Answers questions from one library. Safe to share between threads; it keeps nothing of any user."""

    def __init__(
        self,
        library: Library,
        reader: Reader,
        writer: ChatWriter | None,
        settings: Settings,
        find_models: FindModels = _no_models,
        reranker: Reranker | None = None,
        tracer: Tracer | None = None,
        translator: Translator | None = None,
        turns: Turns | None = None,
    ) -> None:
        """Take the parts; `find_models` names chat models on this machine that could be set, best first.

        `turns` say when and how deep a question is read for; without them every one is at once, by `reader` and
        `reranker`.
        """
        self.library = library
        self.settings = settings
        self.reader = reader
        self._writer = writer
        self._find_models = find_models
        self.reranker = reranker
        self._tracer = tracer
        self.interpreter = Interpreter(library, translator, settings.retrieval)
        self._turns = turns or AtOnce(Depth(settings.reader, reranker, reader))

    def ask(self, question: str, **options: Unpack[AskOptions]) -> Answer:
        """Return the answer with its citations; see `stream`."""
        for item in self.stream(question, **options):
            if isinstance(item, Answer):
                return item
        raise BaodaError("The answer's stream ended without an answer; please report this.")

    def stream(self, question: str, **options: Unpack[AskOptions]) -> Iterator[str | Note | Answer]:
        """Yield the answer's text with its markers piece by piece, then the `Answer` itself; see `AskOptions`.

        The pieces joined are `answer.marked`, unless a chat model failed on the way: then the Answer replaces them.
        A `Note` tells what is sent to a chat model elsewhere before it is sent; the answer repeats it. Closing the
        iterator stops the chat model, and so does the option `stop` from another thread. Raises InputError for an
        unusable question, SettingsError for mode `llm` without a chat model, Stopped after `stop`.
        """
        clock = Clock(on_stage=options.get("on_stage"))
        with answering(question, clock, self._tracer) as log, closing(self._story(question, options, clock)) as items:
            for item in items:
                if isinstance(item, Answer):
                    log(item)
                yield replace(item, timings=tuple(clock.timings)) if isinstance(item, Answer) else item

    def _story(self, question: str, options: AskOptions, clock: Clock) -> Generator[str | Note | Answer, None, None]:
        mode = options.get("mode") or self.settings.answer.mode
        level = options.get("strictness") or self.settings.answer.strictness
        history = options.get("history", ())
        writer = self._writer_for(mode)
        sent = [chat_notes.leaves_machine(question, writer)] if writer and writer.remote else []
        if history:
            yield from sent  # the talk is sent to have the question made whole
        with clock.stage("understand"):
            query = self.interpreter.translated(self._understand(question, options, writer), options)
        said = [notes.understood(question, query.text)] if query.text != " ".join(question.split()) else []
        census = self.interpreter.census(query)
        if census is not None:
            with clock.stage("count"):
                said += remarks(query, (), self.library, asked_on=options.get("as_of"))
                answer = census_answer(census, self.library, query, (*said, *(sent if history else ())))
            yield from _whole(answer)
            return
        stop, asked_on = options.get("stop"), options.get("as_of")
        with self._turns.taken(clock, stop) as depth:  # nothing is yielded inside: who listens slowly keeps no turn
            found = inquire(query, self.library, self.settings, depth, clock, level=level, asked_on=asked_on)
        found = replace(found, notes=(*said, *found.notes, *(sent if history else ())))
        if found.reading.evidence < THRESHOLDS[level]:
            yield from _whole(refuse(found, Mode.LLM if writer else Mode.EXTRACT))
            return
        if found.reading.evidence < THRESHOLDS[Strictness.STRICT]:
            found = found.saying(notes.weak_evidence(question))
        if writer is not None:
            if not history:
                yield from sent
                found = found.saying(*sent)
            yield from written_answer(found, history, writer, self.library, self.settings.chat, clock, stop)
            return
        if mode is not Mode.EXTRACT:
            found = found.saying(chat_notes.no_chat_model(question, self._find_models()))
        with clock.stage("compare"):
            answer = quoted_answer(found, self.library)
        yield from _whole(answer)

    def _understand(self, question: str, options: AskOptions, writer: ChatWriter | None) -> Query:
        """Return the query, a follow-up made whole: by the chat model if there is one, else by carrying words over."""
        history = options.get("history", ())
        whole = None
        if writer and history:
            whole = whole_by_model(writer, question, history, self.settings.chat.followup, options.get("stop"))
        return understand(whole or question, self.library, options, () if whole else history)

    def _writer_for(self, mode: Mode) -> ChatWriter | None:
        if mode is Mode.LLM and self._writer is None:
            raise SettingsError(
                "Mode llm needs a chat model and none is set; set BAODA_CHAT_MODEL (for example ollama:qwen3), "
                "or use mode extract."
            )
        return None if mode is Mode.EXTRACT else self._writer

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
        """Return the `k` best passages (default: the setting retrieval.top), best first; `within` as in `AskOptions`.

        With `strictness`, only those that would each be evidence enough for an answer at that level.
        """
        bounds = AskOptions(since=since, until=until, newspaper=newspaper, as_of=as_of, within=within)
        query = self.interpreter.translated(understand(text, self.library, bounds), bounds)
        with self._turns.taken(Clock()) as depth:
            hits = retrieve(self.library, query, self.settings.retrieval, k, depth.reranker)
            if strictness is None:
                return hits
            return tuple(hit for hit in hits if depth.reader.read(query, [hit]).evidence >= THRESHOLDS[strictness])

    def as_retriever(self) -> BaseRetriever:
        """Return a langchain retriever: question → Documents with their source as metadata."""
        from rag.adapters import LibraryRetriever

        return LibraryRetriever(assistant=self)

    def as_runnable(self) -> Runnable[str, Answer]:
        """Return a langchain Runnable: question → Answer."""
        from rag.adapters import answering

        return answering(self)

    def close(self) -> None:
        """Release the library's files."""
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()
