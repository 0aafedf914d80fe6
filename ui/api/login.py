"""The login page: name and password, or the server's token, against a session in a cookie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ui.api.guard import COOKIE, Gate
from ui.api.plain import plain_page
from ui.api.rates import Rates

_TRIES = 10  # a minute, from one address
_AT_ONCE = 2  # passwords tried at the same time: each takes 32 MiB


@dataclass(frozen=True, slots=True)
class _Words:
    language: str
    title: str
    name: str
    password: str
    enter: str
    token: str
    wrong: str
    often: str


_CHINESE = _Words(
    "zh-CN",
    "登录报答",
    "用户名",
    "密码",
    "登录",
    "没有用户名？只把服务器的令牌填在密码栏里。",
    "用户名或密码不对，请再试一次。",
    "试得太多了，请过一分钟再来。",
)
_ENGLISH = _Words(
    "en",
    "Sign in to Baoda",
    "Name",
    "Password",
    "Sign in",
    "No name? Give the server's token as the password alone.",
    "Name and password do not fit; please try again.",
    "Too many tries; please come back in a minute.",
)


def login_routes(gate: Gate, days: int) -> APIRouter:
    """Return the routes of signing in and out; a session lasts so many days."""
    router = APIRouter(include_in_schema=False)
    tries = Rates(_TRIES)
    hashing = CapacityLimiter(_AT_ONCE)

    @router.get("/login")
    async def page(request: Request, next: str = "/") -> HTMLResponse:  # noqa: A002 - the query's name
        return _page(request, next)

    @router.post("/login")
    async def enter(
        request: Request,
        password: Annotated[str, Form(max_length=1024)],
        name: Annotated[str, Form(max_length=40)] = "",
        next: Annotated[str, Form()] = "/",  # noqa: A002 - the form's name
    ) -> Response:
        if tries.wait(request.client.host if request.client else ""):
            return _page(request, next, _words(request).often, 429)
        if name.strip():
            known = await to_thread.run_sync(gate.accounts.by_password, name.strip(), password, limiter=hashing)
        else:
            known = gate.token_session() if gate.is_token(password) else None
        if known is None:
            return _page(request, next, _words(request).wrong, 401)
        seconds = days * 86_400
        key = await to_thread.run_sync(gate.accounts.begin_session, known, seconds)
        entered = RedirectResponse(local_path(next), 303)
        secure = request.url.scheme == "https"
        entered.set_cookie(COOKIE, key, max_age=seconds, httponly=True, samesite="lax", secure=secure)
        return entered

    @router.post("/logout")
    async def leave(request: Request) -> Response:
        await to_thread.run_sync(gate.accounts.end_session, request.cookies.get(COOKIE, ""))
        left = RedirectResponse("/login", 303)
        left.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return left

    return router


def local_path(wanted: str) -> str:
    """Return the path when it stays on this server, else the root."""
    stays = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if stays and "\\" not in wanted else "/"


def _words(request: Request) -> _Words:
    preferred = request.headers.get("accept-language", "zh").split(",")[0].strip().lower()
    return _CHINESE if preferred.startswith("zh") or not preferred else _ENGLISH


def _page(request: Request, wanted: str, fault: str = "", status: int = 200) -> HTMLResponse:
    words = _words(request)
    return HTMLResponse(
        plain_page("login.html", words=words, fault=fault, next=local_path(wanted)),
        status,
        {"Cache-Control": "no-store"},
    )
