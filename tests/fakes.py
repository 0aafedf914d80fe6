"""Stand-ins for what is slow and not under test."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rag.embedder import Embedder, Floats


class HashEmbedder(Embedder):
    """An embedder without a model: a text's vector counts its characters, each in a place that its hash says."""

    folder = Path()
    fingerprint = "hash/1"
    dimension = 256

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return unit vectors, float32 (texts, dimension)."""
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> Floats:
        """Return a unit vector, float32 (dimension,)."""
        vector = np.zeros(self.dimension, np.float32)
        for character in text:
            digest = hashlib.blake2b(character.encode(), digest_size=2).digest()
            vector[int.from_bytes(digest) % self.dimension] += 1
        unit: Floats = vector / max(float(np.linalg.norm(vector)), 1.0)
        return unit
