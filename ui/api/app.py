"""The application that `baoda serve` runs: the doors for programs and, behind them, the chat page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI, Security
from fastapi.security import HTTPBearer

from ui.api.articles import article_routes
from ui.api.asking import asking_routes
from ui.api.bodies import BodyLimit
from ui.api.completions import completion_routes
from ui.api.errors import Problem, answer_errors
from ui.api.guard import Gate, Guard
from ui.api.health import health_routes
from ui.api.login import login_routes
from ui.api.mcp_door import McpDoor
from ui.api.page_door import BuildPage, PageDoor
from ui.api.rates import Rates
from ui.api.service import Service
from ui.api.uploads import upload_routes
from ui.api.watch import Watch

_ABOUT = (
    "Ask a newspaper archive and get answers whose quotes can be checked. Where the server asks who you are, send "
    "`Authorization: Bearer TOKEN`."
)
# The guard asks for the key; here it is only told of in the document.
_KEY = HTTPBearer(auto_error=False, description="BAODA_TOKEN, or a user's token from `baoda user token NAME`.")
_REFUSALS: dict[int | str, dict[str, object]] = {
    status: {"model": Problem, "description": text}
    for status, text in {
        400: "What was asked for is not set up.",
        401: "The server asks who you are.",
        422: "The request is not usable.",
        429: "Too many requests.",
        502: "The chat model failed.",
        503: "Warming up, busy, or about to end.",
    }.items()
}


def build_app(service: Service, gate: Gate, build_page: BuildPage | None = None) -> FastAPI:
    """Return the application; without `build_page` it has the doors for programs only."""
    tools = McpDoor(service)
    door = PageDoor(service, build_page) if build_page else None
    app = FastAPI(
        title="Baoda",
        version=version("baoda"),
        description=_ABOUT,
        docs_url=None,  # its page would fetch scripts from elsewhere
        redoc_url=None,
        lifespan=_lifespan(service, tools, door),
        responses=_REFUSALS,
    )
    answer_errors(app, service.settings.library)
    app.include_router(health_routes(service))
    app.include_router(login_routes(gate, service.settings.serve.session))
    for routes in (asking_routes, article_routes, upload_routes, completion_routes):
        app.include_router(routes(service), dependencies=[Security(_KEY)])
    app.router.routes.append(tools.route)
    if door:
        app.mount("/", door)
    app.add_middleware(BodyLimit, upload=service.settings.serve.upload)
    app.add_middleware(Guard, gate=gate, rates=Rates(service.settings.serve.rate), draining=lambda: service.draining)
    app.add_middleware(Watch, service=service)
    return app


def _lifespan(
    service: Service, tools: McpDoor, door: PageDoor | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        service.begin()
        async with AsyncExitStack() as stack:
            stack.callback(service.close)
            await stack.enter_async_context(tools.running())
            if door:
                await stack.enter_async_context(door.kept_open())
            yield

    return running
