"""Log lines for machines: one JSON object a line, with the id of the request that it belongs to.

What `event` is given is written at the default level: counts, times, ids and names of things, never what an article, a
question or an answer says, and no keys. Such texts go to `detail`, which is off unless log.level is `debug`.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO
from uuid import uuid4

from rag.errors import SettingsError
from rag.settings import LogSettings

Fact = str | float | bool | None | Mapping[str, float]

_LOGGER = logging.getLogger("baoda")
_REQUEST: ContextVar[str] = ContextVar("baoda_request", default="")
_PLAIN_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)
_HIDDEN = "***"
_SECRETS = (
    re.compile(r"(?<=://)[^/@\s]+(?=@)"),  # user and password of an address
    re.compile(r"(?<=bearer )\S+", re.IGNORECASE),
    re.compile(r"\b(?:sk|ck|pk|hf|gsk)[-_][\w-]{12,}", re.ASCII),
    re.compile(r"(?<=key=)[^&\s]+|(?<=token=)[^&\s]+|(?<=password=)[^&\s]+", re.IGNORECASE),
)


@contextmanager
def request(given: str = "") -> Iterator[str]:
    """Give what is logged inside an id, and yield it.

    It is the given one (from a caller's X-Request-ID, say) where that is a word of at most 64 ASCII letters, figures
    and `.:_-`; else the one around it, else a new one.
    """
    chosen = given if _PLAIN_ID.fullmatch(given) else _REQUEST.get() or new_request_id()
    token = _REQUEST.set(chosen)
    try:
        yield chosen
    finally:
        _REQUEST.reset(token)


def request_id() -> str:
    """Return the id of the request at hand; empty outside of one."""
    return _REQUEST.get()


def new_request_id() -> str:
    """Return an id that no other request has: 16 hexadecimal digits."""
    return uuid4().hex[:16]


def event(
    name: str,
    *,
    level: int = logging.INFO,
    request: str = "",
    facts: Mapping[str, str | int | bool] | None = None,
    **more: Fact,
) -> None:
    """Log that something happened. `request` stands in where its id is known but the call is outside of it."""
    _LOGGER.log(level, name, extra={"request": request or _REQUEST.get(), "facts": {**(facts or {}), **more}})


def detail(name: str, *, request: str = "", **facts: Fact) -> None:
    """Log what may hold words of articles, questions and answers: at level `debug` alone."""
    _LOGGER.debug(name, extra={"request": request or _REQUEST.get(), "facts": facts})


def without_secrets(text: str) -> str:
    """Return the text with keys, tokens and passwords blotted out."""
    for secret in _SECRETS:
        text = secret.sub(_HIDDEN, text)
    return text


class JsonLines(logging.Formatter):
    """A log record as one JSON object: time (UTC, ISO 8601), level, event, request where there is one, facts."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        row: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if request := getattr(record, "request", ""):
            row["request"] = request
        row |= {name: _fact(value) for name, value in getattr(record, "facts", {}).items()}
        return without_secrets(json.dumps(row, ensure_ascii=False))


def start_logging(settings: LogSettings, stream: TextIO | None = None) -> None:
    """Write log lines to the file that the settings name, else to this stream; without either nothing is written.

    Raises SettingsError when the file cannot be opened.
    """
    stop_logging()
    try:
        handler = logging.FileHandler(settings.file, encoding="utf-8") if settings.file else _to(stream)
    except OSError as error:
        raise SettingsError(
            f"The log file {settings.file} (log.file) cannot be opened ({error.strerror}); name another."
        ) from error
    handler.setFormatter(JsonLines())
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(settings.level.upper())
    _LOGGER.propagate = False


def stop_logging() -> None:
    """Close what `start_logging` opened."""
    for handler in list(_LOGGER.handlers):
        _LOGGER.removeHandler(handler)
        handler.close()
    _LOGGER.setLevel(logging.NOTSET)
    _LOGGER.propagate = True


def _to(stream: TextIO | None) -> logging.Handler:
    return logging.NullHandler() if stream is None else logging.StreamHandler(stream)


def _fact(value: Fact) -> object:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, Mapping):
        return {name: round(number, 3) for name, number in value.items()}
    return value
