"""What is found for one question, and read in it."""

from __future__ import annotations

from datetime import date

from rag import notes
from rag.answers import Findings
from rag.asking.understanding import remarks
from rag.clock import Clock
from rag.library import Library
from rag.records import Query, Strictness
from rag.retriever import retrieve
from rag.settings import Settings
from rag.turns import Depth


def inquire(
    query: Query,
    library: Library,
    settings: Settings,
    depth: Depth,
    clock: Clock,
    *,
    level: Strictness,
    asked_on: date | None = None,
) -> Findings:
    """Return what was found and read at this depth, and what is to be said about either."""
    with clock.stage("retrieve"):
        hits = retrieve(library, query, settings.retrieval, reranker=depth.reranker)
        said = remarks(query, hits, library, asked_on=asked_on)
    with clock.stage("read"):
        reading = depth.reader.read(query, hits)
    if depth.mode is not settings.reader:
        said = (*said, notes.hurried(query.text, depth.mode))
    return Findings(query, hits, reading, level, said, depth.mode)
