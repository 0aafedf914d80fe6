"""What may be wrong with a dense index as a whole: damaged files, vectors that are not the kept ones, another model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from rag.backends.chroma_folder import ChromaFolder
from rag.backends.chroma_rows import batches, embedding_text
from rag.backends.vector_shelf import Kept, VectorShelf
from rag.embedder import Embedder
from rag.errors import LibraryError
from rag.passage_digest import passage_digest
from rag.records import Passage

_PAGE = 1000
_ALIKE = 0.98  # cosine; 8-bit arithmetic of two processors differs by less than 0.01, two models by far more
_EQUAL = 1e-4  # Chroma scales a vector to length 1 once more


def dense_faults(
    folder: ChromaFolder, shelf: VectorShelf, embedder: Embedder, passages: Sequence[Passage]
) -> Iterator[str]:
    """Yield a sentence for every fault; `passages` are embedded anew and compared with what is kept of them."""
    try:
        yield from vector_faults(shelf, embedder, passages)
        if not folder.is_sound():
            yield f"The vector graph in {folder.folder} is not as it was last written."
        if differ := sum(_differing(folder, batch) for batch in batches(shelf.every(), _PAGE)):
            yield f"{differ} vectors in {folder.folder} are missing in the graph or differ from those that are kept."
    except LibraryError as error:
        yield str(error)


def vector_faults(shelf: VectorShelf, embedder: Embedder, passages: Sequence[Passage]) -> list[str]:
    """Return a sentence for every fault of the kept vectors: damage, another size, another model."""
    found = [f"The vectors {shelf.file} are damaged ({reason})." for reason in shelf.faults()]
    if found:
        return found
    if wrong := shelf.count_of_other_size(4 * embedder.dimension):
        found.append(f"{wrong} vectors in {shelf.file} have not the {embedder.dimension} numbers of the model.")
    if other := _of_another_model(shelf, embedder, passages):
        found.append(
            f"{other} of {len(passages)} vectors looked at in {shelf.file} are not what {embedder.fingerprint} makes "
            "of their passages."
        )
    return found


def _differing(folder: ChromaFolder, kept: Sequence[Kept]) -> int:
    with folder.reading() as collection:
        page = collection.get(ids=[one.passage_id for one in kept], include=["embeddings"])
    stored = dict(zip(page["ids"], page["embeddings"], strict=True))
    pairs = [(stored[one.passage_id], np.frombuffer(one.vector, "<f4")) for one in kept if one.passage_id in stored]
    unequal = sum(
        len(one) != len(other) or bool(np.abs(np.asarray(one) - other).max() > _EQUAL) for one, other in pairs
    )
    return len(kept) - len(pairs) + unequal


def _of_another_model(shelf: VectorShelf, embedder: Embedder, passages: Sequence[Passage]) -> int:
    kept = shelf.vectors({passage.id: passage_digest(passage) for passage in passages})
    known = [passage for passage in passages if passage.id in kept and len(kept[passage.id]) == embedder.dimension]
    if not known:
        return 0
    anew = embedder.encode_passages([embedding_text(passage) for passage in known])
    cosines = [float(vector @ kept[passage.id]) for passage, vector in zip(known, anew, strict=True)]
    return sum(not cosine >= _ALIKE for cosine in cosines)  # a vector that is no number is not alike either
