"""Vectors worked out ahead of their use: one thread embeds the next batch while another stores the last one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from rag.embedder import Embedder, Floats

_KEPT = 4096  # texts whose vectors wait at most: a few batches, some megabytes


class Ahead:
    """An embedder's vectors, those of texts that were prepared at once; what nobody asks for is forgotten in time."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self._waiting: OrderedDict[str, Floats] = OrderedDict()
        self._lock = Lock()

    def prepare(self, texts: Sequence[str]) -> None:
        """Embed the texts and keep their vectors until they are asked for."""
        with self._lock:
            fresh = [text for text in dict.fromkeys(texts) if text not in self._waiting]
        vectors = self.embedder.encode_passages(fresh) if fresh else ()
        with self._lock:
            self._waiting.update(zip(fresh, vectors, strict=True))
            while len(self._waiting) > _KEPT:
                self._waiting.popitem(last=False)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return the texts' unit vectors in their order, float32 (texts, dimension)."""
        with self._lock:
            known = {text: self._waiting.pop(text) for text in set(texts) if text in self._waiting}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known.update(zip(missing, self.embedder.encode_passages(missing), strict=True))
        return np.stack([known[text] for text in texts])
