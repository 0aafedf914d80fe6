"""langchain's hybrid search: its BM25Retriever and Chroma in an EnsembleRetriever with equal weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from eval.baselines.langchain import by_similarity, pieces, search_by
from eval.baselines.recipe import Recipe, Search
from eval.collection import Document
from eval.systems import DEPTH
from rag.chinese import words
from rag.embedder import Embedder


def recipes(embedder: Embedder) -> Iterator[Recipe]:
    """Yield the recipe as it comes, and with words cut on the lexical side."""
    yield Recipe("langchain-ensemble", partial(_build, embedder, str.split))
    yield Recipe("langchain-ensemble-cut", partial(_build, embedder, words))


def _build(embedder: Embedder, cut: Callable[[str], list[str]], documents: Sequence[Document]) -> Search:
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever

    of = pieces(documents)
    lexical = BM25Retriever.from_documents(of, preprocess_func=cut, k=DEPTH)
    return search_by(EnsembleRetriever(retrievers=[lexical, by_similarity(of, embedder)], weights=[0.5, 0.5]))
