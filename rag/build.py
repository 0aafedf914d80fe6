"""The only place where a setting's name becomes a back-end object."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import InputError, LibraryBusy, LibraryError, SettingsError
from rag.filling import Progress
from rag.library import Library
from rag.manifest import prepare_folder, read_manifest, require_library
from rag.protocols import Catalogue, ChatWriter, PassageIndex, Reranker
from rag.reader_mode import ReaderMode
from rag.reindexing import Moved, beside, move
from rag.settings import (
    ChatSettings,
    EmbeddingSettings,
    RerankerSettings,
    Settings,
    TraceSettings,
    load_settings,
)
from rag.shelf import Shelf

if TYPE_CHECKING:
    from rag.accounts import Accounts
    from rag.answer_log import Tracer
    from rag.assistant import Assistant
    from rag.backends.embedding import Embedder
    from rag.conversations import Conversations
    from rag.embedder import Floats
    from rag.listing import Listing
    from rag.reading.pairs import PairReader, ReaderSizes
    from rag.reading.rereading import PacedReader
    from rag.turns import Depth


Broken = Callable[[str, LibraryError], None]


def open_assistant(
    library: str | Path | None = None,
    settings: Settings | None = None,
    *,
    create: bool = False,
    crowded: bool = False,
    progress: Progress | None = None,
    embedder: Embedder | None = None,
) -> Assistant:
    """Return an assistant over the library in this folder (default: the one that the settings name).

    With `create`, an empty library is made when there is none. With `crowded`, questions that come at the same time
    wait their turn, and are read less deep than was set where others wait too long (see `rag.turns` and the setting
    serve.wait). `progress` is told a step's name and its share done, 0 to 1, while the built-in model is prepared. An
    `embedder` takes the place of the one that the settings name.
    Raises LibraryMissing, LibraryMismatch, LibraryError, ModelError, ChatError or SettingsError, each with one sentence
    that says what to do.
    """
    from rag.asking.translation import Translator
    from rag.assistant import Assistant
    from rag.backends.cedict import Cedict
    from rag.backends.onnx_session import cores
    from rag.turns import AtOnce, InTurn

    chosen = settings or load_settings()
    if library is not None:
        chosen = chosen.model_copy(update={"library": Path(library)})
    if not create:
        require_library(chosen.library)
    writer = open_writer(chosen.chat)
    embedder = embedder or open_embedder(_chosen(chosen), progress)
    depths = _depths(chosen, embedder, less=crowded)
    turns = InTurn(depths, cores(), chosen.serve.wait) if crowded else AtOnce(depths[0])
    tracer = _open_tracer(chosen.trace)
    translator = Translator(Cedict())
    library_here = _open(chosen, embedder, progress)
    first = depths[0]
    return Assistant(
        library_here, first.reader, writer, chosen, _models_here, first.reranker, tracer, translator, turns
    )


def open_library(
    settings: Settings, *, create: bool = False, progress: Progress | None = None, repair: Broken | None = None
) -> Library:
    """Return the library that the settings name; `create`, `progress` and errors as in `open_assistant`.

    With `repair`, an index that cannot be opened is removed and built again, and `repair` is told its name and why.
    """
    if not create:
        require_library(settings.library)
    return _open(settings, open_embedder(_chosen(settings), progress), progress, repair)


def open_to_remove(settings: Settings, progress: Progress | None = None) -> Library:
    """Return the library that the settings name; its embedding model is loaded only if something is to be embedded.

    That is so where an earlier ingest was cut short, or an index is filled again. Errors as in `open_assistant`.
    """
    from rag.backends.late_embedder import LateEmbedder

    manifest = require_library(settings.library)
    late = LateEmbedder(manifest.embedding, lambda: open_embedder(_chosen(settings), progress))
    return _open(settings, late, progress)


def reindex(settings: Settings, progress: Progress | None = None) -> Moved:
    """Move the library to the embedding model that the settings name, beside the old one; see `reindexing.move`.

    Where it is of that model already, nothing is done.
    """
    from rag.backends.chroma_index import ChromaIndex

    before = require_library(settings.library)
    if settings.chroma.url:
        raise SettingsError("Vectors on a server (chroma.url) are not moved; ingest anew into another folder.")
    embedder = open_embedder(settings.embedding, progress)
    if embedder.fingerprint == before.embedding:
        return Moved(before.embedding, before.embedding, 0)
    after = replace(before, embedding=embedder.fingerprint, model=_name(settings), dense=beside(embedder.fingerprint))
    with closing(_catalogue(settings)) as catalogue:
        return move(settings.library, catalogue, after, lambda folder: ChromaIndex(folder, embedder), progress)


def restore(settings: Settings, file: Path, *, into: bool, progress: Progress | None = None) -> Library:
    """Return the library that a backup holds, in the folder that the settings name.

    The folder is new, or with `into` that of a library that may be in use: it holds then what the backup holds.
    """
    from rag.backends.catalogue import SqliteCatalogue
    from rag.backends.shapes import is_shared, move_catalogue
    from rag.backup import restore_into, unpack
    from rag.doctor import examine

    if not into:
        if is_shared(settings):
            _check_empty(settings)
        unpack(file, settings.library)
        if is_shared(settings):
            move_catalogue(settings)
        return open_to_remove(settings, progress)
    library = open_library(settings, progress=progress)
    restore_into(library, file, SqliteCatalogue)
    examine(library, repair=True)
    return library


def _check_empty(settings: Settings) -> None:
    """Raise InputError when the database that the settings name holds a library."""
    with closing(_catalogue(settings)) as catalogue:
        if catalogue.contents().articles:
            raise InputError(
                "The database of catalogue.url holds a library already; name an empty one, or use --replace."
            )


def open_shelf(settings: Settings) -> Shelf:
    """Return the articles of the library that the settings name, without loading a model or an index.

    Raises LibraryMissing, LibraryMismatch or LibraryError.
    """
    manifest = require_library(settings.library)
    from rag.backends.shapes import open_ratings

    return Shelf(settings.library, _catalogue(settings), manifest.embedding, open_ratings(settings))


def open_accounts(settings: Settings) -> Accounts:
    """Return the users of the library that the settings name.

    Where there is no library yet there is no user, and sessions last as long as the program.
    """
    from rag.backends.shapes import open_accounts as open_users

    return open_users(settings, there=read_manifest(settings.library) is not None)


def open_conversations(settings: Settings) -> Conversations:
    """Return what the users of the library that the settings name asked, opened beside it and closed by the caller.

    Raises LibraryMismatch or LibraryError.
    """
    from rag.backends.shapes import open_conversations as open_talks

    return open_talks(settings)


def open_listing(settings: Settings) -> Listing:
    """Return the articles of the library that the settings name as a table; otherwise as `open_conversations`."""
    from rag.backends.shapes import open_listing as open_table

    return open_table(settings)


def open_embedder(settings: EmbeddingSettings, progress: Progress | None = None) -> Embedder:
    """Return the embedding model that the settings name; ModelError when it is unknown or cannot be loaded."""
    from rag.backends.embedding import load_embedder

    return load_embedder(settings, progress)


def builtin_folder(settings: EmbeddingSettings) -> Path:
    """Return the built-in model's sentence-transformers folder, prepared when it is not there; see `open_embedder`."""
    from rag.backends.builtin_model import prepare_builtin

    return prepare_builtin(settings.cache)


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


