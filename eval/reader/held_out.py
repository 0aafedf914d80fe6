"""How good a reader is on lessons that it does not learn from: order, span, and telling what answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from eval.exact_match import exact_match, f1
from eval.reader.lessons import Lesson
from eval.refusal import area
from eval.unanswerable import without_answers
from rag.chinese import Span
from rag.reading.pairs import Judgement, PairReader, Window

_SHARE = 40  # a document in so many is held out


@dataclass(frozen=True, slots=True)
class Split:
    """Lessons to learn from, and those about documents that none of the others is about."""

    learnt: tuple[Lesson, ...]
    held: tuple[Lesson, ...]


def hold_out(lessons: Sequence[Lesson]) -> Split:
    """Return the lessons parted by a hash of the title of the document that answers; without one, by that of the id."""

    def held(lesson: Lesson) -> bool:
        return is_held_out(lesson.right.headline if lesson.right else lesson.qid)

    return Split(
        tuple(lesson for lesson in lessons if not held(lesson)), tuple(lesson for lesson in lessons if held(lesson))
    )


def is_held_out(title: str) -> bool:
    """Return whether lessons about the document of this title are held out."""
    return hashlib.blake2b(title.encode(), digest_size=4).digest()[0] % _SHARE == 0


@dataclass(frozen=True, slots=True)
class Examined:
    """What a reader did on one lesson: reciprocal ranks, span figures, and answerability logits.

    `answers` is the logit of the passage that answers, `others` are those of the ones that do not, `cut` that of the
    first without the sentences that answer, None where nothing is left of it.
    """

    early: float
    rank: float
    exact: float
    f1: float
    answers: float
    others: tuple[float, ...]
    cut: float | None


def examine(reader: PairReader, lesson: Lesson) -> Examined:
    """Return what the reader does on a lesson that has a right passage."""
    if lesson.right is None:
        raise ValueError(f"the lesson {lesson.qid} has no right passage")
    windows = [lesson.right, *(one.window for one in lesson.wrong)]
    answer = lesson.right.text[lesson.start : lesson.end]
    rest = "".join(without_answers([lesson.right.text], [answer]))
    early = reader.skim(lesson.question, windows)
    read = reader.study(lesson.question, [*windows, *([Window(lesson.right.headline, rest)] if rest else [])])
    said = _said(read[0], lesson.right)
    return Examined(
        _reciprocal(early),
        _reciprocal([one.rank for one in read[: len(windows)]]),
        exact_match([answer], said),
        f1([answer], said),
        read[0].answers,
        tuple(one.answers for one in read[1 : len(windows)]),
        read[-1].answers if rest else None,
    )


def figures(found: Sequence[Examined]) -> Mapping[str, float]:
    """Return the figures of some lessons by name: shares 0 to 1, and how many lessons there are."""
    right = [one.answers for one in found]
    return {
        "MRR early": fmean(one.early for one in found),
        "MRR": fmean(one.rank for one in found),
        "EM": fmean(one.exact for one in found),
        "F1": fmean(one.f1 for one in found),
        "area": area(right, [other for one in found for other in one.others]) or 0.0,
        "area cut": area(right, [one.cut for one in found if one.cut is not None]) or 0.0,
        "questions": float(len(found)),
    }


def _said(read: Judgement, window: Window) -> str:
    place = read.best(Span(0, len(window.text)))
    return place.span.of(window.text) if place else ""


def _reciprocal(scores: Sequence[float]) -> float:
    return 1 / (1 + sum(score >= scores[0] for score in scores[1:]))
