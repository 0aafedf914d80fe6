"""Examples to fit the reader on: questions with what was retrieved for them, and the same made unanswerable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from eval.cases import Case, load_cases
from eval.metrics import flat
from eval.unanswerable import Exchanger, without_answers
from ingest.splitter import split
from rag.chinese import fold
from rag.library import Library
from rag.protocols import Reranker
from rag.reading.candidates import Candidate, gather
from rag.reading.relevance import Features, Question, measure, take_apart
from rag.reading.rereading import Studied
from rag.records import Article, Hit, Query
from rag.retriever import retrieve
from rag.settings import Settings

_HITS = 10  # as many as an answer is read from
_CLOSED = 0.5  # share of the forms that are read from one passage alone
_NO_DOCUMENT = 0.25  # share of the unanswerable forms without the document: the rest keep it without the answer
_EXCHANGED = 0.3  # share of the questions asked with another name, and with another noun: such are easily told
_WIDE = 30  # hits to choose from when those of the gold document are left out


@dataclass(frozen=True, slots=True)
class Example:
    """One question with the sentences found for it; `right` marks those that hold an answer.

    `studied` is what the small reader read in their hits, if it did; `made` says how it became unanswerable, empty for
    an answerable one.
    """

    made: str
    text: str
    question: Question
    candidates: tuple[Candidate, ...]
    features: tuple[Features, ...]
    right: NDArray[np.bool_]
    studied: tuple[Studied, ...] = ()


def examples(
    articles: Sequence[Article],
    gold: Path,
    library: Library,
    settings: Settings,
    limit: int,
    random: Random,
    reranker: Reranker | None = None,
) -> Iterator[Example]:
    """Yield each question as it is and in up to three unanswerable forms; `limit` questions, drawn by chance.

    The questions are those about the articles, which the library holds, perhaps among others. A question is left out
    where no sentence retrieved for it holds an answer. About half of the forms are read from one passage alone: there a
    plausible passage without the answer is all there is.
    """
    by_id = {article.source.external_id: article for article in articles}
    cases = [case for case in load_cases(gold) if case.gold_doc_ids[0] in by_id]
    exchanger = Exchanger((case.question for case in cases), random)
    random.shuffle(cases)
    for case in cases[:limit]:
        hits = retrieve(library, Query(case.question), settings.retrieval, _WIDE, reranker)
        whole = _example("", case.question, hits[:_HITS], case)
        if not whole.right.any():
            continue
        yield whole
        gold_article = by_id[case.gold_doc_ids[0]]
        holding = [hit for hit in hits if _holds_answer(hit.passage.text, case)][:1]
        if random.random() < _CLOSED:
            yield _example("", case.question, holding, case)
        yield _without_answer(hits, gold_article, case, settings, random)
        for made, text in (
            ("other name", exchanger.another_name(case.question)),
            ("other noun", exchanger.another_focus(case.question)),
        ):
            if text and random.random() < _EXCHANGED:
                yield _example(made, text, holding if random.random() < _CLOSED else hits[:_HITS], case)


def _without_answer(hits: Sequence[Hit], gold: Article, case: Case, settings: Settings, random: Random) -> Example:
    """Return the question with its document left out, or with the sentences that answer cut out of the document."""
    others = [hit for hit in hits if hit.passage.article_id != gold.id]
    if random.random() < _NO_DOCUMENT and others:
        return _example("no document", case.question, others[:_HITS], case)
    cut = _cut(hits, gold, case, settings)
    closed = [hit for hit in cut if hit.passage.article_id == gold.id][:1]
    if random.random() < _CLOSED and closed:
        return _example("no sentence, one passage", case.question, closed, case)
    return _example("no sentence", case.question, cut[:_HITS], case)


def _holds_answer(text: str, case: Case) -> bool:
    return any(flat(answer) in flat(text) for answer in case.answers)


def _example(made: str, text: str, hits: Sequence[Hit], case: Case) -> Example:
    question = take_apart(text, [fold(hit.passage.text) for hit in hits])
    candidates = tuple(gather(hits))
    answers = [flat(answer) for answer in case.answers]
    right = [not made and any(answer in flat(candidate.text) for answer in answers) for candidate in candidates]
    features = tuple(measure(question, candidate) for candidate in candidates)
    return Example(made, text, question, candidates, features, np.array(right, dtype=bool))


def _cut(hits: Sequence[Hit], gold: Article, case: Case, settings: Settings) -> list[Hit]:
    """Return the hits with the gold document's passages cut anew from what is left of it without its answers."""
    rest = replace(gold, paragraphs=without_answers(gold.paragraphs, case.answers))
    left = iter(split(rest, settings.split))
    found: list[Hit] = []
    for hit in hits:
        if hit.passage.article_id != gold.id:
            found.append(hit)
        elif (passage := next(left, None)) is not None:
            found.append(Hit(passage, hit.score, hit.why))
    return found


def as_matrix(features: Sequence[Features], names: Sequence[str]) -> NDArray[np.float64]:
    """Return the named features, one row a sentence."""
    return np.array([[float(getattr(row, name)) for name in names] for row in features]).reshape(-1, len(names))


def counts(found: Sequence[Example]) -> Mapping[str, int]:
    """Return how many examples there are of every kind."""
    kinds = [example.made or "answerable" for example in found]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
