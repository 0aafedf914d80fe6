"""What a question asks for, and where a text holds something of that shape: a number with its unit, a date, a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import rjieba

from rag.chinese import Span, has_han
from rag.reading import answer_shapes as shapes
from rag.reading.question_rows import BY_NAME, ENGLISH, FIGURE_SHAPE, FIRST, LAST, QuestionType, Row

__all__ = ["FIGURES", "NAMES", "Asked", "QuestionType", "answer_spans", "asked"]


FIGURES = frozenset({QuestionType.NUMBER, QuestionType.TIME})
NAMES = frozenset({QuestionType.PERSON, QuestionType.PLACE, QuestionType.ORGANISATION, QuestionType.WORK})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    `shape` matches an answer in folded text and `tags` are the word classes of rjieba that answer as well;
    with neither, any wording may answer.
    """

    type: QuestionType
    shape: re.Pattern[str] | None = None
    tags: frozenset[str] = frozenset()

    @property
    def shaped(self) -> bool:
        """Whether an answer can be told from other words by its form."""
        return self.shape is not None or bool(self.tags)


_COUNTED = re.compile(r"多少|(?<!十)几(?!乎)|多[大高长远重快宽深久]")
_UNIT_ASKED = re.compile(rf"(?:多少|几)[十百千万亿多大]*({shapes.MEASURE})")


def asked(question: str) -> Asked:
    """Return what a folded question without its question mark asks for; `THING` when nothing says more."""
    if not has_han(question):
        return _first(ENGLISH, question) or Asked(QuestionType.THING)
    return (
        _first(FIRST, question)
        or _counted(question)
        or _first(LAST, question)
        or _first(BY_NAME, question)
        or Asked(QuestionType.THING)
    )


def _first(rows: tuple[Row, ...], question: str) -> Asked | None:
    for row in rows:
        if re.search(row.asks, question) and not (row.type is QuestionType.TIME and "多少" in question):
            return Asked(row.type, _compiled(row.shape) if row.shape else None, frozenset(row.tags.split()))
    return None


def _counted(question: str) -> Asked | None:
    if not _COUNTED.search(question):
        return None
    unit = _UNIT_ASKED.search(question)
    shape = f"{shapes.NUMBER}大?{shapes.ALIKE.get(unit[1], unit[1])}" if unit else FIGURE_SHAPE
    return Asked(QuestionType.NUMBER, _compiled(shape))


@cache
def _compiled(shape: str) -> re.Pattern[str]:
    return re.compile(shape)


def answer_spans(wanted: Asked, text: str) -> list[Span]:
    """Return where a folded text holds something of the shape that is asked for, in order; may overlap."""
    found = [Span(*match.span()) for match in wanted.shape.finditer(text)] if wanted.shape else []
    if wanted.tags:
        start = 0
        for word, tag in rjieba.tag(text):
            if tag in wanted.tags and len(word) > 1:
                found.append(Span(start, start + len(word)))
            start += len(word)
    return sorted(found, key=lambda span: (span.start, span.end))
