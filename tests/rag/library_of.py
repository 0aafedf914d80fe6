"""A library over real stores with a stand-in for the embedding model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rag.backends.catalogue import SqliteCatalogue
from rag.backends.chroma_index import ChromaIndex
from rag.backends.tantivy_index import TantivyIndex
from rag.embedder import Embedder
from rag.filling import Progress
from rag.library import Library, prepare_folder
from rag.records import Article
from tests.fakes import HashEmbedder
from tests.samples import passages


def library_of(folder: Path, articles: Sequence[Article]) -> Library:
    """Return a library of these articles."""
    library = open_stores(folder)
    library.add(articles, passages)
    return library


def open_stores(
    folder: Path, embedder: Embedder | None = None, progress: Progress | None = None, wait: float = 60.0
) -> Library:
    """Return the library in this folder, made when it is not there, over all real stores."""
    embedder = embedder or HashEmbedder()
    dense = prepare_folder(folder, embedder.fingerprint).dense
    indexes = (ChromaIndex(folder / dense, embedder), TantivyIndex(folder / "tantivy"))
    catalogue = SqliteCatalogue(folder / "catalogue.sqlite", wait)
    return Library(folder, catalogue, indexes, embedder.fingerprint, progress)
