"""Hits and answers as JSON rows: one row type and one function for every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict  # the one that pydantic reads on Python 3.11

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rag.records import Answer, Citation, Hit, Sentence


class IndexRankRow(TypedDict):
    """Where one index placed a passage: rank from 1, score in the index's own unit."""

    index: str
    rank: int
    score: float


class WhyRow(TypedDict):
    """Why a passage was found."""

    ranks: list[IndexRankRow]
    terms: list[str]


class HitRow(TypedDict):
    """A passage that was found; `date` is YYYY-MM-DD or null, offsets count in the article's body."""

    rank: int
    passage_id: str
    article_id: str
    external_id: str
    title: str
    newspaper: str
    date: str | None
    page: str
    text: str
    start: int
    end: int
    score: float
    why: WhyRow
    also_in: list[str]


class SentenceRow(TypedDict):
    """One sentence of an answer."""

    text: str
    markers: list[int]
    verdict: str
    reason: str


class CitationRow(TypedDict):
    """A literal quote; offsets count in the named field of the article."""

    marker: int
    passage_id: str
    article_id: str
    external_id: str
    title: str
    newspaper: str
    date: str | None
    page: str
    field: str
    quote: str
    start: int
    end: int


class NoteRow(TypedDict):
    """A remark beside an answer."""

    kind: str
    text: str


class AnswerRow(TypedDict):
    """An answer with all that is needed to check it; timings are milliseconds by stage.

    `read` is how much the small reader read: full, fast or off; null where nothing was searched for.
    """

    question: str
    answer: str
    short: str
    refused: bool
    mode: str
    sentences: list[SentenceRow]
    citations: list[CitationRow]
    hits: list[HitRow]
    closest: list[HitRow]
    notes: list[NoteRow]
    timings: dict[str, float]
    read: str | None


def day(value: date | None) -> str | None:
    """Return YYYY-MM-DD, or None for an unknown day."""
    return value.isoformat() if value else None


def hit_row(hit: Hit, rank: int) -> HitRow:
    """Return one hit as a row; `rank` counts from 1."""
    passage = hit.passage
    source = passage.source
    return {
        "rank": rank,
        "passage_id": passage.id,
        "article_id": passage.article_id,
        "external_id": source.external_id,
        "title": source.headline,
        "newspaper": source.newspaper,
        "date": day(source.date),
        "page": source.page,
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "score": round(hit.score, 6),
        "why": {
            "ranks": [
                {"index": place.index, "rank": place.rank, "score": round(place.score, 6)} for place in hit.why.ranks
            ],
            "terms": list(hit.why.terms),
        },
        "also_in": [place.label for place in hit.also_in],
    }


def hit_rows(hits: Sequence[Hit]) -> list[HitRow]:
    """Return the hits as rows, ranked in their order."""
    return [hit_row(hit, rank) for rank, hit in enumerate(hits, start=1)]


def sentence_row(sentence: Sentence) -> SentenceRow:
    """Return one sentence of an answer as a row."""
    return {
        "text": sentence.text,
        "markers": list(sentence.markers),
        "verdict": sentence.verdict.value,
        "reason": sentence.reason,
    }


def citation_row(citation: Citation) -> CitationRow:
    """Return one citation as a row."""
    source = citation.passage.source
    return {
        "marker": citation.marker,
        "passage_id": citation.passage.id,
        "article_id": citation.passage.article_id,
        "external_id": source.external_id,
        "title": source.headline,
        "newspaper": source.newspaper,
        "date": day(source.date),
        "page": source.page,
        "field": citation.field.value,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def answer_row(answer: Answer) -> AnswerRow:
    """Return a whole answer as a row."""
    return {
        "question": answer.query.text,
        "answer": answer.text,
        "short": answer.short,
        "refused": answer.refused,
        "mode": answer.mode.value,
        "sentences": [sentence_row(sentence) for sentence in answer.sentences],
        "citations": [citation_row(citation) for citation in answer.citations],
        "hits": hit_rows(answer.hits),
        "closest": hit_rows(answer.closest),
        "notes": [{"kind": note.kind.value, "text": note.text} for note in answer.notes],
        "timings": {timing.stage: round(timing.milliseconds, 1) for timing in answer.timings},
        "read": answer.read.value if answer.read else None,
    }
