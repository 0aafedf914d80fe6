"""The answer without a chat model: the sentences of the hits that answer, quoted word for word, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from langchain_core.embeddings import Embeddings

from rag.chinese import fold
from rag.protocols import Quote, Reading
from rag.reading.candidates import Candidate, gather
from rag.reading.evidence import THRESHOLDS, evidence, signs
from rag.reading.question_type import QuestionType
from rag.reading.relevance import WORDING, WORDING_AND_MEANING, Features, Question, meaning, measure, take_apart, weigh
from rag.records import Hit, Query

__all__ = ["EMBEDDED", "EMBEDDED_FOREIGN", "THRESHOLDS", "SentenceReader", "cosines", "rank_sentences"]

EMBEDDED = 8  # sentences whose meaning is compared, the best by wording; 12 and 25 found nothing more
EMBEDDED_FOREIGN = 30  # the same for a question in another script, which wording tells little of
_CLOSE = 0.5  # a further sentence within this of the best one (log odds) is quoted too: more cost precision
_CLOSE_WHEN_MANY = 1.0  # the same for questions that ask for more than one thing
_CLOSE_FOREIGN = 2.5  # the same for one in another script, whose best sentence is right one time in three
_MANY = frozenset({QuestionType.LIST, QuestionType.STATEMENT, QuestionType.REASON})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with what was measured of it and its weight as an answer, higher is better."""

    candidate: Candidate
    features: Features
    weight: float


class SentenceReader:
    """Finds the sentences that answer by wording, meaning and the shape of what is asked for."""

    def __init__(self, embedder: Embeddings, sentences: int) -> None:
        """Take the model that embeds questions and sentences, and the most sentences to quote."""
        self._embedder = embedder
        self._sentences = sentences

    def read(self, query: Query, hits: Sequence[Hit]) -> Reading:
        """Return the sentences that answer, best first, and the evidence for the best; no hits: an empty reading."""
        if not hits:
            return Reading((), 0.0)
        question = take_apart(query.text, [fold(hit.passage.text) for hit in hits])
        ranked = rank_sentences(question, query.text, hits, self._embedder)
        if not ranked:
            return Reading((), 0.0)
        best = ranked[0]
        seen = signs(question, best.candidate, best.features, [sentence.features.meaning for sentence in ranked])
        quotes = tuple(_quote(chosen.candidate) for chosen in self._choose(question, ranked))
        return Reading(quotes, evidence(seen, foreign=question.foreign))

    def _choose(self, question: Question, ranked: Sequence[Ranked]) -> list[Ranked]:
        """Return the best sentence, and those that come close to it."""
        reach = _CLOSE_WHEN_MANY if question.wanted.type in _MANY else _CLOSE
        if question.foreign:
            reach = _CLOSE_FOREIGN
        return [sentence for sentence in ranked if ranked[0].weight - sentence.weight <= reach][: self._sentences]


def rank_sentences(question: Question, text: str, hits: Sequence[Hit], embedder: Embeddings) -> list[Ranked]:
    """Return the sentences of the hits that are best by wording, in the order of wording and meaning together."""
    candidates = gather(hits)
    # A question is no answer, however like the one asked it is: stand-firsts and pages of questions are full of them.
    said = [candidate for candidate in candidates if not candidate.folded.endswith("?")] or candidates
    measured = [(candidate, measure(question, candidate)) for candidate in said]
    measured.sort(key=lambda pair: -weigh(pair[1], WORDING))
    measured = measured[: EMBEDDED_FOREIGN if question.foreign else EMBEDDED]
    if not measured:
        return []
    near = cosines(embedder, text, [candidate.text for candidate, _ in measured])
    ranked: list[Ranked] = []
    for (candidate, wording), cosine in zip(measured, near, strict=True):
        features = replace(wording, meaning=meaning(cosine))
        ranked.append(Ranked(candidate, features, weigh(features, WORDING_AND_MEANING)))
    return sorted(ranked, key=lambda sentence: -sentence.weight)


def cosines(embedder: Embeddings, question: str, texts: Sequence[str]) -> list[float]:
    """Return the cosine, -1 to 1, of the question and every text."""
    asked = np.asarray(embedder.embed_query(question), dtype=np.float32)
    said = np.asarray(embedder.embed_documents(list(texts)), dtype=np.float32)
    lengths = np.linalg.norm(said, axis=1) * np.linalg.norm(asked)
    return [float(cosine) for cosine in (said @ asked) / np.maximum(lengths, 1e-9)]


def _quote(candidate: Candidate) -> Quote:
    return Quote(candidate.hit, candidate.text, candidate.start, candidate.end)
