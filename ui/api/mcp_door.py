"""The way to the MCP server by streamable HTTP at /mcp, behind the same guard as everything else."""

from __future__ import annotations

from asyncio import Future
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from ui.api.events import HungUp, while_there
from ui.api.mcp_tools import mcp_server
from ui.api.service import Service

PATH = "/mcp"


class McpDoor:
    """An application (ASGI) that stands at `route` and works while `running` does."""

    def __init__(self, service: Service) -> None:
        from mcp.server.transport_security import TransportSecuritySettings

        # The guard has looked at Host and Origin already. No session is kept: every call stands for itself.
        unchecked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        self._server = mcp_server(service)
        self._app = self._server.streamable_http_app(
            streamable_http_path=PATH, stateless_http=True, json_response=True, transport_security=unchecked
        )
        self.route = Route(PATH, endpoint=self, methods=None, include_in_schema=False)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Let the MCP server work during the block."""
        async with self._server.session_manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on to the MCP server; as no session is kept, a client that hangs up wants no answer."""
        request = Request(scope, receive)
        unread: list[Message] = [{"type": "http.request", "body": await request.body()}]

        async def given() -> Message:
            return unread.pop() if unread else await Future()

        with suppress(HungUp):
            await while_there(request, self._app(scope, given, send))
