"""The three ways an answer comes to be: quoted sentences, a chat model's words checked, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence

from rag import notes
from rag.citations import cite, claims
from rag.prompt import says_no_answer
from rag.protocols import Reading
from rag.records import (
    Answer,
    Citation,
    CitedField,
    Hit,
    Mode,
    Note,
    Query,
    Sentence,
    Timing,
    Verdict,
)
from rag.verify import check

_CLOSEST = 3  # articles offered with a refusal: enough to go on from, few enough to read


def answer_from_quotes(
    query: Query, hits: Sequence[Hit], reading: Reading, said: Sequence[Note], timings: Sequence[Timing]
) -> Answer:
    """Return the reading's quotes as the answer, each cited with itself; markers count from 1."""
    reason = notes.quoted(query.text)
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for marker, quote in enumerate(reading.quotes, start=1):
        sentences.append(Sentence(quote.text, (marker,), Verdict.SUPPORTED, reason))
        passage = quote.hit.passage
        citations.append(Citation(marker, passage, CitedField.BODY, quote.text, quote.start, quote.end))
    return Answer(
        query=query,
        sentences=tuple(sentences),
        citations=tuple(citations),
        hits=tuple(hits),
        notes=tuple(said),
        closest=(),
        refused=False,
        mode=Mode.EXTRACT,
        timings=tuple(timings),
    )


def answer_from_chat(
    query: Query,
    hits: Sequence[Hit],
    shown: Sequence[Hit],
    marked: str,
    said: Sequence[Note],
) -> Answer:
    """Return a chat model's text as the answer, every sentence checked against the passages that it cites.

    `shown` are the passages that the model saw, marker 1 first; `marked` is its text with known markers only.
    """
    sentences: list[Sentence] = []
    citations: dict[Citation, None] = {}
    for claim in claims(marked):
        cited = [shown[marker - 1] for marker in claim.markers]
        verdict = check(claim.text, cited)
        sentences.append(Sentence(claim.text, claim.markers, verdict.verdict, verdict.reason))
        for marker, hit in zip(claim.markers, cited, strict=True):
            citation = cite(claim.text, marker, hit)
            if citation is not None:
                citations[citation] = None
    refused = says_no_answer(marked) and not citations
    return Answer(
        query=query,
        sentences=tuple(sentences),
        citations=tuple(citations),
        hits=tuple(hits),
        notes=tuple(said),
        closest=closest(hits) if refused else (),
        refused=refused,
        mode=Mode.LLM,
        timings=(),
    )


def refuse(query: Query, hits: Sequence[Hit], mode: Mode, timings: Sequence[Timing]) -> Answer:
    """Return the answer that says there is none, with the closest articles."""
    said = notes.refusal(query.text, any_hits=bool(hits))
    return Answer(
        query=query,
        sentences=(Sentence(said, (), Verdict.UNCHECKED, ""),),
        citations=(),
        hits=tuple(hits),
        notes=(),
        closest=closest(hits),
        refused=True,
        mode=mode,
        timings=tuple(timings),
    )


def closest(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the best hit of each of the nearest articles."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.passage.article_id, hit)
    return tuple(first.values())[:_CLOSEST]
