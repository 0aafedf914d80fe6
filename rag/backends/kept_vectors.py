"""Vectors of a server's rows as the file that a library in a folder keeps them in: written for a backup, and read.

So a library moves between folder, backup and server without its passages being embedded again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from rag.backends import index_version
from rag.backends.chroma_index import VERSION
from rag.backends.chroma_rows import passages_of_page
from rag.backends.vector_file import FILE
from rag.backends.vector_shelf import VectorShelf
from rag.embedder import Floats
from rag.passage_digest import passage_digest
from rag.records import Passage


def write_vectors(pages: Iterable[Any], folder: Path) -> None:
    """Write the vectors of rows, given page by page with texts and metadata, into a folder that has none yet."""
    with closing(VectorShelf(folder)) as shelf:
        for page in pages:
            if passages := passages_of_page(page):
                digests = [passage_digest(passage) for passage in passages]
                shelf.put(passages, digests, np.asarray(page["embeddings"], np.float32))
        shelf.note_complete()
    index_version.note(folder, VERSION, whole=False)


def read_vectors(folder: Path | None, passages: Sequence[Passage]) -> dict[str, Floats]:
    """Return passage id → vector of those of these passages whose very text a folder keeps the vector of."""
    if folder is None or not (folder / FILE).is_file() or not index_version.is_begun(folder, VERSION):
        return {}
    with closing(VectorShelf(folder)) as shelf:
        return shelf.vectors({passage.id: passage_digest(passage) for passage in passages})
