"""A run in figures: means over all sound questions, apart for doubtful ones and by type; and metrics.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from eval.judging import Agreement, Verdict, agreement
from eval.scoring import Refusals, Scored, means, refusals
from eval.statistics import Estimate

_TIME = "ms "  # how the names of times begin, in milliseconds

Means = Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many questions a run holds; answerable and unanswerable ones are those that are not doubtful."""

    questions: int
    answerable: int
    unanswerable: int
    doubtful: int


@dataclass(frozen=True, slots=True)
class Time:
    """The milliseconds that a stage took: the median and the 95th percentile over `count` questions."""

    p50: float
    p95: float
    count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A run's figures. `doubtful` and `by_type` are means of those questions alone; `times` are of all, by stage.

    `judge` says how far a chat model that judged the answers agrees with the gold, None where none did.
    """

    counts: Counts
    figures: Means
    doubtful: Means
    by_type: Mapping[str, Means]
    refusals: Refusals
    times: Mapping[str, Time]
    judge: Agreement | None = None


def summarise(scored: Sequence[Scored], verdicts: Sequence[Verdict] = ()) -> Summary:
    """Return the figures of a run's questions, which hold what a judge's `verdicts` say of them already."""
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
        times=stage_times(scored),
        judge=agreement(sound, verdicts),
    )


def stage_times(scored: Sequence[Scored]) -> dict[str, Time]:
    """Return stage → time, in the order the stages come; percentiles between two values are interpolated linearly."""
    taken: dict[str, list[float]] = {}
    for one in scored:
        for stage, milliseconds in one.asked.timings.items():
            taken.setdefault(stage, []).append(milliseconds)
    times: dict[str, Time] = {}
    for stage, values in taken.items():
        p50, p95 = np.percentile(values, [50, 95])
        times[stage] = Time(float(p50), float(p95), len(values))
    return times


def write_summary(
    file: Path, configuration: Mapping[str, str], summary: Summary, scored: Sequence[Scored] = ()
) -> None:
    """Write the summary with the run's configuration and every question's figures as JSON.

    Two runs of the same thing differ in `times_ms` alone.
    """
    fields: dict[str, object] = {
        "configuration": dict(configuration),
        "counts": asdict(summary.counts),
        "figures": _rows(summary.figures),
        "doubtful": _rows(summary.doubtful),
        "by_type": {name: _rows(found) for name, found in summary.by_type.items()},
        "times_ms": {stage: asdict(time) for stage, time in summary.times.items()},
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
    if summary.judge:
        fields["judge"] = asdict(summary.judge)
    fields["per_question"] = {
        one.case.qid: {name: value for name, value in one.figures.items() if not name.startswith(_TIME)}
        for one in scored
    }
    file.write_text(json.dumps(fields, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _rows(found: Means) -> dict[str, dict[str, float]]:
    return {name: asdict(value) for name, value in found.items() if not name.startswith(_TIME)}
