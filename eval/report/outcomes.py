"""What became of the questions in plain counts: the first thing that a report says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.compare import is_right
from eval.runs import Run
from eval.scoring import Scored


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many questions of a kind came out so; `tone` is good, bad or cautious."""

    name: str
    count: int
    tone: str


@dataclass(frozen=True, slots=True)
class Fate:
    """Questions of one kind and what became of them; the counts of `outcomes` add up to `questions`."""

    name: str
    questions: int
    outcomes: tuple[Outcome, ...]


def fates(run: Run) -> tuple[Fate, ...]:
    """Return what became of the answered questions with and without an answer, those that there are."""
    answered = [one for one in run.sound if one.asked.answered and not one.case.retrieval_only]
    found = (
        _with_answer([one for one in answered if one.case.answerable]),
        _without([one for one in answered if not one.case.answerable]),
    )
    return tuple(fate for fate in found if fate.questions)


def _with_answer(scored: Sequence[Scored]) -> Fate:
    right = sum(is_right(one) for one in scored)
    refused = sum(one.asked.refused for one in scored)
    outcomes = (
        Outcome("answered right", right, "good"),
        Outcome("refused though there is an answer", refused, "cautious"),
        Outcome("answered wrong", len(scored) - right - refused, "bad"),
    )
    return Fate("with an answer", len(scored), outcomes)


def _without(scored: Sequence[Scored]) -> Fate:
    refused = sum(one.asked.refused for one in scored)
    outcomes = (
        Outcome("rightly refused", refused, "good"),
        Outcome("answered though there is none", len(scored) - refused, "bad"),
    )
    return Fate("without an answer", len(scored), outcomes)
