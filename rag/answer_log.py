"""One log line and, where it is wanted, one trace for every question: what came of it, and how long each stage took."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from rag import logs
from rag.clock import Clock, Stage
from rag.errors import BaodaError, Stopped
from rag.records import Answer


@dataclass(frozen=True, slots=True)
class Trace:
    """One question's way; times in nanoseconds since 1970, facts without any text."""

    began: int
    ended: int
    stages: tuple[Stage, ...]
    facts: Mapping[str, str | int | bool]


Tracer = Callable[[Trace], None]


@contextmanager
def answering(question: str, clock: Clock, tracer: Tracer | None = None) -> Iterator[Callable[[Answer], None]]:
    """Log and trace the answer that the yielded function is given, or why there was none; stages in milliseconds."""
    request = logs.request_id() or logs.new_request_id()
    logs.detail("question", request=request, text=question)
    began = time.time_ns()
    came: dict[str, str | int | bool] = {}

    def log(answer: Answer) -> None:
        came.update(
            mode=answer.mode.value,
            refused=answer.refused,
            sentences=len(answer.sentences),
            citations=len(answer.citations),
            hits=len(answer.hits),
        )
        logs.event("answer", request=request, stages=clock.stages(), facts=came)
        logs.detail("answer", request=request, text=answer.text)

    try:
        yield log
    except (GeneratorExit, Stopped):
        if not came:  # the reader has gone
            logs.event("answer stopped", request=request, stages=clock.stages())
        raise
    except BaodaError as error:
        came["error"] = type(error).__name__
        logs.event("no answer", level=logging.WARNING, request=request, stages=clock.stages(), facts=came)
        logs.detail("no answer", request=request, reason=str(error))
        raise
    finally:
        if tracer:
            facts = {f"baoda.{name}": value for name, value in {"request": request, **came}.items()}
            tracer(Trace(began, time.time_ns(), tuple(clock.begun), facts))
