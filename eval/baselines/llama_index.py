"""LlamaIndex: SentenceSplitter with its defaults, then VectorStoreIndex, or its BM25Retriever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from eval.asked import Found
from eval.baselines.recipe import Chunk, Recipe, Search, in_order, spaced, whole_text
from eval.collection import Document
from eval.systems import DEPTH
from rag.embedder import Embedder

_APART = r"\S+"  # what stands between spaces is a word: the texts are cut already


def recipes(embedder: Embedder) -> Iterator[Recipe]:
    """Yield the dense recipe, and the lexical one as it comes and with words cut."""
    yield Recipe("llama-index", partial(_by_vector, embedder))
    yield Recipe("llama-index-bm25", _by_bm25)
    yield Recipe("llama-index-bm25-cut", _by_words)


def _chunks(documents: Sequence[Document]) -> list[Chunk]:
    from llama_index.core import Document as Whole
    from llama_index.core.node_parser import SentenceSplitter

    whole = [Whole(text=whole_text(document), id_=document.doc_id) for document in documents]
    nodes = SentenceSplitter().get_nodes_from_documents(whole)
    return [Chunk(node.ref_doc_id or "", node.get_content()) for node in nodes]


def _by_vector(embedder: Embedder, documents: Sequence[Document]) -> Search:
    from llama_index.core import MockEmbedding, VectorStoreIndex
    from llama_index.core.schema import QueryBundle, TextNode

    chunks = _chunks(documents)
    vectors = embedder.embed_documents([chunk.text for chunk in chunks])
    nodes = [TextNode(id_=str(at), text=chunks[at].text, embedding=vector) for at, vector in enumerate(vectors)]
    # All vectors are given, so the model that the index would ask is never asked.
    index = VectorStoreIndex(nodes, embed_model=MockEmbedding(embed_dim=embedder.dimension))
    retriever = index.as_retriever(similarity_top_k=DEPTH)

    def search(question: str) -> Iterable[Found]:
        query = QueryBundle(question, embedding=embedder.embed_query(question))
        return in_order(chunks[int(found.node.node_id)] for found in retriever.retrieve(query))

    return search


def _by_bm25(documents: Sequence[Document]) -> Search:
    from llama_index.core.schema import TextNode
    from llama_index.retrievers.bm25 import BM25Retriever

    chunks = _chunks(documents)
    nodes = [TextNode(id_=str(at), text=chunk.text) for at, chunk in enumerate(chunks)]
    retriever = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=min(DEPTH, len(nodes)))

    def search(question: str) -> Iterable[Found]:
        return in_order(chunks[int(found.node.node_id)] for found in retriever.retrieve(question))

    return search


def _by_words(documents: Sequence[Document]) -> Search:
    from llama_index.core.schema import TextNode
    from llama_index.retrievers.bm25 import BM25Retriever

    chunks = _chunks(documents)
    nodes = [TextNode(id_=str(at), text=spaced(chunk.text)) for at, chunk in enumerate(chunks)]
    retriever = BM25Retriever.from_defaults(
        nodes=nodes, similarity_top_k=min(DEPTH, len(nodes)), token_pattern=_APART, skip_stemming=True
    )

    def search(question: str) -> Iterable[Found]:
        return in_order(chunks[int(found.node.node_id)] for found in retriever.retrieve(spaced(question)))

    return search
