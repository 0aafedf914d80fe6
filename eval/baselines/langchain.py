"""langchain's retrieval tutorial: RecursiveCharacterTextSplitter and Chroma, by similarity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from eval.asked import Found
from eval.baselines.recipe import Chunk, Recipe, Search, in_order, whole_text
from eval.collection import Document
from eval.systems import DEPTH
from rag.embedder import Embedder

if TYPE_CHECKING:
    from langchain_core.documents import Document as Piece
    from langchain_core.retrievers import BaseRetriever

_CHUNK, _OVERLAP = 1000, 200  # characters, as the tutorial sets them


def recipes(embedder: Embedder) -> Iterator[Recipe]:
    """Yield the one recipe: it has no lexical side."""
    yield Recipe("langchain", partial(_build, embedder))


def _build(embedder: Embedder, documents: Sequence[Document]) -> Search:
    return search_by(by_similarity(pieces(documents), embedder))


def pieces(documents: Sequence[Document]) -> list[Piece]:
    """Return the documents in pieces, each with its document's id as `doc_id`."""
    from langchain_core.documents import Document as Piece
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=_OVERLAP)
    whole = [Piece(whole_text(document), metadata={"doc_id": document.doc_id}) for document in documents]
    cut: list[Piece] = splitter.split_documents(whole)
    return cut


def by_similarity(of: list[Piece], embedder: Embedder) -> BaseRetriever:
    """Return a retriever over a collection of Chroma's in memory."""
    from chromadb.config import Settings
    from langchain_chroma import Chroma

    store = Chroma.from_documents(
        of,
        embedder,
        collection_name=f"baseline-{uuid4()}",  # all collections in memory are one database's
        client_settings=Settings(anonymized_telemetry=False),
    )
    retriever: BaseRetriever = store.as_retriever(search_kwargs={"k": DEPTH})
    return retriever


def search_by(retriever: BaseRetriever) -> Search:
    """Return a retriever of langchain's as a search."""

    def search(question: str) -> Iterable[Found]:
        return in_order(Chunk(piece.metadata["doc_id"], piece.page_content) for piece in retriever.invoke(question))

    return search
