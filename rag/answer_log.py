"""One log line for every question: what came of it, and how long each stage took."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rag import logs
from rag.clock import Clock
from rag.errors import BaodaError
from rag.records import Answer


@contextmanager
def answering(question: str, clock: Clock) -> Iterator[Callable[[Answer], None]]:
    """Log the answer that the yielded function is given, or why there was none; stages in milliseconds."""
    request = logs.request_id() or logs.new_request_id()
    logs.detail("question", request=request, text=question)
    done = False

    def log(answer: Answer) -> None:
        nonlocal done
        done = True
        logs.event(
            "answer",
            request=request,
            mode=answer.mode.value,
            refused=answer.refused,
            sentences=len(answer.sentences),
            citations=len(answer.citations),
            hits=len(answer.hits),
            stages=clock.stages(),
        )
        logs.detail("answer", request=request, text=answer.text)

    try:
        yield log
    except GeneratorExit:
        if not done:  # the reader has gone
            logs.event("answer stopped", request=request, stages=clock.stages())
        raise
    except BaodaError as error:
        kind = type(error).__name__
        logs.event("no answer", level=logging.WARNING, request=request, error=kind, stages=clock.stages())
        logs.detail("no answer", request=request, reason=str(error))
        raise
