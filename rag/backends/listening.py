"""An asynchronous stream heard from an ordinary thread, which can leave at any moment: also while nothing comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Generator
from concurrent.futures import CancelledError
from functools import lru_cache
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from rag.errors import Stopped
from rag.stopping import Stop

T = TypeVar("T")


def heard(begin: Callable[[], AsyncIterator[T]], stop: Stop) -> Generator[T, None, None]:
    """Yield the stream's items as they come; its errors are raised here.

    `stop`, or closing the generator, cancels the stream wherever it waits, so that it closes its connection at once.
    Raises Stopped when it was `stop`.
    """
    if stop.told:
        raise Stopped
    came: SimpleQueue[tuple[T] | None] = SimpleQueue()  # None: nothing more comes

    async def listen() -> None:
        async for item in begin():
            came.put((item,))

    listening = asyncio.run_coroutine_threadsafe(listen(), _loop())
    listening.add_done_callback(lambda _: came.put(None))
    try:
        with stop.calling(listening.cancel):
            while (item := came.get()) is not None:
                yield item[0]
        listening.result()
    except CancelledError:
        raise Stopped from None
    finally:
        listening.cancel()


@lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    """Return the loop that all streams share, for vendors' clients stay with the loop that they were first used on."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="listening", daemon=True).start()
    return loop
