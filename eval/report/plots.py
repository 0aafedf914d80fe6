"""The drawings of a report; each takes numbers and gives SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from eval.ranking import DEPTHS
from eval.report.series import Group, Level
from eval.report.svg import FAINT, INK, LINE, MARKERS, PAPER, SERIES, draw
from eval.scoring import Refusals
from eval.statistics import Estimate
from eval.summary import Time

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW = 0.62  # inches of a row with its name above it


def recall_plot(systems: Sequence[str], recalls: Mapping[str, Sequence[Estimate]]) -> Markup:
    """Return recall over depth, a line a system; the first one's 95 % interval is shaded.

    `systems` are all that the report tells of: each has one colour and one sign in every drawing.
    """

    def paint(axes: Axes) -> None:
        places = range(len(DEPTHS))
        for name, found in recalls.items():
            number = systems.index(name)
            colour = SERIES[number % len(SERIES)]
            if number == 0:
                axes.fill_between(
                    places, [one.low for one in found], [one.high for one in found], color=colour, alpha=0.18, lw=0
                )
            axes.plot(
                places,
                [one.mean for one in found],
                color=colour,
                marker=MARKERS[number % len(MARKERS)],
                linewidth=3 if number == 0 else 1.6,
                markersize=7 if number == 0 else 5,
                linestyle="-" if number < len(SERIES) else "--",
                zorder=4 if number == 0 else 3,
                label=name,
            )
        axes.set_xticks(places, [str(depth) for depth in DEPTHS])
        axes.set_xlabel("documents looked at")
        least = min(one.low for found in recalls.values() for one in found)
        axes.set_ylim(max(0.0, least - 0.03), 1.008)
        axes.grid(axis="y")
        axes.spines["left"].set_visible(False)
        if len(recalls) > 1:
            axes.figure.legend(loc="outside lower center", ncols=2)

    told = "Recall over documents looked at: " + "; ".join(
        f"{name} " + ", ".join(f"{one.mean:.3f} at {depth}" for one, depth in zip(found, DEPTHS, strict=True))
        for name, found in recalls.items()
    )
    return draw("recall", told, 4.1 + 0.13 * len(recalls), paint)


def refusal_plot(systems: Sequence[str], curves: Mapping[str, Refusals], levels: Sequence[Level]) -> Markup:
    """Return rejection against false refusals, a line a system, the shipped levels marked on the first one's."""

    def paint(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=LINE, linestyle=":", linewidth=1.5)
        axes.text(0.6, 0.55, "guessing", color=FAINT, fontsize=11, rotation=32)
        for name, found in curves.items():
            number = systems.index(name)
            axes.plot(
                [point.false_refusals for point in found.points],
                [point.rejection for point in found.points],
                color=SERIES[number % len(SERIES)],
                linewidth=3 if number == 0 else 1.6,
                label=f"{name}: area {found.area:.3f}",
            )
        for level in levels:
            at = (level.point.false_refusals, level.point.rejection)
            axes.plot(*at, marker="o", markersize=9, color=INK, markeredgecolor=PAPER, markeredgewidth=2, zorder=5)
            axes.annotate(level.name, at, xytext=(10, -13), textcoords="offset points", color=INK, fontsize=13)
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(-0.02, 1.03)
        axes.set_xlabel("refused though there is an answer")
        axes.set_ylabel("refused where there is none")
        axes.grid()
        axes.legend(loc="lower right")

    told = "Refusal curve: " + "; ".join(f"{name} with area {found.area:.3f}" for name, found in curves.items())
    return draw("refusal", told, 4.6, paint)


