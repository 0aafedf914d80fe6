"""Settings of where things are kept and told to: vectors, catalogue, log, traces, and those who reach the server."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr

from rag.settings.group import Group


class ChromaSettings(Group):
    """Where the vectors are."""

    url: str = Field(
        "", description="Chroma server, `http://HOST:8000`, or `cloud` for Chroma Cloud; empty: in the library's folder"
    )
    key: SecretStr = Field(SecretStr(""), description="token of the server, or key of Chroma Cloud")
    tenant: str = Field("", description="tenant there; empty: the default one")
    database: str = Field("", description="database there; empty: the default one")
    collection: str = Field("", description="collection there; empty: one named after the library's place")
    hybrid: bool = Field(
        default=False,
        description="vectors and words are searched together in the engine; a distributed Chroma or Chroma Cloud can",
    )
    wait: float = Field(30.0, ge=0, description="seconds that a server which does not answer is waited for")


class CatalogueSettings(Group):
    """Where the catalogue is."""

    url: SecretStr = Field(
        SecretStr(""),
        description="PostgreSQL database that programs on several machines share, `postgresql://USER@HOST/NAME`; "
        "empty: SQLite in the library's folder",
    )


class LogLevel(StrEnum):
    """From which weight on a log line is written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogSettings(Group):
    """Log lines for machines, one JSON object a line."""

    level: LogLevel = Field(
        LogLevel.INFO,
        description="`debug`, `info`, `warning` or `error`; only `debug` writes words of questions and articles",
    )
    file: Path | None = Field(
        None, description="file that lines are added to; unset: standard error of `baoda serve`, nowhere otherwise"
    )


class ServeSettings(Group):
    """How the server treats those who reach it."""

    rate: int = Field(240, ge=0, description="requests a minute that one signed-in user may make; 0: any number")
    wait: float = Field(
        0.5,
        ge=0,
        description="seconds that a question should wait at most for its turn; where many come at once, the small "
        "reader reads less for each",
    )
    answers: int = Field(16, ge=1, le=256, description="answers that a chat model words at the same time; more wait")
    upload: int = Field(256 << 20, ge=1, description="bytes of one upload, all its files together")
    files: int = Field(200, ge=1, le=10_000, description="files of one upload")
    session: int = Field(14, ge=1, le=365, description="days until a browser has to sign in again")
    drain: float = Field(
        20.0, ge=0, description="seconds that answers under way are given when the server is told to end"
    )


class TraceSettings(Group):
    """Where an answer's stages are told to."""

    url: str = Field("", description="OpenTelemetry collector (OTLP over HTTP), `http://127.0.0.1:4318`; empty: none")
