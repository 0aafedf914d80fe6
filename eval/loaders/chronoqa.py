"""ChronoQA (Chen et al. 2025): questions on dated news, asked on a given day; JSON, JSON Lines or CSV.

| read as | names in the file, the first that is there |
|---|---|
| question | question, query |
| answer | answer, answers |
| day asked | question_date, date |
| gold texts | golden_chunks, gold_chunks, reference_chunks, chunks, references |
| id | question_id, qid, id; else the record's number from 0 |
| type | temporal_type/temporal_expression_type/answer_type/reference_document_count, those that are there |

A CSV keeps the list of gold texts as Python or JSON prints it. A text is dated by the day that it begins with.
The published set has a few questions whose day is none: they stay, as doubtful ones.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from eval.cases import Case
from eval.loaders.layout import Gathering, Imported
from eval.loaders.nodes import Node, read_records

_QUESTION, _ANSWER, _ASKED = ("question", "query"), ("answer", "answers"), ("question_date", "date")
_CHUNKS = ("golden_chunks", "gold_chunks", "reference_chunks", "chunks", "references")
_ID = ("question_id", "qid", "id")
_TYPE = ("temporal_type", "temporal_expression_type", "answer_type", "reference_document_count")
_DAY = re.compile(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})")


def load_chronoqa(path: Path, name: str) -> Imported:
    """Return the questions with the days they are asked on, over all gold texts of the file."""
    gathering = Gathering(name)
    undated = astray = 0
    for number, record in enumerate(read_records(path)):
        given = record.find(*_ID)
        qid = f"{name}-{given.words() if given else number}"
        gold: list[str] = []
        for text in _chunks(record.field(*_CHUNKS)):
            day = _day(text)
            undated += day is None
            gold.append(gathering.document(text, day=day))
        if not gold:
            raise record.error(f"{qid} has no gold text; add one or leave the question out.")
        case = _case(record, qid, tuple(dict.fromkeys(gold)))
        astray += case.doubtful
        gathering.question(case)
    return gathering.done(
        *([f"{undated} texts begin with no day and stay undated"] * bool(undated)),
        *([f"{astray} questions are asked on what is no day; they are kept as doubtful"] * bool(astray)),
    )


def _case(record: Node, qid: str, gold: tuple[str, ...]) -> Case:
    day = _day(record.field(*_ASKED).words())
    answer = record.field(*_ANSWER)
    answers = tuple(one.words() for one in answer.items()) if isinstance(answer.value, list) else (answer.words(),)
    if not answers:
        raise answer.error(f"the answer of {qid} is an empty list; fill it in.")
    kinds = [found.maybe_words() for name in _TYPE if (found := record.find(name))]
    return Case(
        qid=qid,
        question=record.field(*_QUESTION).words(),
        answerable=True,
        answers=answers,
        gold_doc_ids=gold,
        type="/".join(kind for kind in kinds if kind),
        question_date=day,
        doubtful=day is None,
    )


def _chunks(node: Node) -> Iterator[str]:
    if isinstance(node.value, list):
        yield from (one.words() for one in node.items())
        return
    printed = node.words()
    if not printed.startswith("["):
        yield printed
        return
    try:
        found = ast.literal_eval(printed)
    except (ValueError, SyntaxError) as error:
        raise node.error(
            f"the list of gold texts cannot be read ({type(error).__name__}); write it as JSON."
        ) from error
    if not isinstance(found, list) or not all(isinstance(text, str) and text.strip() for text in found):
        raise node.error("the gold texts must be a list of texts.")
    yield from (text.strip() for text in found)


def _day(text: str) -> date | None:
    found = _DAY.match(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
