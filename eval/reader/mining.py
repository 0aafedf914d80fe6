"""Learning sets → lessons: our own retrieval finds the passages that look right and do not answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from eval.cases import Case, load_cases
from eval.collection import load_documents, open_corpora
from eval.reader.lessons import LearningSet, Lesson, Why, Wrong
from ingest.splitter import split
from rag.chinese import Span, bigrams, sentences
from rag.reading.pairs import Window
from rag.records import Passage, Query
from rag.retriever import retrieve
from rag.settings import Settings

_FOUND = 12  # hits asked for
_KEPT = 8  # wrong passages kept of them: training draws two of these each time
_LEAST = 2  # wrong passages that a lesson needs


def mine(learning: LearningSet, cache: Path, settings: Settings) -> Iterator[Lesson | None]:
    """Yield the lesson of every question of a set in the file's order, None where none can be made of it.

    None: no passage of its document holds the answer as it is given, or too little else was found. A question marked
    unanswerable becomes a lesson without a right passage.
    """
    documents = {one.doc_id: split(one.article, settings.split) for one in load_documents(learning.corpus)}
    with open_corpora(learning.name, [learning.corpus], cache, settings) as assistant:
        for case in load_cases(learning.questions):
            hits = retrieve(assistant.library, Query(case.question), settings.retrieval, _FOUND)
            yield _lesson(case, [hit.passage for hit in hits], documents)


def _lesson(case: Case, found: Sequence[Passage], documents: Mapping[str, Sequence[Passage]]) -> Lesson | None:
    own = [passage for doc in case.gold_doc_ids for passage in documents.get(doc, ())]
    ids = {passage.id for passage in own}
    order = [passage.id for passage in found]
    own.sort(key=lambda passage: order.index(passage.id) if passage.id in order else len(order))
    right = next((passage for passage in own if _answer_in(case, passage.text)), None)
    if case.answerable and right is None:
        return None
    wrong = [Wrong(_window(passage), Why.SAME) for passage in own if not _holds_answer(case, passage.text)]
    wrong = wrong[: _KEPT // 2]
    others = [passage for passage in found if passage.id not in ids and not _holds_answer(case, passage.text)]
    why = Why.FOUND if case.answerable else Why.NOTHING
    wrong += [Wrong(_window(passage), why) for passage in others[: _KEPT - len(wrong)]]
    if len(wrong) < _LEAST:
        return None
    if right is None:
        return Lesson(case.qid, case.question, None, 0, 0, tuple(wrong))
    span = _answer_in(case, right.text) or Span(0, 0)
    return Lesson(case.qid, case.question, _window(right), span.start, span.end, tuple(wrong))


def _window(passage: Passage) -> Window:
    return Window(passage.source.headline, passage.text)


def _holds_answer(case: Case, text: str) -> bool:
    return any(answer in text for answer in case.answers)


def _answer_in(case: Case, text: str) -> Span | None:
    """Return where the answer stands; where it stands more than once, in the sentence most like the question."""
    asked = set(bigrams(case.question))
    best: tuple[float, Span] | None = None
    for answer in case.answers:
        start = text.find(answer)
        while start >= 0:
            place = Span(start, start + len(answer))
            alike = _likeness(asked, text, place)
            if best is None or alike > best[0]:
                best = (alike, place)
            start = text.find(answer, start + 1)
        if best:
            return best[1]
    return None


def _likeness(asked: set[str], text: str, place: Span) -> float:
    around = "".join(span.of(text) for span in sentences(text) if span.start < place.end and place.start < span.end)
    return len(asked & set(bigrams(around))) / max(len(asked), 1)
