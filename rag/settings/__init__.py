"""Every tunable with its unit and its reason, one group a stage: flag > BAODA_… variable > baoda.toml > default."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from rag.errors import SettingsError
from rag.reader_mode import ReaderMode
from rag.settings.places import CatalogueSettings, ChromaSettings, LogLevel, LogSettings, ServeSettings, TraceSettings
from rag.settings.stages import (
    AnswerSettings,
    ChatSettings,
    EmbeddingSettings,
    IngestSettings,
    KeepSource,
    RerankerSettings,
    RetrievalSettings,
    SplitSettings,
)

__all__ = [
    "SETTINGS_FILE",
    "AnswerSettings",
    "CatalogueSettings",
    "ChatSettings",
    "ChromaSettings",
    "EmbeddingSettings",
    "IngestSettings",
    "KeepSource",
    "LogLevel",
    "LogSettings",
    "RerankerSettings",
    "RetrievalSettings",
    "ServeSettings",
    "Settings",
    "SplitSettings",
    "TraceSettings",
    "load_settings",
]

SETTINGS_FILE = "baoda.toml"


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
