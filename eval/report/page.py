"""The report of a dataset's run: one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from eval.compare import is_right
from eval.dataset import Dataset
from eval.report import plots, series
from eval.report.failures import is_judged, worst
from eval.report.figures import blocks, leads
from eval.report.outcomes import fates
from eval.runs import Run
from eval.statistics import Estimate, estimate
from eval.titled import absences

if TYPE_CHECKING:
    from jinja2 import Environment

_SHOWN = 40  # questions laid open; the rest stands in answers.jsonl


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that leads the page, and what it counts."""

    name: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A plot with its heading and what to read off it; without a drawing the text says why there is none."""

    title: str
    text: str
    svg: Markup | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Where every question of the files went: `held` is the sum of the other four."""

    held: int
    not_asked: int
    answerable: int
    unanswerable: int
    doubtful: int


def write_report(file: Path, runs: Sequence[Run]) -> None:
    """Write the report of the first run, with the others, over the same dataset, beside it as baselines."""
    ours = runs[0]
    wrong = worst(ours.dataset, ours.sound)
    doubtful = [one for one in ours.scored if one.case.doubtful]
    page = environment().get_template("report.html.j2")
    written = page.render(
        run=ours,
        systems=[run.name for run in runs],
        tally=tally(ours),
        tiles=tiles(ours),
        fates=fates(ours),
        blocks=blocks([run.summary.figures for run in runs]),
        leads=leads(runs),
        drawings=drawings(runs),
        worst=wrong[:_SHOWN],
        wrong=len(wrong),
        judged=sum(is_judged(one) for one in ours.sound),
        doubtful_blocks=blocks([ours.summary.doubtful]),
        doubtful=worst(ours.dataset, doubtful)[:_SHOWN],
        absent=absences(ours.dataset),
        judge=ours.summary.judge,
    )
    file.write_text(written, "utf-8")


def environment() -> Environment:
    """Return where the pages' templates come from; whatever they are handed is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("eval", "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["milliseconds"] = plots.milliseconds
    return found


def tally(run: Run) -> Tally:
    """Return where the questions of the run's files went."""
    counts = run.summary.counts
    held = max(run.dataset.held, counts.questions)
    return Tally(held, held - counts.questions, counts.answerable, counts.unanswerable, counts.doubtful)


def tiles(run: Run) -> tuple[Tile, ...]:
    """Return the numbers that lead the page, those that the run has."""
    figures = run.summary.figures
    found: list[Tile | None] = []
    share = estimate([float(is_right(one)) for one in run.sound if is_judged(one)])
    answered = any(one.asked.answered for one in run.sound)
    found += [_tile("came out right" if answered else "with a gold document in the first five", share)]
    found += [_tile(name, figures.get(name)) for name in ("nDCG@10", "true refusals", "false refusals")]
    time = run.summary.times.get("ask") or run.summary.times.get("search")
    if time:
        detail = f"median; 95 % within {plots.milliseconds(time.p95)}"
        found.append(Tile("a question", plots.milliseconds(time.p50), detail))
    return tuple(tile for tile in found if tile)


def _tile(name: str, found: Estimate | None) -> Tile | None:
    if found is None:
        return None
    return Tile(name, f"{found.mean:.3f}", f"{found.low:.3f}–{found.high:.3f} · {found.count} questions")


def drawings(runs: Sequence[Run]) -> tuple[Drawing, ...]:
    """Return the plots that the runs have something for, and for each of the others why there is none."""
    return (_recall(runs), _refusals(runs), _times(runs), *_kinds(runs))


def _recall(runs: Sequence[Run]) -> Drawing:
    found = {run.name: recalls for run in runs if (recalls := series.recall(run))}
    text = "The share of the gold documents among the first k. Shaded: the 95 % interval of the first system."
    if not found:
        return Drawing("Recall", "No question names a gold document.", None)
    return Drawing("Recall", text, plots.recall_plot(_names(runs), found))


def _refusals(runs: Sequence[Run]) -> Drawing:
    found = {run.name: run.summary.refusals for run in runs if run.summary.refusals.points}
    if not found:
        none = "Needs questions with and without an answer, both read for evidence; this run has not both."
        return Drawing("Refusing", none, None)
    name, first = next(iter(found.items()))
    levels = series.levels(first.points)
    text = (
        "The further up and to the left, the better evidence tells what can be answered from what cannot: the area is "
        f"the chance that it does, 0.5 is guessing. Dots: the levels of strictness as shipped, over {name}'s questions."
    )
    return Drawing("Refusing", text, plots.refusal_plot(_names(runs), found, levels))


def _times(runs: Sequence[Run]) -> Drawing:
    found = dict(runs[0].summary.times)
    for run in runs[1:]:
        found |= {f"{run.name}: {stage}": time for stage, time in run.summary.times.items()}
    if not found:
        return Drawing("Time", "No time was taken.", None)
    return Drawing("Time", "Median and 95th percentile of every stage, on a logarithmic axis.", plots.time_plot(found))


def _kinds(runs: Sequence[Run]) -> tuple[Drawing, ...]:
    """Return the share right by type and by age, of answers where there are any, and of searches."""
    names, found = _names(runs), []
    answers, hits = "questions that came out right", "questions with a gold document in the first five"
    for title, share, value in (("Answers", answers, series.right), ("Finding", hits, series.figure("Hit@5"))):
        for kind, groups in (("question type", series.by_type), ("article age", series.by_age)):
            heading = f"{title} by {kind}"
            shown = groups(runs, value)
            if len(shown) > 1:
                text = f"The share of {share}, with its 95 % interval; groups under {series.LEAST} are joined."
                svg = plots.group_plot(heading.replace(" ", "-").lower(), heading, names, shown)
                found.append(Drawing(heading, text, svg))
            else:
                found.append(Drawing(heading, _no_groups(runs[0].dataset, kind, shown), None))
    return tuple(found)


def _no_groups(dataset: Dataset, kind: str, shown: Sequence[series.Group]) -> str:
    if shown:
        return f"All {shown[0].questions} questions are of one {kind}: {shown[0].label}."
    if kind == "article age" and not dataset.days:
        return "No gold document is dated."
    if kind == "article age":
        return "No question that counts here has both a day and a dated gold document."
    return "No question that counts here names a type."


def _names(runs: Sequence[Run]) -> list[str]:
    return [run.name for run in runs]
