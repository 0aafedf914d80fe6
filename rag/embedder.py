"""What every embedding model does here: texts in, unit vectors out, and a fingerprint of the space they lie in."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

Floats = npt.NDArray[np.float32]

LONGEST = 512  # tokens; the rest of a longer text is not read


class Embedder(Embeddings):
    """An embedding model, usable wherever langchain takes `Embeddings`.

    `fingerprint` names the vector space: vectors of two fingerprints must not be compared. `dimension` is its size,
    `folder` where the model lies.
    """

    folder: Path
    fingerprint: str
    dimension: int

    @abstractmethod
    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return the passages' unit vectors in the texts' order, float32 (texts, dimension)."""

    @abstractmethod
    def encode_query(self, text: str) -> Floats:
        """Return the question's unit vector, float32 (dimension,)."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the passages' unit vectors as lists, as langchain wants them."""
        vectors: list[list[float]] = self.encode_passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the question's unit vector as a list, as langchain wants it."""
        vector: list[float] = self.encode_query(text).tolist()
        return vector
