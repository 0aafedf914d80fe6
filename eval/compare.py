"""Two runs over the same questions: how every figure changed, whether by chance, which questions were won or lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.scoring import Scored
from eval.statistics import Difference, paired_difference
from rag.errors import InputError

_WORSE_WHEN_MORE = ("ms", "false refusals")  # figures that are better the smaller they are


@dataclass(frozen=True, slots=True)
class Change:
    """A figure's means in both runs, over the questions that it applies to in both, and their difference."""

    figure: str
    before: float
    after: float
    difference: Difference

    @property
    def better(self) -> bool | None:
        """Whether the second run is better by more than chance gives (p < 0.05); None when it is neither way."""
        if self.difference.p >= 0.05 or self.difference.mean == 0:
            return None
        return (self.difference.mean > 0) != self.figure.startswith(_WORSE_WHEN_MORE)


@dataclass(frozen=True, slots=True)
class Turned:
    """A question that one run has right and the other has not, with both answers."""

    before: Scored
    after: Scored

    @property
    def won(self) -> bool:
        """Whether it is the second run that has it right."""
        return is_right(self.after)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that two runs differ in; `left_out` counts the questions that only one of them has."""

    changes: tuple[Change, ...]
    turned: tuple[Turned, ...]
    questions: int
    left_out: int


def is_right(scored: Scored) -> bool:
    """Return whether a question came out right: its gold answer given, or refused where it has none.

    A question that was only searched is right with a gold document among the first five.
    """
    names = ("gold in answer", "true refusals", "Hit@5")
    return next((scored.figures[name] == 1.0 for name in names if name in scored.figures), False)


def compare(before: Sequence[Scored], after: Sequence[Scored]) -> Comparison:
    """Return how the second run differs from the first; InputError when they share no question."""
    first = {one.case.qid: one for one in before}
    pairs = [(first[one.case.qid], one) for one in after if one.case.qid in first]
    if not pairs:
        raise InputError("The two runs share no question, so there is nothing to compare; name runs of one dataset.")
    turned = tuple(Turned(a, b) for a, b in pairs if is_right(a) != is_right(b))
    left_out = len(before) + len(after) - 2 * len(pairs)
    return Comparison(_changes(pairs), turned, len(pairs), left_out)


def _changes(pairs: Sequence[tuple[Scored, Scored]]) -> tuple[Change, ...]:
    figures = dict.fromkeys(name for pair in pairs for one in pair for name in one.figures)
    found: list[Change] = []
    for figure in figures:
        values = [
            (a.figures[figure], b.figures[figure]) for a, b in pairs if figure in a.figures and figure in b.figures
        ]
        difference = paired_difference([a for a, _ in values], [b for _, b in values])
        if difference is not None:
            before = sum(a for a, _ in values) / len(values)
            found.append(Change(figure, before, before + difference.mean, difference))
    return tuple(found)
