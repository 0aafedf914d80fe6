"""The page of two runs over the same questions: what changed, whether by chance, and what was won and lost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eval.compare import Comparison, Turned
from eval.report import plots
from eval.report.failures import Exhibit, exhibit
from eval.report.figures import ordered
from eval.report.page import Drawing, environment
from eval.runs import Run
from eval.statistics import Estimate


@dataclass(frozen=True, slots=True)
class Pair:
    """A question that was won or lost, as both runs left it."""

    before: Exhibit
    after: Exhibit
    won: bool


def write_comparison(file: Path, before: Run, after: Run, found: Comparison) -> None:
    """Write the page of what differs between two runs."""
    changes = ordered(found.changes, lambda change: change.figure)
    written = (
        environment()
        .get_template("comparison.html.j2")
        .render(
            before=before,
            after=after,
            names=_names(before, after),
            found=found,
            changes=changes,
            likely_by_chance=0.05 * len(changes),
            settings=_differing(before, after),
            drawings=_drawings(found),
            won=[_pair(before, after, one) for one in found.turned if one.won],
            lost=[_pair(before, after, one) for one in found.turned if not one.won],
        )
    )
    file.write_text(written, "utf-8")


def _names(before: Run, after: Run) -> tuple[str, str]:
    return (before.name, after.name) if before.name != after.name else ("before", "after")


def _pair(before: Run, after: Run, one: Turned) -> Pair:
    return Pair(exhibit(before.dataset, one.before), exhibit(after.dataset, one.after), one.won)


def _differing(before: Run, after: Run) -> dict[str, str]:
    """Return what the runs were told differently, and what of it."""
    names = dict.fromkeys((*before.configuration, *after.configuration))
    told = {name: (before.configuration.get(name, ""), after.configuration.get(name, "")) for name in names}
    return {name: f"{a or '–'} → {b or '–'}" for name, (a, b) in told.items() if a != b}


def _drawings(found: Comparison) -> tuple[Drawing, ...]:
    """Return the changes, where there are any, of the figures that are shares; times have another measure."""
    changes = {
        one.figure: Estimate(one.difference.mean, one.difference.low, one.difference.high, one.difference.count)
        for one in ordered(found.changes, lambda change: change.figure)
        if not one.figure.startswith("ms ") and (one.difference.low, one.difference.high) != (0.0, 0.0)
    }
    if not changes:
        return (Drawing("Changes", "no figure changed on any question.", None),)
    text = (
        "The mean of the differences, question by question, with its 95 % interval; right of the line is more. "
        "Figures that changed on no question are left out."
    )
    return (Drawing("Changes", text, plots.change_plot(changes)),)
