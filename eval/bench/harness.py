"""`python -m eval.bench.harness [DATASET]`: what the harness costs over the calls that it measures, in one run.

Inside the calls: searching and answering. Over them: passages and quotes put on record, every answer written at once,
figures with intervals, and the files. The report is drawn once a run and stands apart: its time hardly grows with the
questions.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Annotated

import typer

from eval.dataset import Dataset, load_dataset
from eval.experiment import System, run_experiment
from eval.measured import keep_run
from eval.opening import opened
from eval.report.page import write_report
from eval.runs import scored_run
from eval.systems import AssistantSystem
from rag.errors import BaodaError
from rag.settings import load_settings

_CALLS = ("ask", "search", "search again")  # the timings that are calls; others are parts of them


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a run: inside the calls, over them while asking, scoring and writing, and drawing the report."""

    questions: int
    calls: float
    asking: float
    scoring: float
    report: float

    @property
    def over(self) -> float:
        """What the harness costs over the calls, as a share of them; without the report."""
        return (self.asking + self.scoring) / self.calls


def cost(dataset: Dataset, system: System, folder: Path) -> Cost:
    """Return what a run into an empty folder costs."""
    configuration = {"dataset": dataset.name, "pool": ""}
    began = perf_counter()
    asked = run_experiment(dataset, system, folder, configuration)
    done = perf_counter()
    run = scored_run(system.name, dataset, configuration, asked, folder)
    keep_run(folder, run)
    kept = perf_counter()
    write_report(folder / "report.html", [run])
    drawn = perf_counter()
    calls = sum(one.timings.get(name, 0.0) for one in asked for name in _CALLS) / 1000
    return Cost(len(asked), calls, done - began - calls, kept - done, drawn - kept)


def lines(found: Cost) -> Sequence[str]:
    """Return the costs as lines of a table."""
    return (
        f"{found.questions} questions, {found.calls:.2f} s inside the calls",
        f"  while asking        {found.asking:8.3f} s  {found.asking / found.calls:7.2%}",
        f"  scoring and files   {found.scoring:8.3f} s  {found.scoring / found.calls:7.2%}",
        f"  the harness in all  {found.asking + found.scoring:8.3f} s  {found.over:7.2%}",
        f"  the report, once    {found.report:8.3f} s",
    )


def main(
    dataset: Annotated[Path, typer.Argument(help="dataset's folder or gold file")] = Path("eval/gold/examples.jsonl"),
    pages: Annotated[list[Path] | None, typer.Option(help="pages to ask, for a gold file")] = None,
    cache: Annotated[Path, typer.Option(help="folder of libraries and vectors that runs share")] = Path(".bench"),
    limit: Annotated[int | None, typer.Option(min=1, help="the first questions alone")] = None,
) -> None:
    """Print the harness's cost over the calls."""
    loaded = load_dataset(dataset, limit=limit)
    asked = pages or ([] if loaded.corpora else [Path("examples/pages")])
    with opened(loaded, load_settings(), cache, pages=asked) as found, TemporaryDirectory() as aside:
        system = AssistantSystem(found.assistant, titles=not loaded.corpora)
        for line in lines(cost(found.dataset, system, Path(aside))):
            typer.echo(line)


if __name__ == "__main__":
    try:
        typer.run(main)
    except BaodaError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