def time_plot(times: Mapping[str, Time]) -> Markup:
    """Return a row a stage: a dot at the median, a line to the 95th percentile, on a logarithmic axis."""

    def paint(axes: Axes) -> None:
        rows = list(times.items())
        for row, (stage, time) in enumerate(rows):
            colour = SERIES[0] if ": " not in stage else FAINT
            axes.plot([time.p50, time.p95], [row, row], color=colour, linewidth=4, alpha=0.45, solid_capstyle="round")
            axes.plot(time.p50, row, marker="o", markersize=9, color=colour)
            axes.plot(time.p95, row, marker="|", markersize=12, markeredgewidth=3, color=colour)
            _name_row(axes, row, stage, f"{milliseconds(time.p50)} · {milliseconds(time.p95)}")
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(lambda value, _: milliseconds(value))
        axes.set_xlabel("dot: median · bar: 95th percentile")
        _rows_only(axes, len(rows))

    told = "Time a stage: " + "; ".join(
        f"{name} median {one.p50:.1f} ms, p95 {one.p95:.1f} ms" for name, one in times.items()
    )
    return draw("time", told, 0.9 + _ROW * len(times), paint)


def group_plot(name: str, told: str, systems: Sequence[str], groups: Sequence[Group]) -> Markup:
    """Return a row a group: a dot a system at its mean, the first one's with its 95 % interval."""

    def paint(axes: Axes) -> None:
        for row, group in enumerate(groups):
            for system, found in reversed(list(group.means.items())):
                number = systems.index(system)
                colour = SERIES[number % len(SERIES)]
                if number == 0:
                    axes.plot(
                        [found.low, found.high],
                        [row, row],
                        color=colour,
                        linewidth=4,
                        alpha=0.4,
                        solid_capstyle="round",
                    )
                axes.plot(
                    found.mean,
                    row,
                    marker=MARKERS[number % len(MARKERS)],
                    markersize=9 if number == 0 else 7,
                    color=colour,
                    linestyle="none",
                    label=system if row == 0 else None,
                    zorder=4 if number == 0 else 3,
                )
            ours = next(iter(group.means.values()))
            _name_row(axes, row, f"{group.label} ({group.questions})", f"{ours.mean:.2f}")
        axes.set_xlim(-0.02, 1.02)
        _rows_only(axes, len(groups))
        if len(groups[0].means) > 1:
            axes.figure.legend(loc="outside lower center", ncols=2, reverse=True)

    rows = "; ".join(
        f"{group.label}, {group.questions} questions: "
        + ", ".join(f"{key} {one.mean:.2f}" for key, one in group.means.items())
        for group in groups
    )
    return draw(name, f"{told}: {rows}", 0.9 + _ROW * len(groups) + 0.13 * len(groups[0].means), paint)


def change_plot(changes: Mapping[str, Estimate]) -> Markup:
    """Return a row a figure: how far the second run lies over the first, with the 95 % interval."""

    def paint(axes: Axes) -> None:
        axes.axvline(0, color=FAINT, linewidth=1.2)
        for row, (name, found) in enumerate(changes.items()):
            axes.plot(
                [found.low, found.high], [row, row], color=SERIES[0], linewidth=4, alpha=0.4, solid_capstyle="round"
            )
            axes.plot(found.mean, row, marker="o", markersize=9, color=SERIES[0])
            _name_row(axes, row, name, f"{found.mean:+.3f}")
        most = max(0.01, *(abs(end) for one in changes.values() for end in (one.low, one.high)))
        axes.set_xlim(-1.05 * most, 1.05 * most)
        _rows_only(axes, len(changes))

    told = "Change of each figure: " + "; ".join(f"{name} {one.mean:+.3f}" for name, one in changes.items())
    return draw("change", told, 0.8 + _ROW * len(changes), paint)


def _name_row(axes: Axes, row: int, name: str, value: str) -> None:
    """Write the row's name above it at the left, and its value at the right."""
    across = axes.get_yaxis_transform()
    axes.text(0, row - 0.28, name, transform=across, fontsize=13, va="bottom")
    axes.text(1, row - 0.28, value, transform=across, fontsize=13, va="bottom", ha="right", color=FAINT)


def _rows_only(axes: Axes, rows: int) -> None:
    axes.set_ylim(rows - 0.5, -0.85)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")


def milliseconds(value: float) -> str:
    """Return a time as it is read: 0.25 ms, 38 ms, 1.2 s."""
    if value >= 1000:
        return f"{value / 1000:.3g} s"
    return f"{value:.3g} ms"
