"""Counts the requests at work and times each by its route, whatever becomes of it."""

from __future__ import annotations

from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.paths import plain_path
from ui.api.service import Service

# What an open page keeps running all the time; the end of the server need not wait for it.
_IDLE = "/gradio_api/heartbeat/"
HUNG_UP = 499  # nginx's status for a client that left before the answer began


class Watch:
    """A layer of the application (ASGI) around all others."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note how it went."""
        if scope["type"] != "http" or plain_path(scope).startswith(_IDLE):
            await self._app(scope, receive, send)
            return
        status = HUNG_UP

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
            await send(message)

        self._service.at_work += 1
        self._service.metrics.began()
        began = perf_counter()
        try:
            await self._app(scope, receive, sending)
        finally:
            self._service.at_work -= 1
            self._service.metrics.ended(_route(scope), str(scope["method"]), status, perf_counter() - began)


def _route(scope: Scope) -> str:
    """Return the route's pattern, so that ids in paths do not make a series each; what is no route is the page's."""
    return str(getattr(scope.get("route"), "path", "") or "page")
