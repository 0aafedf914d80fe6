"""Vectors taken over from a Chroma folder of a release that kept them nowhere else: nothing is embedded again."""

from __future__ import annotations

import numpy as np

from rag.backends.chroma_folder import ChromaFolder
from rag.backends.chroma_rows import passage_of_row
from rag.backends.vector_shelf import VectorShelf
from rag.passage_digest import passage_digest

_PAGE = 1000


def take_over(folder: ChromaFolder, shelf: VectorShelf) -> None:
    """Put every vector that Chroma has onto the shelf, once in a folder's life; cut short, the next call does it."""
    offset = 0
    while not shelf.complete:
        with folder.reading() as collection:
            page = collection.get(include=["embeddings", "documents", "metadatas"], limit=_PAGE, offset=offset)
        rows = zip(page["ids"], page["documents"], page["metadatas"], strict=True)
        passages = [passage_of_row(*row) for row in rows]
        if passages:
            digests = [passage_digest(passage) for passage in passages]
            shelf.put(passages, digests, np.asarray(page["embeddings"], np.float32))
        if len(passages) < _PAGE:
            shelf.note_complete()
        offset += _PAGE
