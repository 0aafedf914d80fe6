"""Retrieval sets: topics put to given documents, with judgements of which documents are relevant, and no answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cases import Case
from eval.collection import Document
from eval.loaders.layout import QUESTION, Imported, left_out
from rag.errors import InputError

UNJUDGED = "no document is judged relevant"


@dataclass(frozen=True, slots=True)
class Topic:
    """A question of a retrieval set and the place where it stands, `file:line`."""

    qid: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A document's grade for a question, 0: not relevant; `where` as in `Topic`."""

    qid: str
    document: str
    grade: int
    where: str


def joined(documents: Sequence[Document], topics: Sequence[Topic], judgements: Sequence[Judgement]) -> Imported:
    """Return the set. Raises InputError, with file and line, for an id used twice and for one that nothing has."""
    _require_known(documents, topics, judgements)
    relevant: dict[str, list[str]] = {}
    for one in judgements:
        if one.grade > 0:
            relevant.setdefault(one.qid, []).append(one.document)
    cases = tuple(
        Case(
            topic.qid,
            topic.text,
            answerable=True,
            gold_doc_ids=tuple(dict.fromkeys(relevant[topic.qid])),
            type="retrieval",
            retrieval_only=True,
        )
        for topic in topics
        if topic.qid in relevant
    )
    graded = sum(one.grade > 1 for one in judgements)
    return Imported(
        documents=tuple(documents),
        cases=cases,
        questions_read=len(topics),
        texts_read=len(documents),
        left_out=left_out(Counter({(QUESTION, UNJUDGED): len(topics) - len(cases)}))
        if len(topics) > len(cases)
        else (),
        remarks=(f"{graded} judgements have a grade above 1 and count as relevant, no more",) if graded else (),
    )


def _require_known(documents: Sequence[Document], topics: Sequence[Topic], judgements: Sequence[Judgement]) -> None:
    first: dict[str, str] = {}
    for topic in topics:
        if first.setdefault(topic.qid, topic.where) != topic.where:
            raise InputError(f"{topic.where}: the topic {topic.qid} was given in {first[topic.qid]}; ids must differ.")
    known = {document.doc_id for document in documents}
    for one in judgements:
        if one.qid not in first:
            raise InputError(f"{one.where}: there is no topic {one.qid}; add it or remove the judgement.")
        if one.grade > 0 and one.document not in known:
            raise InputError(f"{one.where}: there is no document {one.document}; add it or remove the judgement.")


def require_distinct(documents: Mapping[str, str], doc_id: str, where: str) -> None:
    """Raise InputError when the document's id stands in the mapping of ids to places."""
    if doc_id in documents:
        raise InputError(f"{where}: the document {doc_id} was given in {documents[doc_id]}; ids must differ.")


def grade_of(text: str, where: str) -> int:
    """Return the grade that a judgement gives; InputError when it is no whole number."""
    try:
        return int(text)
    except ValueError as error:
        raise InputError(f"{where}: the grade must be a whole number, got {text!r}; correct the line.") from error


def only_file(folder: Path, *patterns: str) -> Path:
    """Return the one file or folder in `folder` that fits a pattern; InputError when there is none or several."""
    found = sorted({file for pattern in patterns for file in folder.glob(pattern)})
    if len(found) != 1:
        wanted = " or ".join(patterns)
        held = f"holds {len(found)} of {wanted}" if found else f"holds no {wanted}"
        raise InputError(f"{folder} {held}; exactly one is needed.")
    return found[0]
