"""How Chroma's graph of neighbours (HNSW) is made, and how far a search in it looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from warnings import catch_warnings, filterwarnings

SYNCED = 1000  # rows after which Chroma writes its graph, as it does unless told otherwise

# Neighbours that a search looks at: with Chroma's own 100 it often misses one of the ten nearest of some ten thousand
# passages, with 400 far less often, for a millisecond more (`python -m eval.bench.neighbours`).
_EXPLORED = 400

GRAPH: Mapping[str, Any] = {"space": "cosine", "ef_search": _EXPLORED}


def open_collection(client: Any, name: str) -> Any:
    """Return the collection of an embedded Chroma, made when it is not there, before its graph is loaded."""
    from chromadb.errors import NotFoundError

    # Not `get_or_create_collection`: the transaction that it began is still open when it returns, and a change made
    # right after it then fails with "database is locked" (one opening in twenty on a busy machine).
    try:
        collection = client.get_collection(name, embedding_function=None)
    except NotFoundError:
        made = {"hnsw": {**GRAPH, "sync_threshold": SYNCED}}
        return client.create_collection(name, configuration=made, embedding_function=None)
    _explore(collection)
    return collection


def _explore(collection: Any) -> None:
    """Let searches in a collection that an earlier release made look as far."""
    if collection.configuration_json["hnsw"]["ef_search"] != _EXPLORED:
        with catch_warnings():  # Chroma warns of its own note on a collection without an embedding function
            filterwarnings("ignore", "legacy embedding function config", DeprecationWarning)
            collection.modify(configuration={"hnsw": {"ef_search": _EXPLORED}})
