"""/healthz, /readyz, /api/status and /metrics: whether the server lives, can answer, and what it did."""

from __future__ import annotations

from importlib.metadata import version

from anyio import to_thread
from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from rag.library import Library
from ui.api.errors import without_paths
from ui.api.metrics import CONTENT_TYPE
from ui.api.service import Service, State
from ui.api.shapes import Holdings, Readiness, ServerStatus
from ui.rows.answers import day


def health_routes(service: Service) -> APIRouter:
    """Return the routes that tell of the server itself."""
    router = APIRouter(tags=["server"])

    @router.get("/healthz", response_class=PlainTextResponse)
    async def alive() -> str:
        """Answer as long as the server runs; open to everybody."""
        return "ok"

    @router.get("/readyz", responses={503: {"model": Readiness, "description": "Not yet, or no more."}})
    async def ready() -> Readiness:
        """Tell whether questions can be answered: 200 when they can, else 503."""
        state = service.state
        if state is State.READY:
            return Readiness(state=state)
        return JSONResponse({"state": state.value}, 503)  # type: ignore[return-value]  # with another status

    @router.get("/api/status")
    async def status() -> ServerStatus:
        """Tell what the library holds and what it was made with."""
        library, chat_model = service.library, service.settings.chat.model
        held = await to_thread.run_sync(lambda: _holdings(library, chat_model)) if library else None
        return ServerStatus(state=service.state, version=version("baoda"), library=held)

    @router.get("/metrics", response_class=PlainTextResponse)
    async def metrics() -> Response:
        """Return the server's figures in Prometheus' text format."""
        contents = await to_thread.run_sync(service.library.contents) if service.library else None
        return Response(service.metrics.text(contents), media_type=CONTENT_TYPE)

    return router


def _holdings(library: Library, chat_model: str) -> Holdings:
    state = library.status()
    contents = state.contents
    return Holdings(
        articles=contents.articles,
        passages=contents.passages,
        newspapers=list(contents.newspapers),
        first_date=day(contents.first_date),
        last_date=day(contents.last_date),
        embedding_model=without_paths(state.embedding),
        chat_model=chat_model,
        sizes=[{"store": size.name, "bytes": size.bytes, "passages": size.passages} for size in state.sizes],
        pending=state.pending,
    )
