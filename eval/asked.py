"""One question as it was asked and answered, the line of answers.jsonl that keeps it, and back again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.cases import title_name
from rag.records import Answer, Citation, Hit


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was retrieved: the documents it stands for (ids, else titles), its text and its score."""

    documents: tuple[str, ...]
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation: the document, the quote, and whether the quote stands there literally."""

    document: str
    quote: str
    literal: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer with the verdict on it."""

    text: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of one question.

    `evidence` is the reader's, 0 to 1, None where nothing was read; `timings` are milliseconds by stage, `total` the
    whole call's; `short` is the answer's own words where it told them. Without an answer (retrieval alone) `answered`
    is false and all that belongs to an answer is empty.
    """

    qid: str
    question: str
    found: tuple[Found, ...]
    timings: Mapping[str, float]
    answered: bool = False
    refused: bool = False
    sentences: tuple[Said, ...] = ()
    citations: tuple[Quoted, ...] = ()
    notes: tuple[str, ...] = ()
    evidence: float | None = None
    short: str = ""

    @property
    def text(self) -> str:
        """The answer's sentences, and nothing else."""
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents found, best first, each once."""
        return documents_in(self.found)


def documents_in(found: Iterable[Found]) -> tuple[str, ...]:
    """Return the documents that passages stand for, in their order, each once."""
    return tuple(dict.fromkeys(document for one in found for document in one.documents))


def said(answer: Answer) -> tuple[Said, ...]:
    """Return the answer's sentences; a refusal says nothing that could be right."""
    if answer.refused:
        return ()
    return tuple(Said(one.text, one.verdict.value, one.reason) for one in answer.sentences)


def documents_of(hit: Hit, *, titles: bool) -> tuple[str, ...]:
    """Return the documents that a hit stands for: itself and the reprints it was collapsed with."""
    if titles:
        places = (hit.passage.source, *hit.also_in)
        return tuple(dict.fromkeys(title_name(place.headline) for place in places if place.headline))
    return hit.external_ids


def document_of(citation: Citation, *, titles: bool) -> str:
    """Return the document that a citation points to."""
    source = citation.passage.source
    return title_name(source.headline) if titles else source.external_id


def as_line(asked: Asked) -> str:
    """Return the line of answers.jsonl, without its line end; `answer`, the sentences in one, is for other readers."""
    return json.dumps({**asdict(asked), "answer": asked.text}, ensure_ascii=False)


def from_line(line: str) -> Asked:
    """Return what a line of answers.jsonl keeps; ValueError, KeyError or TypeError when it is none."""
    row: dict[str, Any] = json.loads(line)
    return Asked(
        qid=row["qid"],
        question=row["question"],
        found=_each(Found, row["found"]),
        timings=row["timings"],
        answered=row["answered"],
        refused=row["refused"],
        sentences=tuple(Said(**one) for one in row["sentences"]),
        citations=tuple(Quoted(**one) for one in row["citations"]),
        notes=tuple(row["notes"]),
        evidence=row["evidence"],
        short=row.get("short", ""),
    )


def _each(kind: type[Found], rows: Sequence[Mapping[str, Any]]) -> tuple[Found, ...]:
    return tuple(kind(tuple(row["documents"]), row["text"], row["score"]) for row in rows)
