"""How much one request may bring: little, but for uploads."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.errors import problem
from ui.api.paths import plain_path

_QUESTION = 1 << 20  # bytes of a request that is no upload
_FRAME = 1 << 20  # bytes that a form takes beside its files
_UPLOADS = ("/api/ingest", "/gradio_api/upload")


class BodyLimit:
    """A layer of the application (ASGI) that reads no further than `upload` bytes of files, and little else."""

    def __init__(self, app: ASGIApp, upload: int) -> None:
        self._app = app
        self._upload = upload + _FRAME

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; one that says it is too large is answered, one that grows so ends in status 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._upload if plain_path(scope).startswith(_UPLOADS) else _QUESTION
        said = Headers(scope=scope).get("content-length", "0")
        if said.isdecimal() and int(said) > limit:
            await problem(413, "too_large", f"{_detail(limit)}.")(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise HTTPException(413, _detail(limit))
            return message

        await self._app(scope, counted, send)


def _detail(limit: int) -> str:
    return f"More than the {limit:,} bytes that are read of such a request"
