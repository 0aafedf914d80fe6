"""The only place where a setting's name becomes a back-end object."""

from __future__ import annotations

from rag.build.assistants import open_assistant
from rag.build.libraries import (
    open_accounts,
    open_conversations,
    open_library,
    open_listing,
    open_shelf,
    open_to_remove,
    open_vectors,
    reindex,
    restore,
)
from rag.build.models import builtin_folder, load_reading, open_embedder, open_reader, open_writer, save_reader

__all__ = [
    "builtin_folder",
    "load_reading",
    "open_accounts",
    "open_assistant",
    "open_conversations",
    "open_embedder",
    "open_library",
    "open_listing",
    "open_reader",
    "open_shelf",
    "open_to_remove",
    "open_vectors",
    "open_writer",
    "reindex",
    "restore",
    "save_reader",
]
