"""An embedding model that remembers the questions embedded last: one answer asks for its question's vector twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from rag.embedder import Embedder, Floats

_KEPT = 32  # questions: those that are being answered at the same time, some fifty kilobytes


class AskedLately(Embedder):
    """Another model with the vectors of the last questions at hand. Safe to share between threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.folder = embedder.folder
        self.fingerprint = embedder.fingerprint
        self.dimension = embedder.dimension
        self._known: OrderedDict[str, Floats] = OrderedDict()
        self._lock = Lock()

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return the passages' unit vectors in the texts' order, float32 (texts, dimension)."""
        return self._embedder.encode_passages(texts)

    def encode_query(self, text: str) -> Floats:
        """Return the question's unit vector, float32 (dimension,)."""
        with self._lock:
            known = self._known.get(text)
        if known is not None:
            return known.copy()
        vector = self._embedder.encode_query(text)
        with self._lock:
            self._known[text] = vector.copy()
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return vector
