"""A library over real stores with a stand-in for the embedding model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rag.backends.catalogue import SqliteCatalogue
from rag.backends.chroma_index import ChromaIndex
from rag.backends.tantivy_index import TantivyIndex
from rag.library import Library, prepare_folder
from rag.records import Article
from tests.fakes import HashEmbedder
from tests.samples import passages


def library_of(folder: Path, articles: Sequence[Article]) -> Library:
    """Return a library of these articles."""
    prepare_folder(folder, HashEmbedder.fingerprint)
    indexes = (ChromaIndex(folder / "chroma", HashEmbedder()), TantivyIndex(folder / "tantivy"))
    library = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), indexes, HashEmbedder.fingerprint)
    library.add(articles, passages)
    return library
