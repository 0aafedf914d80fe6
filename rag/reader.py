"""The answer without a chat model: the sentences of the hits that answer, quoted word for word, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from langchain_core.embeddings import Embeddings

from rag.chinese import fold
from rag.protocols import Quote, Reading
from rag.reading.candidates import Candidate, gather
from rag.reading.evidence import THRESHOLDS, Signs, evidence, signs
from rag.reading.question_type import QuestionType
from rag.reading.relevance import (
    READ,
    READ_AND_MEANING,
    WORDING,
    WORDING_AND_MEANING,
    Features,
    Question,
    asked_for,
    meaning,
    measure,
    take_apart,
    weigh,
)
from rag.reading.rereading import PacedReader, Studied
from rag.records import Hit, Query

__all__ = ["EMBEDDED", "THRESHOLDS", "SentenceReader", "cosines", "rank_sentences"]

EMBEDDED = 8  # sentences whose meaning is compared, the best by wording; 12 and 25 found nothing more
_CLOSE = 0.5  # a further sentence within this of the best one (log odds) is quoted too: more cost precision
_CLOSE_WHEN_MANY = 1.0  # the same for questions that ask for more than one thing
_MANY = frozenset({QuestionType.LIST, QuestionType.STATEMENT, QuestionType.REASON})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with what was measured of it and its weight as an answer, higher is better."""

    candidate: Candidate
    features: Features
    weight: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sentences of the hits, best first, and what speaks for the first as an answer; `studied` as in `study`."""

    question: Question
    ranked: Sequence[Ranked]
    seen: Signs
    studied: Sequence[Studied]


class SentenceReader:
    """Finds the sentences that answer by wording, meaning and the shape of what is asked for."""

    def __init__(self, embedder: Embeddings, sentences: int, paced: PacedReader | None = None) -> None:
        """Take the model that embeds questions and sentences, the most sentences to quote, and the small reader."""
        self._embedder = embedder
        self._sentences = sentences
        self._paced = paced

    def read(self, query: Query, hits: Sequence[Hit]) -> Reading:
        """Return the sentences that answer, best first, and the evidence for the best; no hits: an empty reading."""
        read = self.weighed(query, hits)
        if read is None:
            return Reading((), 0.0)
        quotes = tuple(_quote(chosen.candidate, read.studied) for chosen in self._choose(read))
        return Reading(quotes, evidence(read.seen, foreign=read.question.foreign, read=bool(read.studied)))

    def weighed(self, query: Query, hits: Sequence[Hit]) -> Weighed | None:
        """Return what `read` chooses from, and what speaks for the best of it; None where there is no sentence."""
        studied = self._paced.study(query.readable, hits) if self._paced and hits else []
        question = _asked(query, hits)
        ranked = rank_sentences(question, query.text, hits, self._embedder, studied)
        if not ranked:
            return None
        best = ranked[0]
        seen = signs(question, best.candidate, best.features, [sentence.features.meaning for sentence in ranked])
        return Weighed(question, ranked, with_studied(seen, best.features, studied) if studied else seen, studied)

    def _choose(self, read: Weighed) -> list[Ranked]:
        """Return the best sentence, and those that come close to it."""
        reach = _CLOSE_WHEN_MANY if read.question.wanted.type in _MANY else _CLOSE
        best = read.ranked[0].weight
        return [sentence for sentence in read.ranked if best - sentence.weight <= reach][: self._sentences]


def _asked(query: Query, hits: Sequence[Hit]) -> Question:
    """Take a question apart: its words are those of its translation, what it asks for is told better as it was put."""
    passages = [fold(hit.passage.text) for hit in hits]
    question = take_apart(query.readable, passages)
    if not query.translation:
        return question
    return replace(question, wanted=asked_for(query.text), foreign=True)


def rank_sentences(
    question: Question, text: str, hits: Sequence[Hit], embedder: Embeddings, studied: Sequence[Studied] = ()
) -> list[Ranked]:
    """Return the sentences of the hits that are best by wording, in the order of wording and meaning together.

    Where hits were `studied`, in their order, only their sentences are chosen from, and what was read counts too.
    """
    candidates = gather(hits[: len(studied)] if studied else hits)
    # A question is no answer, however like the one asked it is: stand-firsts and pages of questions are full of them.
    said = [candidate for candidate in candidates if not candidate.folded.endswith("?")] or candidates
    measured = [(candidate, measure(question, candidate)) for candidate in said]
    if studied:
        measured = [(candidate, with_reading(features, candidate, studied)) for candidate, features in measured]
    first, then = (READ, READ_AND_MEANING) if studied else (WORDING, WORDING_AND_MEANING)
    measured.sort(key=lambda pair: -weigh(pair[1], first))
    measured = measured[:EMBEDDED]
    if not measured:
        return []
    near = cosines(embedder, text, [candidate.text for candidate, _ in measured])
    ranked: list[Ranked] = []
    for (candidate, wording), cosine in zip(measured, near, strict=True):
        features = replace(wording, meaning=meaning(cosine))
        ranked.append(Ranked(candidate, features, weigh(features, then)))
    return sorted(ranked, key=lambda sentence: -sentence.weight)


def with_reading(features: Features, candidate: Candidate, studied: Sequence[Studied]) -> Features:
    """Return the measurements with what was read in the sentence's hit, and in the sentence."""
    read = studied[candidate.rank]
    return replace(features, answers=read.sure, place=read.place_in(candidate.start, candidate.end))


def with_studied(seen: Signs, best: Features, studied: Sequence[Studied]) -> Signs:
    """Return the signs with what was read in all hits, and in the best sentence."""
    return replace(seen, answers=max(read.sure for read in studied), place=best.place)


def cosines(embedder: Embeddings, question: str, texts: Sequence[str]) -> list[float]:
    """Return the cosine, -1 to 1, of the question and every text."""
    asked = np.asarray(embedder.embed_query(question), dtype=np.float32)
    said = np.asarray(embedder.embed_documents(list(texts)), dtype=np.float32)
    lengths = np.linalg.norm(said, axis=1) * np.linalg.norm(asked)
    return [float(cosine) for cosine in (said @ asked) / np.maximum(lengths, 1e-9)]


def _quote(candidate: Candidate, studied: Sequence[Studied]) -> Quote:
    short = studied[candidate.rank].answer_in(candidate.start, candidate.end) if studied else None
    words = candidate.text[short.start - candidate.start : short.end - candidate.start] if short else ""
    return Quote(candidate.hit, candidate.text, candidate.start, candidate.end, words)
