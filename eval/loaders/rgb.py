"""RGB (Chen et al. 2024): questions with passages that answer and passages that do not.

One object a line: {"id", "query", "answer", "positive": ["…"], "negative": ["…"]}. `answer` is a text, or a list of
what must all be said, each a text or a list of ways to say it. `positive` may be a list of lists (questions that need
several facts). The question is asked again with passages that do not answer, to be refused; as many as RGB gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eval.cases import Case
from eval.loaders.layout import Gathering, Imported
from eval.loaders.nodes import Node, read_records

_GIVEN = 5  # passages a question in RGB's test of negative rejection


def load_rgb(path: Path, name: str) -> Imported:
    """Return the questions over all passages of the file, and those to be refused."""
    gathering = Gathering(name)
    without = 0
    for record in read_records(path):
        qid = f"{name}-{record.field('id').words()}"
        question = record.field("query", "question").words()
        groups = _groups(record.field("answer"))
        gold = _documents(record.field("positive"), gathering)
        noise = [one for one in _documents(record.field("negative"), gathering) if one not in gold]
        if not gold:
            raise record.error(f"{qid} has no positive passage; add one or leave the question out.")
        gathering.question(
            Case(
                qid=qid,
                question=question,
                answerable=True,
                answers=tuple(dict.fromkeys(answer for group in groups for answer in group)),
                answer_groups=groups,
                gold_doc_ids=gold,
                type="news_short",
            )
        )
        if noise:
            gathering.rejections.append(
                Case(f"{qid}-rej", question, answerable=False, type="negative_rejection", context=tuple(noise[:_GIVEN]))
            )
        without += not noise
    return gathering.done(*([f"{without} questions have no negative passage and are not asked again"] * bool(without)))


def _groups(answer: Node) -> tuple[tuple[str, ...], ...]:
    if not isinstance(answer.value, list):
        return ((answer.words(),),)
    groups = tuple(
        tuple(way.words() for way in part.items()) if isinstance(part.value, list) else (part.words(),)
        for part in answer.items()
    )
    if not groups or not all(groups):
        raise answer.error("the answer is an empty list; fill it in.")
    return groups


def _documents(given: Node, gathering: Gathering) -> tuple[str, ...]:
    texts = (text for part in given.items() for text in _flat(part))
    return tuple(dict.fromkeys(gathering.document(text) for text in texts if text))


def _flat(part: Node) -> Iterator[str]:
    if isinstance(part.value, list):
        for inner in part.items():
            yield from _flat(inner)
    else:
        yield part.words()
