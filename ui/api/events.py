"""An answer that comes piece by piece, from the assistant's thread to a program's connection."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Generator
from contextlib import aclosing
from typing import TypeVar, Unpack

from fastapi import Request
from starlette.exceptions import HTTPException

from rag.errors import BaodaError
from rag.options import AskOptions
from rag.records import Answer, Note
from rag.stopping import Stop
from ui.api.errors import problem_row
from ui.api.service import Service
from ui.api.watch import HUNG_UP
from ui.rows.answers import answer_row

EVENT_STREAM = "text/event-stream"
# A proxy must not gather the pieces, nor anyone keep them.
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_BEAT = 15.0  # seconds without a word after which a comment is sent, so that no proxy takes the connection for dead
_LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}  # Python's and JavaScript's

T = TypeVar("T")


def asked(service: Service, question: str, options: AskOptions) -> AsyncGenerator[str | Note | Answer, None]:
    """Yield the answer's pieces, then the answer; leaving the generator stops the chat model."""
    assistant = service.assistant()

    def answer(stop: Stop) -> Generator[str | Note | Answer, None, None]:
        options["stop"] = stop
        return assistant.stream(question, **options)

    return service.lane(options.get("mode")).stream(answer)


class HungUp(HTTPException):
    """Whoever sent the request has left; nobody reads the answer."""

    def __init__(self) -> None:
        super().__init__(HUNG_UP, "The client has left")


async def while_there(request: Request, work: Awaitable[T]) -> T:
    """Return what the work gives; it is cancelled, and HungUp raised, when whoever asked hangs up before."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_hangs_up(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise HungUp
        return await working
    finally:
        for one in (working, leaving):
            one.cancel()
        await asyncio.wait({working, leaving})


async def _hangs_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def answered(service: Service, question: str, **options: Unpack[AskOptions]) -> Answer:
    """Return the answer to a question."""
    async with aclosing(asked(service, question, options)) as items:
        async for item in items:
            if isinstance(item, Answer):
                return item
    raise BaodaError("The answer's stream ended without an answer; please report this.")


async def server_sent(items: AsyncGenerator[str | Note | Answer, None]) -> AsyncIterator[str]:
    """Yield events: `piece` {text}, `note` {kind, text}, at the end `answer` (as without streaming) or `error`."""
    try:
        async for item in with_beats(items):
            if item is None:
                yield ": still at it\n\n"
            elif isinstance(item, str):
                yield sse({"text": item}, "piece")
            elif isinstance(item, Note):
                yield sse({"kind": item.kind.value, "text": item.text}, "note")
            else:
                yield sse(answer_row(item), "answer")
    except BaodaError as error:
        yield sse(problem_row(error), "error")


def sse(data: object, event: str = "") -> str:
    """Return one server-sent event, in which no character is left that some client takes for the end of a line."""
    named = f"event: {event}\n" if event else ""
    return f"{named}data: {json.dumps(data, ensure_ascii=False).translate(_LINE_ENDS)}\n\n"


async def with_beats(items: AsyncGenerator[T, None], seconds: float = _BEAT) -> AsyncIterator[T | None]:
    """Yield the items, and None whenever none came for so long."""
    async with aclosing(items):
        coming: asyncio.Task[T] | None = None
        try:
            while True:
                coming = coming or asyncio.ensure_future(anext(items))
                done, _ = await asyncio.wait({coming}, timeout=seconds)
                if not done:
                    yield None
                    continue
                item, coming = coming, None
                try:
                    yield item.result()
                except StopAsyncIteration:
                    return
        finally:
            if coming is not None:
                coming.cancel()
                await asyncio.wait({coming})
