"""BM25 over whole documents by rank-bm25, as its README shows it: words at spaces; and with Chinese word cutting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from eval.asked import Found
from eval.baselines.recipe import Chunk, Recipe, Search, in_order, whole_text
from eval.collection import Document
from eval.systems import DEPTH
from rag.chinese import words
from rag.embedder import Embedder


def recipes(_embedder: Embedder) -> Iterator[Recipe]:
    """Yield the recipe as it comes, and with words cut."""
    yield Recipe("bm25", partial(_build, str.split))
    yield Recipe("bm25-cut", partial(_build, words))


def _build(cut: Callable[[str], list[str]], documents: Sequence[Document]) -> Search:
    from rank_bm25 import BM25Okapi

    chunks = [Chunk(document.doc_id, whole_text(document)) for document in documents]
    index = BM25Okapi([cut(chunk.text) for chunk in chunks])

    def search(question: str) -> Iterable[Found]:
        return in_order(index.get_top_n(cut(question), chunks, n=DEPTH))

    return search
