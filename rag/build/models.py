"""Which model a setting's name stands for: embedder, chat model, small reader, reranker, and who is told of both."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rag.filling import Progress
from rag.protocols import ChatWriter, Reranker
from rag.reader_mode import ReaderMode
from rag.settings import ChatSettings, EmbeddingSettings, RerankerSettings, TraceSettings

if TYPE_CHECKING:
    from rag.answer_log import Tracer
    from rag.backends.embedding import Embedder
    from rag.embedder import Floats
    from rag.reading.pairs import PairReader, ReaderSizes
    from rag.reading.rereading import PacedReader


def open_embedder(settings: EmbeddingSettings, progress: Progress | None = None) -> Embedder:
    """Return the embedding model that the settings name; ModelError when it is unknown or cannot be loaded."""
    from rag.backends.embedding import load_embedder

    return load_embedder(settings, progress)


def builtin_folder(settings: EmbeddingSettings) -> Path:
    """Return the built-in model's sentence-transformers folder, prepared when it is not there; see `open_embedder`."""
    from rag.backends.builtin_model import prepare_builtin

    return prepare_builtin(settings.cache)


def open_writer(settings: ChatSettings) -> ChatWriter | None:
    """Return the chat model that the settings name, None when they name none; ChatError when it cannot be had."""
    if not settings.model:
        return None
    from rag.backends.chat import load_chat

    return load_chat(settings)


def models_here() -> tuple[str, ...]:
    """Return the chat models on this machine that could be set, best first."""
    from rag.backends import ollama

    return ollama.models_here()


def open_reader(folder: Path | None = None, threads: int = 0) -> PairReader:
    """Return the small reader in a folder (default: the one that comes with Baoda); ModelError when it is damaged."""
    from rag.backends.reader_model import HOME, OnnxReader

    return OnnxReader(folder or HOME, threads)


def save_reader(
    tensors: Mapping[str, Floats], sizes: ReaderSizes, tokenizer: str, card: Mapping[str, object], folder: Path
) -> None:
    """Write a trained reader's files; names of tensors as in `rag.backends.reader_graph`, the card as in its folder."""
    from rag.backends.e5_weights import Shape
    from rag.backends.reader_folder import write_reader
    from rag.backends.reader_graph import ReaderWeights

    shape = Shape(
        sizes.hidden, sizes.layers, sizes.heads, sizes.wide, sizes.vocabulary, sizes.positions, 0, sizes.epsilon
    )
    write_reader(ReaderWeights(shape, sizes.exit, tensors), tokenizer, card, folder)


def load_reading(mode: ReaderMode, small: PairReader | None = None) -> PacedReader | None:
    """Return the small reader, or this one, at the pace of a mode; None where that is off."""
    from rag.reading.rereading import FAST, FULL, PacedReader

    if mode is ReaderMode.OFF:
        return None
    return PacedReader(small or open_reader(), FAST if mode is ReaderMode.FAST else FULL)


def load_reranker(settings: RerankerSettings, reading: PacedReader | None) -> Reranker | None:
    """Return the cross-encoder that the settings name, else the small reader; None where that is off."""
    from rag.backends import reranking
    from rag.reading.rereading import ReadingReranker

    if settings.model:
        return reranking.load_reranker(settings)
    return ReadingReranker(reading, settings.budget) if reading else None


def open_tracer(settings: TraceSettings) -> Tracer | None:
    """Return the collector that answers' stages are told to; None where none is set."""
    if not settings.url:
        return None
    from rag.backends import tracing

    return tracing.open_tracer(settings.url)
