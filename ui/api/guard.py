"""Who comes in: every request is known by its token or its session, or it is turned away before anything is done."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from anyio import to_thread
from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import SecretStr
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag import logs
from rag.accounts import BEARER, LOCAL, Accounts, key_digest
from ui.api.errors import problem
from ui.api.hosts import host_of, is_this_machine, same_origin
from ui.api.paths import plain_path
from ui.api.rates import Rates

COOKIE = "baoda_session"
_CALLER = "baoda.caller"
_OPEN = frozenset({"/healthz", "/login"})
# What costs the server work; the page's own files and its polling do not count.
_COUNTED = ("/api/", "/v1/", "/mcp", "/gradio_api/queue/join", "/gradio_api/upload")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'none'; object-src 'none'; base-uri 'self'",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """What the guard knows: the server's own token, empty when it has none, and the users."""

    token: SecretStr
    accounts: Accounts

    def asks(self) -> bool:
        """Return whether callers have to say who they are."""
        return bool(self.token.get_secret_value()) or not self.accounts.empty()

    def is_token(self, given: str) -> bool:
        """Return whether this is the server's own token."""
        own = self.token.get_secret_value()
        return bool(own) and hmac.compare_digest(given.encode("utf-8", "replace"), own.encode())

    def caller(self, bearer: str | None, session: str) -> str | None:
        """Return the caller's name, or None for one that is not let in."""
        if bearer is not None:
            return BEARER if self.is_token(bearer) else self.accounts.by_token(bearer)
        known = self.accounts.by_session(session) if session else None
        if known == self.token_session():
            return BEARER
        if known and ":" not in known:
            return known
        return None if self.asks() else LOCAL

    def token_session(self) -> str:
        """Return the name of sessions of the server's own token: another one for another token, and no user's."""
        return f"{BEARER}:{key_digest(self.token.get_secret_value())[:16]}"


def caller_of(request: Request) -> str:
    """Return the name of whoever sent the request, as the guard found it."""
    return str(request.scope.get(_CALLER, LOCAL))


class Guard:
    """The outermost layer of the application (ASGI)."""

    def __init__(self, app: ASGIApp, gate: Gate, rates: Rates, draining: Callable[[], bool]) -> None:
        self._app = app
        self._gate = gate
        self._rates = rates
        self._draining = draining

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks WebSocket
            await send({"type": "websocket.close", "code": 1008})
            return
        with logs.request(Headers(scope=scope).get("x-request-id", "")) as request_id:
            refused = await self._refusal(scope)
            await (refused or self._app)(scope, receive, _with_headers(send, request_id))

    async def _refusal(self, scope: Scope) -> Response | None:
        """Return the answer to a request that is turned away; None, with its caller noted, for one that is let in."""
        headers, path = Headers(scope=scope), str(scope["path"])
        origin = headers.get("origin")
        if origin is not None and not same_origin(origin, headers.get("host", "")):
            return problem(403, "forbidden", "Requests from other sites are not answered.")
        if path in _OPEN:
            return None
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        given = bearer.strip() if kind.lower() == "bearer" else None
        session = Request(scope).cookies.get(COOKIE, "")
        caller = await to_thread.run_sync(self._gate.caller, given, session)
        if caller is None:
            return _ask_who(scope, headers)
        if caller == LOCAL and not is_this_machine(host_of(headers.get("host", ""))):
            # A page elsewhere may have its name point here; only a login keeps such a page out.
            return problem(
                403, "forbidden", "Without a token or users this server answers to the names of its own machine only."
            )
        scope[_CALLER] = caller
        wanted = plain_path(scope)
        return self._late(wanted) or self._often(wanted, caller)

    def _late(self, path: str) -> Response | None:
        if not (self._draining() and path.startswith(_COUNTED)):
            return None
        return problem(503, "unready", "The server is about to end; try again in a moment.", {"Retry-After": "5"})

    def _often(self, path: str, caller: str) -> JSONResponse | None:
        if caller == LOCAL or not path.startswith(_COUNTED):
            return None
        wait = self._rates.wait(caller)
        if not wait:
            return None
        after = {"Retry-After": str(int(wait) + 1)}
        return problem(429, "rate_limit", f"Too many requests; the next is taken in {int(wait) + 1} seconds.", after)


def _ask_who(scope: Scope, headers: Headers) -> Response:
    """Send a person to the login, and tell a program that it needs a token."""
    if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
        query = scope["query_string"].decode("latin-1")
        wanted = str(scope["path"]) + (f"?{query}" if query else "")
        return RedirectResponse(f"/login?next={quote(wanted, safe='')}", 303)
    return problem(
        401,
        "unauthorized",
        "This server asks who you are: send the header Authorization: Bearer TOKEN, or sign in at /login.",
        {"WWW-Authenticate": "Bearer"},
    )


def _with_headers(send: Send, request_id: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers["X-Request-ID"] = request_id
        await send(message)

    return sending
