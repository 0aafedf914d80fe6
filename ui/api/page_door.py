"""The way to the chat page: a page that says "warming up" until the real one is built."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse
from starlette.types import Receive, Scope, Send

from ui.api.lanes import Lane
from ui.api.plain import plain_page
from ui.api.served import ServedAssistant
from ui.api.service import Service

BuildPage = Callable[[ServedAssistant], FastAPI]


class PageDoor:
    """An application (ASGI) that stands where the page will be."""

    def __init__(self, service: Service, build: BuildPage) -> None:
        service.page_open = False
        self._service = service
        self._build = build
        self._page: FastAPI | None = None

    @asynccontextmanager
    async def kept_open(self) -> AsyncIterator[None]:
        """Build the page beside the block, once the assistant is open, and keep it running to the block's end."""
        closing = asyncio.Event()
        keeping = asyncio.create_task(self._keep_open(closing))
        try:
            yield
        finally:
            closing.set()
            if self._page is None:
                keeping.cancel()
            await asyncio.wait({keeping})

    async def _keep_open(self, closing: asyncio.Event) -> None:
        try:
            assistant = await self._service.opened()
            page = await Lane(1).run(lambda: asyncio.run(self._built(assistant)))
        except Exception as error:  # noqa: BLE001 - it ends the server, which raises it
            self._service.fault = error
            return
        async with page.router.lifespan_context(page):
            self._page = page
            self._service.page_open = True
            await closing.wait()

    async def _built(self, assistant: ServedAssistant) -> FastAPI:
        """Build the page on a loop of its own: where none runs, Gradio makes some and leaves them open."""
        return self._build(assistant)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the page, or ask for a little patience."""
        if self._page is not None:
            await self._page(scope, receive, send)
        elif scope["path"] == "/":
            waiting = HTMLResponse(plain_page("warming.html"), 503, {"Retry-After": "2", "Cache-Control": "no-store"})
            await waiting(scope, receive, send)
        else:
            await PlainTextResponse("Not there yet.", 503, {"Retry-After": "2"})(scope, receive, send)
