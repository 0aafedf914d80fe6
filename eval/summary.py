"""A run in figures: means over all sound questions, apart for doubtful ones and by type; and metrics.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.scoring import Refusals, Scored, means, refusals
from eval.statistics import Estimate

Means = Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many questions a run holds; answerable and unanswerable ones are those that are not doubtful."""

    questions: int
    answerable: int
    unanswerable: int
    doubtful: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A run's figures. `doubtful` and `by_type` are means of those questions alone."""

    counts: Counts
    figures: Means
    doubtful: Means
    by_type: Mapping[str, Means]
    refusals: Refusals


def summarise(scored: Sequence[Scored]) -> Summary:
    """Return the figures of a run's questions."""
    sound = [one for one in scored if not one.case.doubtful]
    doubtful = [one for one in scored if one.case.doubtful]
    answerable = sum(one.case.answerable for one in sound)
    types = dict.fromkeys(one.case.type for one in sound if one.case.type)
    return Summary(
        counts=Counts(len(scored), answerable, len(sound) - answerable, len(doubtful)),
        figures=means(sound),
        doubtful=means(doubtful),
        by_type={name: means([one for one in sound if one.case.type == name]) for name in sorted(types)},
        refusals=refusals(sound),
    )


def write_summary(file: Path, configuration: Mapping[str, str], summary: Summary) -> None:
    """Write the summary with the run's configuration as JSON."""
    fields = {
        "configuration": dict(configuration),
        "counts": asdict(summary.counts),
        "figures": _rows(summary.figures),
        "doubtful": _rows(summary.doubtful),
        "by_type": {name: _rows(found) for name, found in summary.by_type.items()},
        "refusals": {
            "area": summary.refusals.area,
            "at_ten_percent": asdict(summary.refusals.at_ten_percent) if summary.refusals.at_ten_percent else None,
            # The last threshold is infinite, which JSON has no word for.
            "curve": [
                [None if point.threshold == float("inf") else point.threshold, point.rejection, point.false_refusals]
                for point in summary.refusals.points
            ],
        },
    }
    file.write_text(json.dumps(fields, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _rows(found: Means) -> dict[str, dict[str, float]]:
    return {name: asdict(value) for name, value in found.items()}
