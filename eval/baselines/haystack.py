"""Haystack's hybrid search: DocumentSplitter, embeddings and BM25 in memory, joined by reciprocal rank fusion."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from eval.asked import Found
from eval.baselines.recipe import Chunk, Recipe, Search, in_order, spaced, whole_text
from eval.collection import Document
from eval.systems import DEPTH
from rag.embedder import Embedder

if TYPE_CHECKING:
    from haystack.document_stores.in_memory import InMemoryDocumentStore


def recipes(embedder: Embedder) -> Iterator[Recipe]:
    """Yield the recipe as it comes (every Han character a word), and with words cut on the lexical side."""
    yield Recipe("haystack", partial(_build, embedder, _unchanged))
    yield Recipe("haystack-cut", partial(_build, embedder, spaced))


def _unchanged(text: str) -> str:
    return text


def _build(embedder: Embedder, cut: Callable[[str], str], documents: Sequence[Document]) -> Search:
    os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    chunks = _chunks(documents)
    lexical = InMemoryBM25Retriever(_stored(_empty(cut), chunks, cut), top_k=DEPTH)
    dense = InMemoryEmbeddingRetriever(_embedded(InMemoryDocumentStore(shared=False), chunks, embedder), top_k=DEPTH)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def search(question: str) -> Iterable[Found]:
        by_words = lexical.run(query=cut(question))["documents"]
        by_vector = dense.run(query_embedding=embedder.embed_query(question))["documents"]
        joined = joiner.run(documents=[by_words, by_vector])["documents"]
        return in_order(chunks[found.id] for found in joined)

    return search


def _empty(cut: Callable[[str], str]) -> InMemoryDocumentStore:
    """Return an empty store whose words are those of the cut."""
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    if cut is _unchanged:
        return InMemoryDocumentStore(shared=False)
    # Words that stand apart already: the default would take Han characters one by one.
    return InMemoryDocumentStore(shared=False, bm25_tokenization_regex=r"\S+")


def _chunks(documents: Sequence[Document]) -> Mapping[str, Chunk]:
    """Return id → chunk; the splitter's own ids name a chunk, so that equal texts of two documents stay two."""
    from haystack import Document as Whole
    from haystack.components.preprocessors import DocumentSplitter

    whole = [Whole(content=whole_text(document), meta={"doc_id": document.doc_id}) for document in documents]
    pieces = DocumentSplitter().run(documents=whole)["documents"]
    return {piece.id: Chunk(piece.meta["doc_id"], piece.content or "") for piece in pieces}


def _stored(
    store: InMemoryDocumentStore, chunks: Mapping[str, Chunk], cut: Callable[[str], str]
) -> InMemoryDocumentStore:
    from haystack import Document as Piece

    store.write_documents([Piece(id=name, content=cut(chunk.text)) for name, chunk in chunks.items()])
    return store


def _embedded(store: InMemoryDocumentStore, chunks: Mapping[str, Chunk], embedder: Embedder) -> InMemoryDocumentStore:
    from haystack import Document as Piece

    vectors = embedder.encode_passages([chunk.text for chunk in chunks.values()])
    # Arrays, not lists: the store stacks all vectors anew for every question, and lists take it 20 times as long.
    pieces = zip(chunks.items(), vectors, strict=True)
    store.write_documents([Piece(id=name, content=chunk.text, embedding=row) for (name, chunk), row in pieces])
    return store
