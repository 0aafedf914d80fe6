"""How Chroma's graph of neighbours (HNSW) is made, and how far a search in it looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from warnings import catch_warnings, filterwarnings

SYNCED = 1000  # rows after which Chroma writes its graph, as it does unless told otherwise

# Neighbours that a search looks at: with Chroma's own 100 it often misses one of the ten nearest of some ten thousand
# passages, with 400 hardly ever, for a millisecond more.
_EXPLORED = 400

GRAPH: Mapping[str, Any] = {"space": "cosine", "ef_search": _EXPLORED}


def explore(collection: Any) -> None:
    """Let searches in a collection that an earlier release made look as far: before its graph is loaded."""
    if collection.configuration_json["hnsw"]["ef_search"] != _EXPLORED:
        with catch_warnings():  # Chroma warns of its own note on a collection without an embedding function
            filterwarnings("ignore", "legacy embedding function config", DeprecationWarning)
            collection.modify(configuration={"hnsw": {"ef_search": _EXPLORED}})
