"""The real built-in model, loaded once for all tests of this folder."""

from __future__ import annotations

import pytest

from rag.backends.embedding import Embedder, load_embedder
from rag.settings import EmbeddingSettings


@pytest.fixture(scope="session")
def builtin() -> Embedder:
    return load_embedder(EmbeddingSettings())
