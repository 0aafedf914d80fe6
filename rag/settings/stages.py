"""Settings of what happens to a page and to a question: read, embedded, split, found, answered."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from rag.records import Mode, Strictness
from rag.settings.group import Group


class EmbeddingSettings(Group):
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


class IngestSettings(Group):
    """What is read, and what of it is kept."""

    largest_file: int = Field(1 << 30, ge=1, description="bytes; a larger file is not read but reported")
    keep_source: KeepSource = Field(
        KeepSource.AUTO,
        description="copies of source files in the library: `always`, `never`, or `auto`: of PDFs and scans",
    )
    wait: float = Field(60.0, ge=0, description="seconds to wait for another program that writes to the library")


class SplitSettings(Group):
    """How an article is cut into passages."""

    target: int = Field(250, ge=50, le=2000, description="characters a passage aims at: a claim and its context")
    longest: int = Field(350, ge=80, le=4000, description="characters no passage exceeds, one long sentence excepted")
    overlap: int = Field(1, ge=0, le=5, description="sentences that neighbouring passages share")


class RetrievalSettings(Group):
    """How passages are found."""

    depth: int = Field(50, ge=1, le=1000, description="passages taken from every index before they are fused")
    top: int = Field(10, ge=1, le=100, description="passages kept after fusion")
    considered: int = Field(60, ge=1, le=1000, description="passages whose text is compared with the question")
    per_article: int = Field(
        4, ge=0, description="passages of one article that may come before those of others; 0: any number"
    )
    rrf: int = Field(60, ge=1, description="constant of reciprocal rank fusion, which chooses those passages")


class RerankerSettings(Group):
    """What puts the best passages into order by reading question and passage together: the small reader, unless set."""

    model: str = Field("", description="another cross-encoder: a sentence-transformers name, a folder, or an ONNX file")
    top: int = Field(30, ge=2, le=200, description="passages that it reads, the best by fusion")
    budget: float = Field(2000.0, gt=0, description="milliseconds after which the order of fusion stands")
    batch: int = Field(8, ge=1, le=256, description="passages read at once; the budget is looked at in between")


class AnswerSettings(Group):
    """How an answer is made."""

    mode: Mode = Field(Mode.AUTO, description="`llm`, `extract`, or `auto`: the chat model when one is set")
    strictness: Strictness = Field(
        Strictness.NORMAL, description="evidence an answer needs: `strict`, `normal`, `loose`"
    )
    sentences: int = Field(3, ge=1, le=10, description="most sentences quoted in extract mode")


class ChatSettings(Group):
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
