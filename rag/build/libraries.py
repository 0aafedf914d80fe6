"""Which stores the settings name: a library opened, moved to another model, put back, or its parts alone."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rag.build import models
from rag.build.mending import Broken, sound
from rag.errors import InputError, SettingsError
from rag.filling import Progress
from rag.library import Library
from rag.manifest import prepare_folder, read_manifest, require_library
from rag.protocols import Catalogue
from rag.reindexing import Moved, beside, move
from rag.settings import EmbeddingSettings, Settings
from rag.shelf import Shelf

if TYPE_CHECKING:
    from rag.accounts import Accounts
    from rag.backends.embedding import Embedder
    from rag.backends.vector_shelf import VectorShelf
    from rag.conversations import Conversations
    from rag.listing import Listing


def open_library(
    settings: Settings, *, create: bool = False, progress: Progress | None = None, repair: Broken | None = None
) -> Library:
    """Return the library that the settings name; `create`, `progress` and errors as in `open_assistant`.

    With `repair`, an index that cannot be opened is removed and built again, and `repair` is told its name and why.
    """
    if not create:
        require_library(settings.library)
    return open_with(settings, models.open_embedder(chosen_embedding(settings), progress), progress, repair)


def open_to_remove(settings: Settings, progress: Progress | None = None) -> Library:
    """Return the library that the settings name; its embedding model is loaded only if something is to be embedded.

    That is so where an earlier ingest was cut short, or an index is filled again. Errors as in `open_assistant`.
    """
    from rag.backends.late_embedder import LateEmbedder

    manifest = require_library(settings.library)
    late = LateEmbedder(manifest.embedding, lambda: models.open_embedder(chosen_embedding(settings), progress))
    return open_with(settings, late, progress)


def open_with(
    settings: Settings, embedder: Embedder, progress: Progress | None, repair: Broken | None = None
) -> Library:
    """Return the library that the settings name with this embedding model, made where there is none."""
    from rag.backends.shapes import check_shape, is_shared, open_indexes, open_ratings

    folder = settings.library
    manifest = prepare_folder(folder, embedder.fingerprint, _name(settings))
    with ExitStack() as opened:  # closed again where something behind them cannot be opened
        catalogue = opened.enter_context(closing(_catalogue(settings)))
        check_shape(settings, catalogue)
        ratings = open_ratings(settings)
        if ratings:
            opened.callback(ratings.close)
        indexes = open_indexes(settings, manifest.dense, embedder, lambda place, opener: sound(place, opener, repair))
        shared = is_shared(settings)
        library = Library(folder, catalogue, indexes, embedder.fingerprint, progress, shared=shared, ratings=ratings)
        opened.pop_all()
    return library


def reindex(settings: Settings, progress: Progress | None = None) -> Moved:
    """Move the library to the embedding model that the settings name, beside the old one; see `reindexing.move`.

    Where it is of that model already, nothing is done.
    """
    from rag.backends.chroma_index import ChromaIndex

    before = require_library(settings.library)
    if settings.chroma.url:
        raise SettingsError("Vectors on a server (chroma.url) are not moved; ingest anew into another folder.")
    embedder = models.open_embedder(settings.embedding, progress)
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


def open_vectors(folder: Path) -> VectorShelf:
    """Return the vectors that the library in a folder keeps beside Chroma's graph of them; closed by the caller.

    Raises LibraryMissing or LibraryError.
    """
    from rag.backends.vector_shelf import VectorShelf

    return VectorShelf(folder / require_library(folder).dense)


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


def chosen_embedding(settings: Settings) -> EmbeddingSettings:
    """Return the embedding model that is set; where none is, the one that the library was made with."""
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
