"""What the plots show: means by question type and by article age, recall by depth, where the shipped levels stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.cases import Case
from eval.compare import is_right
from eval.dataset import Dataset
from eval.ranking import DEPTHS
from eval.refusal import Point
from eval.runs import Run
from eval.scoring import Scored
from eval.statistics import Estimate, estimate
from rag.reader import THRESHOLDS

LEAST = 10  # questions of a group; a mean over fewer says little, so smaller groups are joined
REST = "other"

# The age of an article on the day of the question: the most days of a group, and the group's name.
_AGES = (
    (-1, "dated after the question"),
    (7, "up to a week"),
    (31, "up to a month"),
    (92, "up to three months"),
    (366, "up to a year"),
    (1096, "up to three years"),
)
_OLDEST = "older"

Value = Callable[[Scored], float | None]


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one kind: how many there are, and each system's mean over them, by its name."""

    label: str
    questions: int
    means: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Level:
    """What a shipped level of strictness refuses."""

    name: str
    point: Point


def right(one: Scored) -> float | None:
    """Return 1 for a question that came out right, 0 for one that did not; None for one that was only searched."""
    return float(is_right(one)) if one.asked.answered else None


def figure(name: str) -> Value:
    """Return what reads the figure of this name."""
    return lambda one: one.figures.get(name)


def recall(run: Run) -> tuple[Estimate, ...]:
    """Return the recall at each of DEPTHS; empty when no question has a gold document."""
    found = [run.summary.figures.get(f"Recall@{depth}") for depth in DEPTHS]
    return tuple(one for one in found if one is not None)


def levels(points: Sequence[Point]) -> tuple[Level, ...]:
    """Return where the shipped levels stand on a refusal curve, strictest first."""
    return tuple(
        Level(name.value, next(point for point in points if point.threshold >= threshold))
        for name, threshold in sorted(THRESHOLDS.items(), key=lambda item: -item[1])
        if points
    )


def by_type(runs: Sequence[Run], value: Value) -> tuple[Group, ...]:
    """Return the means by question type, most frequent first; empty when the questions name no type."""
    types = {one.case.qid: one.case.type or "no type" for one in runs[0].sound if value(one) is not None}
    return _grouped(runs, types, value) if set(types.values()) != {"no type"} else ()


def by_age(runs: Sequence[Run], value: Value) -> tuple[Group, ...]:
    """Return the means by the age of the newest gold document on the question's day, youngest first.

    A question without a day of its own is asked on the last day of the corpus.
    """
    order = [name for _, name in _AGES] + [_OLDEST, REST]
    dataset = runs[0].dataset
    ages = {one.case.qid: _age(dataset, one.case) for one in runs[0].sound if value(one) is not None}
    groups = _grouped(runs, {qid: age for qid, age in ages.items() if age}, value)
    return tuple(sorted(groups, key=lambda group: order.index(group.label)))


def _age(dataset: Dataset, case: Case) -> str:
    """Return the name of the age's group, empty where a date is missing."""
    days = [dataset.days[name] for name in dataset.gold_names(case) if name in dataset.days]
    asked_on = case.question_date or dataset.last_day
    if asked_on is None or not days:
        return ""
    age = (asked_on - max(days)).days
    return next((name for most, name in _AGES if age <= most), _OLDEST)


def _grouped(runs: Sequence[Run], labels: Mapping[str, str], value: Value) -> tuple[Group, ...]:
    """Return the groups, largest first, all below LEAST in one that comes last; `labels` are by question id."""
    sizes = Counter(labels.values())
    joined = {qid: label if sizes[label] >= LEAST else REST for qid, label in labels.items()}
    sizes = Counter(joined.values())
    order = sorted(sizes, key=lambda label: (label == REST, -sizes[label], label))
    return tuple(Group(label, sizes[label], _means(runs, joined, label, value)) for label in order)


def _means(runs: Sequence[Run], labels: Mapping[str, str], label: str, value: Value) -> dict[str, Estimate]:
    means: dict[str, Estimate] = {}
    for run in runs:
        values = [value(one) for one in run.sound if labels.get(one.case.qid) == label]
        found = estimate([one for one in values if one is not None])
        if found is not None:
            means[run.name] = found
    return means
