"""Gold questions: one JSON object a line, read with an error that names file and line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rag.errors import InputError


@dataclass(frozen=True, slots=True)
class Case:
    """One gold question.

    An answer is right when it holds one of `answers`, or one of every group where there are `answer_groups`.
    `question_date` is the day it is asked on; `context` names the only documents to read, empty for the whole library;
    `doubtful` marks a question whose gold is suspect or ambiguous, or whose `question_date` is no day;
    `retrieval_only` one of a set that judges documents and knows no answers. `where` is its `file:line`, for messages.
    """

    qid: str
    question: str
    answerable: bool
    answers: tuple[str, ...] = ()
    answer_groups: tuple[tuple[str, ...], ...] = ()
    gold_doc_ids: tuple[str, ...] = ()
    gold_titles: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    type: str = ""
    question_date: date | None = None
    context: tuple[str, ...] = ()
    doubtful: bool = False
    retrieval_only: bool = False
    where: str = field(default="", compare=False)


def title_name(title: str) -> str:
    """Return the name that a document goes by where titles are gold: a headline's lines are joined in many ways."""
    return "".join(title.split())


def load_cases(path: Path) -> tuple[Case, ...]:
    """Return the file's cases in its order; empty lines are passed over, nothing else is.

    Raises InputError for a file that cannot be read or holds no question, a malformed line, a question without an id
    or a text, an id used twice, and an answerable question without answers; each names the file and the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The gold file {path} cannot be read ({error}); it must be UTF-8 JSON Lines.") from error
    first_line: dict[str, int] = {}
    cases: list[Case] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        case = _case(_fields(line, where), where)
        if case.qid in first_line:
            raise InputError(f"{where}: the id {case.qid} was used in line {first_line[case.qid]}; ids must differ.")
        first_line[case.qid] = number
        cases.append(case)
    if not cases:
        raise InputError(f"The gold file {path} holds no question; each line is a JSON object with qid and question.")
    return tuple(cases)


def _fields(line: str, where: str) -> Mapping[str, object]:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not a JSON object ({error.msg}); correct the line.") from error
    if not isinstance(fields, dict):
        raise InputError(f"{where}: not a JSON object but a {type(fields).__name__}; correct the line.")
    return fields


def _case(fields: Mapping[str, object], where: str) -> Case:
    qid = _text(fields, "qid", where)
    if not qid:
        raise InputError(f"{where}: the question has no qid; give it one that no other has.")
    question = _text(fields, "question", where)
    if not question:
        raise InputError(f"{where}: the question {qid} has no text; fill in `question`.")
    answerable = fields.get("answerable", True)
    if not isinstance(answerable, bool):
        raise InputError(f"{where}: `answerable` of {qid} must be true or false, got {answerable!r}.")
    asked_on = _text(fields, "question_date", where)
    case = Case(
        qid=qid,
        question=question,
        answerable=answerable,
        answers=_texts(fields, "answers", where),
        answer_groups=_groups(fields, where),
        gold_doc_ids=_texts(fields, "gold_doc_ids", where),
        gold_titles=_texts(fields, "gold_titles", where),
        evidence=_texts(fields, "evidence", where),
        type=_text(fields, "type", where),
        question_date=_day(asked_on),
        context=_texts(fields, "context_doc_ids", where),
        doubtful=bool(fields.get("gold_suspect") or fields.get("ambiguous") or (asked_on and not _day(asked_on))),
        retrieval_only=bool(fields.get("retrieval_only")),
        where=where,
    )
    _require_answers(case)
    return case


def _require_answers(case: Case) -> None:
    """Raise InputError for answers that are missing, empty, or given where there is none."""
    given = [*((case.answers,) if case.answers else ()), *case.answer_groups]
    if case.answerable and not given and not case.retrieval_only:
        raise InputError(f"{case.where}: the question {case.qid} is answerable but has no answers; add them.")
    if not all(any(answer.strip() for answer in group) for group in given):
        raise InputError(f"{case.where}: the answers of {case.qid} are empty; fill them in.")
    if given and not case.answerable:
        raise InputError(
            f"{case.where}: the question {case.qid} has answers and is not `answerable`; take out one or the other."
        )


def _text(fields: Mapping[str, object], name: str, where: str) -> str:
    value = fields.get(name, "")
    if isinstance(value, str):
        return value.strip()
    raise InputError(f"{where}: `{name}` must be a text, got {value!r}.")


def _texts(fields: Mapping[str, object], name: str, where: str) -> tuple[str, ...]:
    return _strings(fields.get(name, []), name, where)


def _strings(value: object, name: str, where: str) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise InputError(f"{where}: `{name}` must be a list of texts, got {value!r}.")


def _groups(fields: Mapping[str, object], where: str) -> tuple[tuple[str, ...], ...]:
    groups = fields.get("answer_groups", [])
    if not isinstance(groups, list):
        raise InputError(f"{where}: `answer_groups` must be a list of lists of texts, got {groups!r}.")
    return tuple(_strings(group, "answer_groups", where) for group in groups)


def _day(text: str) -> date | None:
    """Return the day, None for no day and for what is none; public sets write 2024-6-23 as well."""
    try:
        return date(*map(int, text.split("-")))
    except (ValueError, TypeError):
        return None
