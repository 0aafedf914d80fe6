"""A bounded number of threads for one kind of work, so that slow work of one kind never holds up another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import aclosing, closing, suppress
from contextvars import copy_context
from dataclasses import dataclass
from threading import Thread
from typing import Generic, TypeVar

from rag.stopping import Stop

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Told(Generic[T]):
    """What the thread says: an item, an error, or (with neither) that the work is over."""

    item: T | None = None
    error: BaseException | None = None
    over: bool = False


class Lane:
    """Runs up to `width` pieces of work at a time; the rest wait their turn.

    Every piece has a thread of its own that does not keep the program from ending: one that hangs on a silent chat
    model holds nothing but its place in the lane.
    """

    def __init__(self, width: int) -> None:
        self._free = asyncio.Semaphore(width)

    async def run(self, work: Callable[[], T]) -> T:
        """Return what the work returns, or raise what it raises."""

        def once(_: Stop) -> Generator[T, None, None]:
            yield work()

        async with aclosing(self.stream(once)) as items:
            async for item in items:
                return item
        raise AssertionError("a piece of work ended without an outcome")

    async def stream(self, items: Callable[[Stop], Generator[T, None, None]]) -> AsyncGenerator[T, None]:
        """Yield the items as they come. When the reader leaves, the work is told so, and closed at its next item."""
        await self._free.acquire()
        loop = asyncio.get_running_loop()
        told: asyncio.Queue[_Told[T]] = asyncio.Queue()
        left = Stop()
        here = copy_context()  # the request's id goes with the work
        Thread(target=here.run, args=(_pump, items, loop, told, left, self._free), daemon=True).start()
        try:
            while not (said := await told.get()).over:
                if said.error is not None:
                    raise said.error
                yield said.item  # type: ignore[misc]  # neither an error nor the end: an item
        finally:
            left.now()


def _pump(
    items: Callable[[Stop], Generator[T, None, None]],
    loop: asyncio.AbstractEventLoop,
    told: asyncio.Queue[_Told[T]],
    left: Stop,
    free: asyncio.Semaphore,
) -> None:
    """Hand every item over to the loop, and free the place in the lane at the end."""

    def tell(said: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop is closed: the server has ended, and nobody waits
            loop.call_soon_threadsafe(said)

    try:
        with closing(items(left)) as source:
            for item in source:
                tell(lambda item=item: told.put_nowait(_Told(item)))  # type: ignore[misc]
                if left.told:
                    break
        tell(lambda: told.put_nowait(_Told(over=True)))
    except BaseException as error:  # noqa: BLE001 - it is raised where the work was asked for
        fault = error
        tell(lambda: told.put_nowait(_Told(error=fault)))
    finally:
        tell(free.release)
