"""An embedding model that is loaded when the first text is embedded, and not before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from rag.embedder import Embedder, Floats
from rag.errors import LibraryMismatch


class LateEmbedder(Embedder):
    """Stands for the model of a known fingerprint; LibraryMismatch when the one that `load` gives has another."""

    def __init__(self, fingerprint: str, load: Callable[[], Embedder]) -> None:
        self.fingerprint = fingerprint
        self._load = load

    @cached_property
    def _loaded(self) -> Embedder:
        found = self._load()
        if found.fingerprint != self.fingerprint:
            raise LibraryMismatch(
                f"The library was made with the embedding model {self.fingerprint}, not with {found.fingerprint}; "
                "set BAODA_EMBEDDING_MODEL to that model."
            )
        return found

    @property
    def folder(self) -> Path:  # type: ignore[override]  # known only once the model is loaded
        """Where the model lies."""
        return self._loaded.folder

    @property
    def dimension(self) -> int:  # type: ignore[override]
        """The length of a vector."""
        return self._loaded.dimension

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return the passages' unit vectors in the texts' order, float32 (texts, dimension)."""
        return self._loaded.encode_passages(texts)

    def encode_query(self, text: str) -> Floats:
        """Return the question's unit vector, float32 (dimension,)."""
        return self._loaded.encode_query(text)