def open_reader(folder: Path | None = None, threads: int = 0) -> PairReader:
    """Return the small reader in a folder (default: the one that comes with Baoda); ModelError when it is damaged."""
    from rag.backends.reader_model import HOME, OnnxReader

    return OnnxReader(folder or HOME, threads)


def _open(settings: Settings, embedder: Embedder, progress: Progress | None, repair: Broken | None = None) -> Library:
    from rag.backends.shapes import check_shape, is_shared, open_indexes, open_ratings

    folder = settings.library
    manifest = prepare_folder(folder, embedder.fingerprint, _name(settings))
    with ExitStack() as opened:  # closed again where something behind them cannot be opened
        catalogue = opened.enter_context(closing(_catalogue(settings)))
        check_shape(settings, catalogue)
        ratings = open_ratings(settings)
        if ratings:
            opened.callback(ratings.close)
        indexes = open_indexes(settings, manifest.dense, embedder, lambda place, opener: _sound(place, opener, repair))
        shared = is_shared(settings)
        library = Library(folder, catalogue, indexes, embedder.fingerprint, progress, shared=shared, ratings=ratings)
        opened.pop_all()
    return library


def _sound(folder: Path, open_index: Callable[[Path], PassageIndex], repair: Broken | None) -> PassageIndex:
    """Open an index; one that cannot be opened goes, with `repair`, and an empty one is opened in its place."""
    try:
        return open_index(folder)
    except LibraryBusy:
        raise
    except LibraryError as error:
        if repair is None:
            raise
        repair(folder.name, error)
    from rag.backends.vector_file import FILE

    try:  # vectors that are sound need not be embedded again
        _empty(folder, keep=FILE)
        return open_index(folder)
    except LibraryError:
        _empty(folder)
        return open_index(folder)


