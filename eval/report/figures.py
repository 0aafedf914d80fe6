"""The table of a report: a row a figure, a column a system, and what each figure means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from eval.runs import Run
from eval.statistics import Difference, Estimate, paired_difference
from eval.summary import Means

T = TypeVar("T")

# What the figures mean, by how their names begin: the longest beginning counts. They are shown in this order.
MEANINGS = {
    "nDCG": "how far up the gold documents stand among the first ten: 1 when they lead",
    "MRR": "one divided by the rank of the first gold document, 0 past the tenth",
    "Hit": "whether a gold document is among the first k",
    "Recall": "the share of the gold documents that are among the first k",
    "gold in answer": "whether the answer holds the gold answer; a refusal does not",
    "gold in answer (literal)": "that, over the questions whose answer stands in a gold document as it is given",
    "gold in first": "whether the answer's first sentence holds it",
    "EM": "whether the answer is the gold answer and nothing else, as CMRC 2018 counts it",
    "F1": "how much of the answer and of the gold answer is common to both, as CMRC 2018 counts it",
    "evidence recall": "how much of what people marked as evidence the quotes hold",
    "evidence precision": "how much of the quotes people marked as evidence",
    "citation precision": "the share of the citations that point to a gold document",
    "citation recall": "the share of the gold documents that are cited",
    "literal": "the share of the quotes that stand in their document word for word",
    "sentences": "the share of the answer's sentences that the check found carried by what they cite",
    "judge: correct": "whether a chat model finds the gold answer's meaning in the answer",
    "judge: faithful": "whether a chat model finds every sentence carried by the passages",
    "true refusals": "the share of the questions without an answer that were refused",
    "false refusals": "the share of the questions with an answer that were refused: less is better",
}
_GROUPS = {
    "Finding": ("nDCG", "MRR", "Hit", "Recall"),
    "Answering": ("gold", "EM", "F1"),
    "Citing": ("evidence", "citation", "literal", "sentences"),
    "Judged by a chat model": ("judge",),
    "Refusing": ("true refusals", "false refusals"),
}
_OTHER = "Other"
_TESTED = ("nDCG@10", "Hit@5")  # the figures in which systems are tested against each other


@dataclass(frozen=True, slots=True)
class Cell:
    """A system's mean of a figure; `best` when no other system's is better."""

    found: Estimate
    best: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A figure: its name, what it means, and a cell a system, None for one that it does not apply to.

    The meaning is empty where a row above says it.
    """

    name: str
    meaning: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """How far the first system is ahead of another in a figure, over the questions of both."""

    name: str
    figure: str
    ours: float
    theirs: float
    difference: Difference

    @property
    def verdict(self) -> str:
        """Whether the first is ahead by more than chance gives (p < 0.05)."""
        if self.difference.p >= 0.05:
            return "no sure difference"
        return "ahead" if self.difference.mean > 0 else "behind"


def blocks(systems: Sequence[Means]) -> tuple[Block, ...]:
    """Return the table over the systems' means; times are left out, they have a drawing of their own."""
    names = [name for name in dict.fromkeys(name for found in systems for name in found) if not name.startswith("ms ")]
    table: dict[str, list[Row]] = {name: [] for name in (*_GROUPS, _OTHER)}
    for name in ordered(names, str):
        found = [means.get(name) for means in systems]
        rows = table[_group(name)]
        said = any(_beginning(row.name) == _beginning(name) for row in rows)
        rows.append(Row(name, "" if said else meaning(name), _cells(name, found)))
    return tuple(Block(name, tuple(rows)) for name, rows in table.items() if rows)


def meaning(name: str) -> str:
    """Return what a figure means, empty for one that is not known."""
    return MEANINGS.get(_beginning(name), "")


def ordered(things: Iterable[T], figure: Callable[[T], str]) -> list[T]:
    """Return the things in the order of the figures that they are about: as their meanings stand, @5 before @10."""
    return sorted(things, key=lambda thing: _depth(figure(thing)))


def leads(runs: Sequence[Run]) -> tuple[Lead, ...]:
    """Return how far the first run is ahead of every other one."""
    found: list[Lead] = []
    for other in runs[1:]:
        theirs = {one.case.qid: one for one in other.sound}
        for figure in _TESTED:
            pairs = [
                (theirs[one.case.qid].figures[figure], one.figures[figure])
                for one in runs[0].sound
                if figure in one.figures and one.case.qid in theirs and figure in theirs[one.case.qid].figures
            ]
            difference = paired_difference([a for a, _ in pairs], [b for _, b in pairs])
            if difference is not None:
                mean = sum(b for _, b in pairs) / len(pairs)
                found.append(Lead(other.name, figure, mean, mean - difference.mean, difference))
    return tuple(found)


def _cells(name: str, found: Sequence[Estimate | None]) -> tuple[Cell | None, ...]:
    means = [one.mean for one in found if one is not None]
    best = min(means) if name == "false refusals" else max(means)
    several = len(means) > 1
    return tuple(None if one is None else Cell(one, several and one.mean == best) for one in found)


def _group(name: str) -> str:
    return next((group for group, starts in _GROUPS.items() if name.startswith(starts)), _OTHER)


def _beginning(name: str) -> str:
    return max((start for start in MEANINGS if name.startswith(start)), key=len, default="")


def _depth(name: str) -> tuple[int, int]:
    beginning = _beginning(name)
    place = list(MEANINGS).index(beginning) if beginning else len(MEANINGS)
    _, _, depth = name.partition("@")
    return place, int(depth) if depth.isdigit() else 0
