"""The core: records, library, retrieval and answers. `from rag import open_assistant` is the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.errors import BaodaError
from rag.records import (
    Answer,
    Article,
    Citation,
    Hit,
    Mode,
    Note,
    NoteKind,
    Passage,
    Query,
    Sentence,
    Source,
    Strictness,
    Turn,
    Verdict,
)

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.build import open_assistant
    from rag.settings import Settings, load_settings

__all__ = [
    "Answer",
    "Article",
    "Assistant",
    "BaodaError",
    "Citation",
    "Hit",
    "Mode",
    "Note",
    "NoteKind",
    "Passage",
    "Query",
    "Sentence",
    "Settings",
    "Source",
    "Strictness",
    "Turn",
    "Verdict",
    "load_settings",
    "open_assistant",
]

_LATER = {
    "Assistant": "rag.assistant",
    "Settings": "rag.settings",
    "load_settings": "rag.settings",
    "open_assistant": "rag.build",
}


def __getattr__(name: str) -> object:
    """Import the larger names only when they are asked for: a command line's --help needs none of them."""
    if name not in _LATER:
        raise AttributeError(f"module 'rag' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATER[name]), name)
