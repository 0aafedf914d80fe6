"""SQuAD-style sets (SQuAD 1 and 2, CMRC 2018, DRCD, DuReader robust and checklist): a text with questions on it.

    {"data": [{"title", "paragraphs": [{"title", "context", "qas": [{"id", "question", "answers": [{"text"}],
    "is_impossible", "type"}]}]}]}

CMRC 2018 is also given in its first form, a list of {"title", "context_text", "qas": [{"query_id", "query_text",
"answers": ["…"]}]}; both are read. Formats: Rajpurkar et al. 2018; Cui et al. 2019; Shao et al. 2018; Tang et al. 2021.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eval.cases import Case
from eval.loaders.layout import Gathering, Imported
from eval.loaders.nodes import Node, read_tree

NO_ANSWER = "no answer is given (a test set without answers?)"


def load_squad(path: Path, name: str) -> Imported:
    """Return the set of an open question: any text of the set may be read."""
    return _load(path, name, closed=False)


def load_dureader(path: Path, name: str) -> Imported:
    """Return the set with a closed context: only the text that a question was put to may be read."""
    return _load(path, name, closed=True)


def _load(path: Path, name: str, *, closed: bool) -> Imported:
    gathering = Gathering(name)
    reworded = 0
    for paragraph in _paragraphs(read_tree(path)):
        title = paragraph.find("title")
        text = paragraph.field("context", "context_text").words()
        document = gathering.document(text, title.maybe_words() if title else "")
        for asked in paragraph.field("qas").items():
            case = _case(asked, name, document, closed=closed)
            if case is None:
                gathering.leave_out(NO_ANSWER)
            else:
                reworded += sum(answer not in text for answer in case.answers)
                gathering.question(case)
    return gathering.done(*([f"{reworded} answers do not stand literally in their text"] * bool(reworded)))


def _paragraphs(top: Node) -> Iterator[Node]:
    """Yield the texts with their questions; one without a title takes that of its article."""
    articles = top if isinstance(top.value, list) else top.field("data")
    for article in articles.items():
        if article.find("paragraphs") is None:
            yield article
            continue
        title = article.find("title")
        for paragraph in article.field("paragraphs").items():
            if title is None or paragraph.find("title") is not None:
                yield paragraph
            elif isinstance(paragraph.value, dict):
                yield Node({**paragraph.value, "title": title.value}, paragraph.source, paragraph.way)


def _case(asked: Node, name: str, document: str, *, closed: bool) -> Case | None:
    """Return the question, None when the set says neither an answer nor that there is none."""
    qid = f"{name}-{asked.field('id', 'query_id').words()}"
    question = asked.field("question", "query_text").words()
    impossible = asked.find("is_impossible")
    given = asked.find("answers")
    answers = tuple(dict.fromkeys(answer for one in given.items() if (answer := _answer(one)))) if given else ()
    unanswerable = impossible.yes() if impossible else False
    if not unanswerable and not answers:
        return None
    kind = asked.find("type")
    return Case(
        qid=qid,
        question=question,
        answerable=not unanswerable,
        answers=() if unanswerable else answers,
        gold_doc_ids=() if unanswerable else (document,),
        type=(kind.maybe_words() if kind else "") or "extractive",
        context=(document,) if closed else (),
    )


def _answer(node: Node) -> str:
    return (node if isinstance(node.value, str) else node.field("text")).maybe_words()
