"""A draft of a gold question, the file that keeps drafts and what was decided, and the gold file made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.cases import Case
from eval.written import case_fields, write_lines
from rag.errors import InputError


class Decision(StrEnum):
    """What a person said of a draft."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Lack(StrEnum):
    """What a draft must have to become gold."""

    QUESTION = "a question"
    ANSWER = "an answer, since it is answerable"


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that may become gold; fields as in `eval.cases.Case`.

    `id` becomes the question's. `origin` says what proposed it: templates, a chat model's name, or a rating. `label`
    and `text` are the place and the words of the article that it was made from, for whoever decides; `remark` is the
    answer that readers rated, empty where it was refused.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    evidence: tuple[str, ...]
    gold_titles: tuple[str, ...]
    gold_doc_ids: tuple[str, ...]
    answerable: bool
    type: str
    origin: str
    label: str = ""
    text: str = ""
    question_date: date | None = None
    remark: str = ""
    decision: Decision = Decision.OPEN

    @property
    def case(self) -> Case:
        """The gold question."""
        return Case(
            qid=self.id,
            question=self.question,
            answerable=self.answerable,
            answers=self.answers if self.answerable else (),
            gold_doc_ids=self.gold_doc_ids if self.answerable else (),
            gold_titles=self.gold_titles if self.answerable else (),
            evidence=self.evidence if self.answerable else (),
            type=self.type,
            question_date=self.question_date,
        )


_DRAFT = TypeAdapter(Draft)


def draft_id(question: str, *of: str) -> str:
    """Return a short name of a question about something, the same whenever it is drafted."""
    return "draft-" + blake2b("\x1f".join((question, *of)).encode(), digest_size=5).hexdigest()


def read_drafts(file: Path) -> tuple[Draft, ...]:
    """Return a file's drafts in their order.

    Raises InputError, with file and line, for a line that is no draft and for an id used twice.
    """
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The drafts {file} cannot be read ({error}); make some with: baoda eval draft {file}"
        ) from error
    found: dict[str, Draft] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            draft = _draft(line, f"{file}:{number}")
            if draft.id in found:
                raise InputError(f"{file}:{number}: the id {draft.id} was used before; ids must differ.")
            found[draft.id] = draft
    return tuple(found.values())


def _draft(line: str, where: str) -> Draft:
    try:
        return _DRAFT.validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"])) or "the line"
        raise InputError(f"{where}: no draft ({name}: {first['msg']}); correct the line or remove it.") from error


def write_drafts(file: Path, drafts: Iterable[Draft]) -> None:
    """Write drafts with what was decided, one a line; the file is there whole or as it was before."""
    write_lines(file, (json.loads(json.dumps(asdict(one), default=_printed)) for one in drafts))


def _printed(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def merged(kept: Sequence[Draft], fresh: Iterable[Draft]) -> tuple[Draft, ...]:
    """Return the drafts that are kept and the fresh ones whose ids are new: what was decided stays."""
    return tuple({one.id: one for one in (*fresh, *kept)}[key] for key in _order(kept, fresh))


def _order(kept: Sequence[Draft], fresh: Iterable[Draft]) -> Iterable[str]:
    return dict.fromkeys(one.id for one in (*kept, *fresh))


def lacks(draft: Draft) -> Lack | None:
    """Return what keeps a draft from being gold, None when nothing does."""
    if not draft.question.strip():
        return Lack.QUESTION
    if draft.answerable and not any(answer.strip() for answer in draft.answers):
        return Lack.ANSWER
    return None


def write_gold(file: Path, drafts: Iterable[Draft]) -> int:
    """Write the accepted drafts as a gold file and return how many there are."""
    cases = [one.case for one in drafts if one.decision is Decision.ACCEPTED]
    write_lines(file, map(case_fields, cases))
    return len(cases)
