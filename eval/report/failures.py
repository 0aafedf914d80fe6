"""A question as a report shows it: what was asked, said and found, and where the gold document stood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eval.asked import Asked
from eval.cases import Case
from eval.compare import is_right
from eval.dataset import Dataset
from eval.scoring import Scored

_PASSAGES = 5  # shown of a question; the first gold one behind them is shown too
_AROUND = 90  # characters of a gold document on either side of its answer


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `lit` when it is a gold answer."""

    text: str
    lit: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that was found: its rank from 1, its documents, its score, and whether one of them is gold."""

    rank: int
    documents: str
    score: float
    gold: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A question laid open. `standing` says in words where gold stood; `gold_text` is a gold document at its answer."""

    case: Case
    asked: Asked
    gold: str
    said: str
    standing: str
    passages: tuple[Shown, ...]
    gold_text: tuple[Piece, ...]
    right: bool


def worst(dataset: Dataset, scored: Sequence[Scored]) -> tuple[Exhibit, ...]:
    """Return the questions that went wrong, worst first.

    A wrong answer is worse than a refusal, and worse the more evidence there seemed to be; of questions that were only
    searched, those are worst whose gold document stands lowest.
    """
    wrong = [one for one in scored if is_judged(one) and not is_right(one)]
    return tuple(exhibit(dataset, one) for one in sorted(wrong, key=lambda one: _harm(dataset, one)))


def is_judged(one: Scored) -> bool:
    """Return whether it can be said if a question came out right; searching alone says it of those with gold only."""
    return one.asked.answered or "Hit@5" in one.figures


def exhibit(dataset: Dataset, one: Scored) -> Exhibit:
    """Return what there is to see of a question."""
    case, asked = one.case, one.asked
    answers = _answers(case)
    return Exhibit(
        case=case,
        asked=asked,
        gold=gold_answer(case),
        said=_said(asked),
        standing=_standing(dataset, one),
        passages=_passages(dataset, one, answers),
        gold_text=lit(_around_answer(dataset, case, answers), answers),
        right=is_right(one),
    )


def gold_answer(case: Case) -> str:
    """Return the gold answer in one line; what a question without one is to be met with."""
    if not case.answerable:
        return "(no answer here: to be refused)"
    return " / ".join(case.answers) or " + ".join(" / ".join(group) for group in case.answer_groups)


def lit(text: str, answers: Sequence[str]) -> tuple[Piece, ...]:
    """Return the text in pieces, its gold answers lit; the longer of two answers at one place wins."""
    if not answers:
        return (Piece(text, lit=False),) if text else ()
    parts = re.split("(" + "|".join(map(re.escape, sorted(answers, key=len, reverse=True))) + ")", text)
    return tuple(Piece(part, lit=number % 2 == 1) for number, part in enumerate(parts) if part)


def gold_rank(dataset: Dataset, one: Scored) -> int | None:
    """Return the rank of the first gold document among those found, from 1; None when none was found."""
    gold = dataset.gold(one.case)
    found = dict.fromkeys(dataset.original(document) for document in one.asked.documents)
    return next((rank for rank, document in enumerate(found, start=1) if document in gold), None)


def _harm(dataset: Dataset, one: Scored) -> tuple[bool, float, float]:
    rank = gold_rank(dataset, one) or float("inf")
    return one.asked.refused, -(one.asked.evidence or 0.0), -rank


def _answers(case: Case) -> tuple[str, ...]:
    answers = (*case.answers, *(answer for group in case.answer_groups for answer in group))
    return tuple(answer for answer in dict.fromkeys(answers) if answer)


def _said(asked: Asked) -> str:
    if not asked.answered:
        return "(only searched)"
    return "(refused)" if asked.refused else asked.text or "(nothing)"


def _standing(dataset: Dataset, one: Scored) -> str:
    count = len(dict.fromkeys(dataset.original(document) for document in one.asked.documents))
    if not dataset.gold(one.case):
        return "no gold document"
    rank = gold_rank(dataset, one)
    return f"gold document: rank {rank} of {count}" if rank else f"gold document: not among {count}"


def _passages(dataset: Dataset, one: Scored, answers: Sequence[str]) -> tuple[Shown, ...]:
    """Return the first passages, and the first gold one behind them."""
    gold = dataset.gold(one.case)
    shown = [
        Shown(
            rank=rank,
            documents=", ".join(found.documents) or "?",
            score=found.score,
            gold=any(dataset.original(document) in gold for document in found.documents),
            pieces=lit(found.text, answers),
        )
        for rank, found in enumerate(one.asked.found, start=1)
    ]
    first, rest = shown[:_PASSAGES], shown[_PASSAGES:]
    behind = [] if any(one.gold for one in first) else [one for one in rest if one.gold][:1]
    return (*first, *behind)


def _around_answer(dataset: Dataset, case: Case, answers: Sequence[str]) -> str:
    """Return a gold document around its answer, its beginning where the answer does not stand in it."""
    texts = dataset.gold_texts(case)
    for text in texts:
        at = next((place for answer in answers if (place := text.find(answer)) >= 0), None)
        if at is not None:
            begin, end = max(0, at - _AROUND), at + 2 * _AROUND
            return f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"
    return "".join(f"{text[: 2 * _AROUND]}{'…' if len(text) > 2 * _AROUND else ''}" for text in texts[:1])
