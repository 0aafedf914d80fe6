"""Every tunable with its unit and its reason, one group a stage: flag > BAODA_… variable > baoda.toml > default."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from rag.errors import SettingsError
from rag.reader_mode import ReaderMode
from rag.records import Mode, Strictness

SETTINGS_FILE = "baoda.toml"


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EmbeddingSettings(_Group):
    """How passages and questions become vectors."""

    model: str = Field("builtin", description="embedding model: `builtin`, a sentence-transformers name, or a folder")
    batch: int = Field(
        32, ge=1, le=1024, description="passages that sentence-transformers embeds at once; more costs memory, not time"
    )
    threads: int = Field(0, ge=0, description="texts embedded side by side, one a thread; 0 is one a core")
    cache: Path | None = Field(None, description="folder of prepared models; unset: the user's cache folder")


class KeepSource(StrEnum):
    """Of which source files the library keeps a copy."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class IngestSettings(_Group):
    """What is read, and what of it is kept."""

    largest_file: int = Field(1 << 30, ge=1, description="bytes; a larger file is not read but reported")
    keep_source: KeepSource = Field(
        KeepSource.AUTO,
        description="copies of source files in the library: `always`, `never`, or `auto`: of PDFs and scans",
    )
    wait: float = Field(60.0, ge=0, description="seconds to wait for another program that writes to the library")


class SplitSettings(_Group):
    """How an article is cut into passages."""

    target: int = Field(250, ge=50, le=2000, description="characters a passage aims at: a claim and its context")
    longest: int = Field(350, ge=80, le=4000, description="characters no passage exceeds, one long sentence excepted")
    overlap: int = Field(1, ge=0, le=5, description="sentences that neighbouring passages share")


class RetrievalSettings(_Group):
    """How passages are found."""

    depth: int = Field(50, ge=1, le=1000, description="passages taken from every index before they are fused")
    top: int = Field(10, ge=1, le=100, description="passages kept after fusion")
    considered: int = Field(60, ge=1, le=1000, description="passages whose text is compared with the question")
    per_article: int = Field(
        4, ge=0, description="passages of one article that may come before those of others; 0: any number"
    )
    rrf: int = Field(60, ge=1, description="constant of reciprocal rank fusion, which chooses those passages")


class RerankerSettings(_Group):
    """What puts the best passages into order by reading question and passage together: the small reader, unless set."""

    model: str = Field("", description="another cross-encoder: a sentence-transformers name, a folder, or an ONNX file")
    top: int = Field(30, ge=2, le=200, description="passages that it reads, the best by fusion")
    budget: float = Field(2000.0, gt=0, description="milliseconds after which the order of fusion stands")
    batch: int = Field(8, ge=1, le=256, description="passages read at once; the budget is looked at in between")


class AnswerSettings(_Group):
    """How an answer is made."""

    mode: Mode = Field(Mode.AUTO, description="`llm`, `extract`, or `auto`: the chat model when one is set")
    strictness: Strictness = Field(
        Strictness.NORMAL, description="evidence an answer needs: `strict`, `normal`, `loose`"
    )
    sentences: int = Field(3, ge=1, le=10, description="most sentences quoted in extract mode")


class ChatSettings(_Group):
    """The chat model, if any."""

    model: str = Field("", description="langchain model name such as `openai:gpt-5-mini`, `ollama:qwen3`; empty: none")
    base_url: str = Field("", description="address of an OpenAI-compatible or Ollama server; empty: the vendor's own")
    timeout: float = Field(60.0, gt=0, description="seconds without a word after which the model counts as down")
    retries: int = Field(2, ge=0, le=10, description="attempts after a failed first one")
    passages: int = Field(8, ge=1, le=50, description="passages shown to the chat model")
    wide: int = Field(700, ge=0, le=10000, description="characters up to which a shown passage takes in its neighbours")
    tokens: int = Field(1024, ge=64, description="most tokens of an answer")
    context: int = Field(8192, ge=1024, description="tokens that the model takes in: rules, talk, passages and answer")
    followup: float = Field(
        10.0,
        gt=0,
        description="seconds that the model has to make a follow-up question whole; then words are carried over",
    )

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        """An answer that fills the context leaves nothing to answer from."""
        if self.tokens > self.context // 2:
            raise ValueError(f"chat.tokens may be at most half of chat.context, {self.context // 2}")
        return self


class ChromaSettings(_Group):
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


class CatalogueSettings(_Group):
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


class LogSettings(_Group):
    """Log lines for machines, one JSON object a line."""

    level: LogLevel = Field(
        LogLevel.INFO,
        description="`debug`, `info`, `warning` or `error`; only `debug` writes words of questions and articles",
    )
    file: Path | None = Field(
        None, description="file that lines are added to; unset: standard error of `baoda serve`, nowhere otherwise"
    )


class ServeSettings(_Group):
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


class TraceSettings(_Group):
    """Where an answer's stages are told to."""

    url: str = Field("", description="OpenTelemetry collector (OTLP over HTTP), `http://127.0.0.1:4318`; empty: none")


class Settings(BaseSettings):
    """All settings. Read them once with `load_settings` and pass them on."""

    model_config = SettingsConfigDict(
        env_prefix="BAODA_",
        env_nested_delimiter="_",
        env_nested_max_split=1,
        toml_file=SETTINGS_FILE,
        extra="forbid",
        frozen=True,
    )

    library: Path = Field(Path("library"), description="folder of the library")
    token: SecretStr = Field(
        SecretStr(""), description="key that the server asks of programs and browsers; empty: none is asked"
    )
    embedding: EmbeddingSettings = Field(default_factory=EmbeddingSettings)
    ingest: IngestSettings = Field(default_factory=IngestSettings)
    split: SplitSettings = Field(default_factory=SplitSettings)
    retrieval: RetrievalSettings = Field(default_factory=RetrievalSettings)
    reader: ReaderMode = Field(
        ReaderMode.FULL,
        description="the small reader that comes with Baoda: `full`, `fast` (short parts of fewer passages) or `off`",
    )
    reranker: RerankerSettings = Field(default_factory=RerankerSettings)
    answer: AnswerSettings = Field(default_factory=AnswerSettings)
    chat: ChatSettings = Field(default_factory=ChatSettings)
    chroma: ChromaSettings = Field(default_factory=ChromaSettings)
    catalogue: CatalogueSettings = Field(default_factory=CatalogueSettings)
    log: LogSettings = Field(default_factory=LogSettings)
    trace: TraceSettings = Field(default_factory=TraceSettings)
    serve: ServeSettings = Field(default_factory=ServeSettings)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags first, then the environment, then baoda.toml in the working folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**overrides: object) -> Settings:
    """Return the settings of this run; `overrides` are flags by field name, a group's as a dict.

    Raises SettingsError that names the setting and says what it may be.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks the values
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{SETTINGS_FILE} is no valid TOML ({error}); correct it or remove it.") from error
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        variable = "BAODA_" + "_".join(str(part) for part in first["loc"]).upper()
        why = "there is no such setting" if first["type"] == "extra_forbidden" else first["msg"]
        raise SettingsError(
            f"The setting {name} ({variable}, or {name} in {SETTINGS_FILE}) is not usable: {why}, "
            f"got {first['input']!r}; see the table of settings in the README."
        ) from error
