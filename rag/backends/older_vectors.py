"""Vectors taken over from a Chroma folder of a release that kept them nowhere else: nothing is embedded again."""

from __future__ import annotations

import numpy as np

from rag.backends.chroma_folder import ChromaFolder
from rag.backends.chroma_rows import passages_of_page
from rag.backends.vector_shelf import VectorShelf
from rag.passage_digest import passage_digest


def take_over(folder: ChromaFolder, shelf: VectorShelf) -> None:
    """Put every vector that Chroma has onto the shelf, once in a folder's life; cut short, the next call does it."""
    if shelf.complete:
        return
    for page in folder.pages(["embeddings", "documents", "metadatas"]):
        if passages := passages_of_page(page):
            digests = [passage_digest(passage) for passage in passages]
            shelf.put(passages, digests, np.asarray(page["embeddings"], np.float32))
    shelf.note_complete()
