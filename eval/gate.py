"""The gate: a run against its floors, question by question; a figure may fall by its noise and no further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from eval.floors import FIGURES, Floors, Lowered
from eval.scoring import Scored
from eval.statistics import Difference, paired_difference
from rag.errors import InputError

_EXACT = frozenset({"literal quotes"})  # promised without exception: no fall of it is noise
_LESS_IS_BETTER = frozenset({"false refusals"})
_SAME = 1e-5  # floors are kept to six places: what is as it was differs by the rounding, all one way


@dataclass(frozen=True, slots=True)
class Outcome:
    """A figure against its floor, over the questions that it applies to in both; `worse` lists those that lost."""

    figure: str
    floor: float
    now: float
    difference: Difference
    worse: tuple[Scored, ...]

    @property
    def noise(self) -> float:
        """How far the figure may fall: to the near end of the difference's 95 % interval, nothing for an exact one."""
        if self.figure in _EXACT:
            return 0.0
        return self.difference.high - self.difference.mean if self._gain else self.difference.mean - self.difference.low

    @property
    def fall(self) -> float:
        """How far it lies under its floor (over it where less is better); negative when it is ahead."""
        return -self.difference.mean if self._gain else self.difference.mean

    @property
    def fell(self) -> bool:
        """Whether it fell by more than its noise."""
        return self.fall > self.noise + _SAME

    @property
    def rose(self) -> bool:
        """Whether it is better by more than its noise, so that the floor may be raised."""
        room = self.difference.mean - self.difference.low if self._gain else self.difference.high - self.difference.mean
        return -self.fall > max(room, _SAME)

    @property
    def _gain(self) -> bool:
        return self.figure not in _LESS_IS_BETTER


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says: every figure's outcome, questions without a floor, floors without a question."""

    outcomes: tuple[Outcome, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def fallen(self) -> tuple[Outcome, ...]:
        """The figures that fell by more than their noise."""
        return tuple(one for one in self.outcomes if one.fell)

    @property
    def passed(self) -> bool:
        """Whether nothing fell and every question has its floor."""
        return not (self.fallen or self.new or self.gone)


def against(floors: Floors, scored: Sequence[Scored]) -> Verdict:
    """Return how a run stands against its floors. Raises InputError when it shares no question with them."""
    ours = {one.case.qid: one for one in scored if not one.case.doubtful}
    shared = [qid for qid in floors.questions if qid in ours]
    if not shared:
        raise InputError("The floors are of other questions; write them anew with: baoda eval check --write")
    outcomes = (_outcome(figure, floors, [ours[qid] for qid in shared]) for figure in FIGURES)
    return Verdict(
        outcomes=tuple(one for one in outcomes if one),
        new=tuple(qid for qid in ours if qid not in floors.questions),
        gone=tuple(qid for qid in floors.questions if qid not in ours),
    )


def lowering(floors: Floors, verdict: Verdict, because: str, today: date) -> Floors:
    """Return the floors with a word on why they are lowered.

    Raises InputError when a figure fell by more than its noise and no reason is given: a floor that gives way in
    silence holds nothing up.
    """
    if not verdict.fallen:
        return floors
    if not because.strip():
        names = ", ".join(one.figure for one in verdict.fallen)
        raise InputError(f"These floors would be lowered: {names}; say why with --because, it is kept beside them.")
    fell = {one.figure: (round(one.floor, 4), round(one.now, 4)) for one in verdict.fallen}
    return replace(floors, lowered=(*floors.lowered, Lowered(today.isoformat(), because.strip(), fell)))


def _outcome(figure: str, floors: Floors, ours: Sequence[Scored]) -> Outcome | None:
    pairs = [
        (floors.questions[one.case.qid][figure], one)
        for one in ours
        if figure in one.figures and figure in floors.questions[one.case.qid]
    ]
    difference = paired_difference([floor for floor, _ in pairs], [one.figures[figure] for _, one in pairs])
    if difference is None:
        return None
    sign = -1.0 if figure in _LESS_IS_BETTER else 1.0
    worse = tuple(one for floor, one in pairs if sign * (one.figures[figure] - floor) < -_SAME)
    before = sum(floor for floor, _ in pairs) / len(pairs)
    return Outcome(figure, before, before + difference.mean, difference, worse)
