"""The nouns that everything hands around: frozen records, from a printed place to a checked sentence."""

from __future__ import annotations

from rag.records.answers import (
    Answer,
    Citation,
    CitedField,
    Mode,
    Note,
    NoteKind,
    Sentence,
    Strictness,
    Timing,
    Turn,
    Verdict,
)
from rag.records.articles import Article, ArticleKind, DateMention, LineBox, Origin, Passage, Source
from rag.records.searches import Hit, IndexRank, Named, Query, Why

__all__ = [
    "Answer",
    "Article",
    "ArticleKind",
    "Citation",
    "CitedField",
    "DateMention",
    "Hit",
    "IndexRank",
    "LineBox",
    "Mode",
    "Named",
    "Note",
    "NoteKind",
    "Origin",
    "Passage",
    "Query",
    "Sentence",
    "Source",
    "Strictness",
    "Timing",
    "Turn",
    "Verdict",
    "Why",
]
