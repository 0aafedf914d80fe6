"""langchain's stock recipe as a baseline: RecursiveCharacterTextSplitter, one dense index, the same embedding model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from eval.collection import CORPUS, load_documents
from eval.vectors import CachedEmbedder
from rag.build import open_embedder
from rag.errors import InputError
from rag.records import Query
from rag.settings import EmbeddingSettings

_CHUNK, _OVERLAP = 1000, 200  # characters, as langchain's own tutorials set them
_CHUNKS = 50  # nearest chunks of a question, more than ten documents' worth


def stock_recipe(corpora: Sequence[Path], cache: Path, settings: EmbeddingSettings) -> Callable[[Query], Iterable[str]]:
    """Return query → documents, nearest first; a document's title stands before its text.

    All vectors are compared, where Chroma's graph leaves some out: the baseline is no worse than with Chroma. Raises
    InputError when langchain-text-splitters is not installed.
    """
    try:
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    except ImportError as error:
        raise InputError(
            "langchain's recipe needs langchain-text-splitters; install it with: pip install langchain-text-splitters"
        ) from error
    splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=_OVERLAP)
    chunks = [
        (document.doc_id, chunk)
        for corpus in corpora
        for document in load_documents(corpus / CORPUS)
        for chunk in splitter.split_text(f"{document.title}\n{document.text}".strip())
    ]
    embedder = CachedEmbedder(open_embedder(settings), cache / "vectors.sqlite")
    vectors = embedder.encode_passages([chunk for _, chunk in chunks])

    def nearest(query: Query) -> Iterable[str]:
        cosines = vectors @ embedder.encode_query(query.text)
        return [chunks[place][0] for place in np.argsort(-cosines)[:_CHUNKS]]

    return nearest
