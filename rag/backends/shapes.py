"""Which stores a library has: all in its folder, vectors on a Chroma server, or vectors and words inside the engine."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rag.listing import Listing
from rag.protocols import Catalogue, PassageIndex
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.embedder import Embedder

Sound = Callable[[Path, Callable[[Path], PassageIndex]], PassageIndex]


def open_catalogue(settings: Settings) -> Catalogue:
    """Return the catalogue in the library's folder, or in the database that the settings name."""
    url = settings.catalogue.url.get_secret_value()
    if url:
        from rag.backends.postgres_catalogue import PostgresCatalogue

        return PostgresCatalogue(url, settings.ingest.wait)
    from rag.backends.catalogue import SqliteCatalogue

    return SqliteCatalogue(settings.library / "catalogue.sqlite", settings.ingest.wait)


def open_listing(settings: Settings) -> Listing:
    """Return the catalogue's articles as a table."""
    from rag.backends.listing import PostgresListing, SqliteListing

    url = settings.catalogue.url.get_secret_value()
    if url:
        return PostgresListing(url, settings.ingest.wait)
    return SqliteListing(settings.library / "catalogue.sqlite")


def open_indexes(settings: Settings, dense: str, embedder: Embedder, sound: Sound) -> tuple[PassageIndex, ...]:
    """Return the indexes; `dense` names the folder of vectors, `sound` opens an index in a folder."""
    if settings.chroma.url and settings.chroma.hybrid:
        from rag.backends.chroma_hybrid import ChromaHybrid

        collection = _collection(settings, embedder, "hybrid")
        return (ChromaHybrid(settings.chroma, collection, embedder, f"server-{collection}"),)
    from rag.backends.tantivy_index import TantivyIndex

    words = sound(_words_folder(settings), TantivyIndex)
    if settings.chroma.url:
        from rag.backends.chroma_server import ChromaServer

        collection = _collection(settings, embedder, "dense")
        return (ChromaServer(settings.chroma, collection, embedder, f"server-{collection}"), words)
    from rag.backends.chroma_index import ChromaIndex

    return (sound(settings.library / dense, lambda place: ChromaIndex(place, embedder)), words)


def is_shared(settings: Settings) -> bool:
    """Whether programs with folders of their own may write the same catalogue."""
    return bool(settings.catalogue.url.get_secret_value())


def _collection(settings: Settings, embedder: Embedder, kind: str) -> str:
    """The collection's name: of one library, of one model and of one kind, so that nothing is ever mixed."""
    place = settings.catalogue.url.get_secret_value().rpartition("@")[2] or str(settings.library.resolve())
    base = settings.chroma.collection or f"baoda-{_short(place)}"
    return f"{base}-{kind}-{_short(embedder.fingerprint)}"


def _words_folder(settings: Settings) -> Path:
    """The word index's folder; where machines share a catalogue, each has one, with a name and a journal of its own."""
    if not is_shared(settings):
        return settings.library / "tantivy"
    own = f"tantivy-{_short(platform.node() + str(settings.library.resolve()))}"
    return next(iter(sorted(settings.library.glob("tantivy-*"))), settings.library / own)


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