def _empty(folder: Path, *, keep: str = "") -> None:
    """Remove what is in a folder, but for files whose names begin with `keep`."""
    for inside in folder.iterdir() if folder.is_dir() else ():
        if keep and inside.name.startswith(keep):
            continue
        if inside.is_dir():
            shutil.rmtree(inside, ignore_errors=True)
        else:
            inside.unlink(missing_ok=True)


def _chosen(settings: Settings) -> EmbeddingSettings:
    """The embedding model that is set; where none is, the one that the library was made with."""
    manifest = read_manifest(settings.library)
    if manifest is None or not manifest.model or "model" in settings.embedding.model_fields_set:
        return settings.embedding
    return settings.embedding.model_copy(update={"model": manifest.model})


def _name(settings: Settings) -> str:
    """The embedding model's name, a folder's whole path."""
    path = Path(settings.embedding.model).expanduser()
    return str(path.resolve()) if path.is_dir() else settings.embedding.model


def _catalogue(settings: Settings) -> Catalogue:
    from rag.backends.shapes import open_catalogue

    return open_catalogue(settings)


def open_writer(settings: ChatSettings) -> ChatWriter | None:
    """Return the chat model that the settings name, None when they name none; ChatError when it cannot be had."""
    if not settings.model:
        return None
    from rag.backends.chat import load_chat

    return load_chat(settings)


def _depths(settings: Settings, embedder: Embedder, *, less: bool) -> list[Depth]:
    """Return how deep is read by the settings, and with `less` every way to read less, deepest first; one model."""
    from rag.reader import SentenceReader
    from rag.turns import Depth

    modes = [ReaderMode.FULL, ReaderMode.FAST, ReaderMode.OFF]
    modes = modes[modes.index(settings.reader) :]
    small = None if settings.reader is ReaderMode.OFF else open_reader()
    depths = []
    for mode in modes if less else modes[:1]:
        reading = load_reading(mode, small)
        another = settings.reranker if mode is settings.reader else RerankerSettings(budget=settings.reranker.budget)
        reader = SentenceReader(embedder, settings.answer.sentences, reading)
        depths.append(Depth(mode, _load_reranker(another, reading), reader))
    return depths


def load_reading(mode: ReaderMode, small: PairReader | None = None) -> PacedReader | None:
    """Return the small reader, or this one, at the pace of a mode; None where that is off."""
    from rag.reading.rereading import FAST, FULL, PacedReader

    if mode is ReaderMode.OFF:
        return None
    return PacedReader(small or open_reader(), FAST if mode is ReaderMode.FAST else FULL)


def _load_reranker(settings: RerankerSettings, reading: PacedReader | None) -> Reranker | None:
    from rag.backends.reranking import load_reranker
    from rag.reading.rereading import ReadingReranker

    if settings.model:
        return load_reranker(settings)
    return ReadingReranker(reading, settings.budget) if reading else None


def _open_tracer(settings: TraceSettings) -> Tracer | None:
    if not settings.url:
        return None
    from rag.backends.tracing import open_tracer

    return open_tracer(settings.url)


def _models_here() -> tuple[str, ...]:
    from rag.backends.ollama import models_here

    return models_here()
