"""Errors as programs get them: one JSON shape, one sentence, no path and no key."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from rag.errors import (
    BaodaError,
    ChatError,
    InputError,
    LibraryBusy,
    LibraryError,
    ModelError,
    SettingsError,
)

_LOG = logging.getLogger(__name__)
# An absolute path: it begins a word and has a folder in it. Addresses such as http://… do not begin with a slash.
_PATH = re.compile(
    r"(?<![\w/:.])(?:[A-Za-z]:)?(?:[/\\][^\s/\\，。；：、,;:'\"()（）]+)+[/\\]([^\s/\\，。；：、,;:'\"()（）]*)"
)
_WHERE = {"body", "query", "path", "header", "cookie"}


class NotThere(InputError):
    """Something that was asked for by its name and is not there."""


class Unsupported(InputError):
    """A file of a kind that is not read."""


class Unready(BaodaError):
    """The server cannot answer yet, or no more."""


class Fault(BaseModel):
    """What went wrong: one sentence, and the kind of error for programs."""

    message: str
    type: str
    code: str | None = None
    param: str | None = None


class Problem(BaseModel):
    """Every error has this shape, which is that of the OpenAI protocol."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"error": {"message": "There is no article 0f3a.", "type": "not_found"}}}
    )

    error: Fault


_KINDS: tuple[tuple[type[BaodaError], int, str], ...] = (
    (NotThere, 404, "not_found"),
    (Unsupported, 415, "unsupported_type"),
    (Unready, 503, "unready"),
    (InputError, 422, "invalid_request"),
    (SettingsError, 400, "not_set_up"),
    (ChatError, 502, "chat_model"),
    (LibraryBusy, 503, "busy"),
    (LibraryError, 503, "library"),
    (ModelError, 503, "model"),
)
_SOON = "2"  # seconds after which a client may try again


def without_paths(sentence: str, library: Path | None = None) -> str:
    """Return the sentence with the library's folder called so and every absolute path cut to its last name."""
    if library is not None:
        for folder in (str(library.absolute()), str(library)):
            sentence = re.sub(rf"(?<![\w/.]){re.escape(folder)}(?![\w.])/?", "the library", sentence)
    return _PATH.sub(r"\1", sentence.replace(tempfile.gettempdir() + "/", "/tmp/"))  # noqa: S108 - only to be cut


def status_of(error: BaodaError) -> tuple[int, str]:
    """Return the HTTP status and the kind of an error."""
    return next(((status, kind) for known, status, kind in _KINDS if isinstance(error, known)), (500, "internal"))


def problem_row(error: BaodaError) -> dict[str, object]:
    """Return an error as the body of an answer."""
    return Problem(error=Fault(message=without_paths(str(error)), type=status_of(error)[1])).model_dump()


def problem(status: int, kind: str, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return an answer that says what went wrong."""
    body = Problem(error=Fault(message=message, type=kind)).model_dump()
    return JSONResponse(body, status, dict(headers or {}))


def answer_errors(app: FastAPI, library: Path) -> None:
    """Have every error of this application answered in the one shape."""

    @app.exception_handler(BaodaError)
    async def known(request: Request, error: BaodaError) -> JSONResponse:  # noqa: ARG001 - the framework's signature
        status, kind = status_of(error)
        if status == 500:
            _LOG.error("An error without a status of its own", exc_info=error)
        headers = {"Retry-After": _SOON} if status == 503 else None
        return problem(status, kind, without_paths(str(error), library), headers)

    @app.exception_handler(RequestValidationError)
    async def unfit(request: Request, error: RequestValidationError) -> JSONResponse:  # noqa: ARG001
        return problem(422, "invalid_request", "; ".join(_faults(error.errors())))

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:  # noqa: ARG001
        kind = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}.get(error.status_code, "invalid_request")
        return problem(error.status_code, kind, f"{error.detail}.", error.headers)

    @app.exception_handler(Exception)
    async def unknown(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001
        _LOG.error("An unexpected error", exc_info=error)
        return problem(500, "internal", "The server failed at this; its log says why.")


def _faults(errors: Sequence[Mapping[str, object]]) -> list[str]:
    """Return a sentence for each fault: where it is and what is wrong, without the value that was sent."""
    said: list[str] = []
    for one in errors:
        place = one.get("loc", ())
        names = [str(part) for part in place if part not in _WHERE] if isinstance(place, tuple) else []
        said.append(f"{'.'.join(names) or 'The request'}: {one.get('msg', 'is not usable')}")
    return said
