"""The commands `run` and `compare`: parse, call, render."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from platformdirs import user_cache_path
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from eval.baselines import Stock, open_baselines
from eval.collection import open_collection
from eval.compare import compare as compare_runs
from eval.dataset import Dataset, load_dataset
from eval.experiment import CONFIGURATION, System, run_experiment
from eval.loaders import Kind, import_set
from eval.loaders.layout import summary_lines
from eval.report.comparison import write_comparison
from eval.report.page import write_report
from eval.runs import Run, read_run
from eval.scoring import score_questions
from eval.summary import summarise, write_summary
from eval.systems import AssistantSystem
from eval.tables import comparison_table, failure_table, figure_table, turned_table
from eval.trec import write_qrels, write_run
from eval.vectors import open_cached
from rag.assistant import Assistant
from rag.build import open_assistant
from rag.errors import InputError
from rag.records import Mode, Strictness
from rag.settings import Settings, load_settings

REPORT, BASELINES = "report.html", "baselines"  # within a run's folder: a page, and a folder of runs

RunFolder = Annotated[Path, typer.Argument(help="folder of a run")]


def run(
    dataset: Annotated[Path, typer.Argument(help="a dataset's folder, or a gold file alone")],
    out: Annotated[Path | None, typer.Option(help="folder to write to; default runs/NAME-TIME")] = None,
    pool: Annotated[list[Path] | None, typer.Option(help="folder whose corpus is added as distractors")] = None,
    library: Annotated[Path | None, typer.Option(help="library to ask, for a gold file")] = None,
    pages: Annotated[list[Path] | None, typer.Option(help="pages to read and ask, for a gold file")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="the first questions of each file only")] = None,
    mode: Annotated[Mode, typer.Option(help="who words the answers")] = Mode.EXTRACT,
    strictness: Annotated[Strictness | None, typer.Option(help="evidence that an answer needs")] = None,
    retrieval_only: Annotated[bool, typer.Option("--retrieval-only", help="search, answer nothing")] = False,  # noqa: FBT002
    workers: Annotated[int, typer.Option(min=1, max=64, help="questions asked side by side")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="go on with the run in --out")] = False,  # noqa: FBT002
    cache: Annotated[Path | None, typer.Option(help="folder of libraries and vectors made for runs")] = None,
    worst_shown: Annotated[int, typer.Option("--worst", min=0, help="failures to list")] = 10,
    baseline: Annotated[list[Stock] | None, typer.Option(help="stock recipe of a library to run beside")] = None,
) -> None:
    """Put DATASET's questions, keep every answer, and say how good they are, with intervals."""
    asked_of = load_dataset(dataset, pool or [], limit)
    settings = load_settings()
    kept = cache or user_cache_path("baoda") / "eval"
    beside = open_baselines(baseline, asked_of.corpora, open_cached(settings.embedding, kept)) if baseline else ()
    folder = out or Path("runs") / f"{asked_of.name}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    configuration = {
        "dataset": str(dataset.resolve()),
        "pool": " ".join(str(one.resolve()) for one in pool or []),
        "limit": str(limit or "none"),
        "mode": mode.value,
        "strictness": (strictness or settings.answer.strictness).value,
        "retrieval only": str(retrieval_only),
        "embedding": settings.embedding.model,
        "chat": settings.chat.model if mode is not Mode.EXTRACT else "",
    }
    with _asked(asked_of, settings, library, pages or [], kept) as assistant:
        system = AssistantSystem(assistant, mode, strictness, not asked_of.corpora, retrieval_only)
        done = _measured(asked_of, system, folder, configuration, workers=workers, resume=resume)
    for other in beside:
        told_apart = {**configuration, "system": other.name, "retrieval only": "True"}
        _measured(asked_of, other, folder / BASELINES / other.name, told_apart, workers=workers, resume=resume)
    write_report(folder / REPORT, [done, *_baselines(folder)])
    console = Console()
    console.print(figure_table(asked_of.name, done.summary))
    if worst_shown:
        console.print(failure_table(done.scored, worst_shown))
    console.print(f"written to {folder}; to be read: {folder / REPORT}", soft_wrap=True)


def compare(
    before: RunFolder,
    after: RunFolder,
    out: Annotated[Path | None, typer.Option(help="page to write; default AFTER/compared-with-BEFORE.html")] = None,
    shown: Annotated[int, typer.Option(min=0, help="questions won and lost to list")] = 20,
) -> None:
    """Say how run AFTER differs from run BEFORE, whether by chance, and which questions were won and lost."""
    first, second = read_run(before), read_run(after)
    found = compare_runs(first.scored, second.scored)
    page = out or after / f"compared-with-{before.name}.html"
    write_comparison(page, first, second, found)
    console = Console()
    console.print(comparison_table(before.name, after.name, found))
    if shown and found.turned:
        console.print(turned_table(found.turned[:shown]))
    console.print(f"to be read: {page}", soft_wrap=True)


def _measured(
    dataset: Dataset, system: System, folder: Path, configuration: Mapping[str, str], *, workers: int, resume: bool
) -> Run:
    """Put the questions to a system, keep in the folder what comes of it, and return it with its figures."""
    with _progress(f"{dataset.name}: {system.name}") as told:
        found = run_experiment(dataset, system, folder, configuration, workers=workers, resume=resume, told=told)
    scored = score_questions(dataset, found)
    done = Run(system.name, dataset, configuration, scored, summarise(scored))
    _keep(folder, done)
    return done


def _keep(folder: Path, run: Run) -> None:
    """Write what a run found in the forms that other tools read."""
    rankings = {one.case.qid: one.asked.documents for one in run.scored}
    write_run(folder / "run.trec", _single_words(rankings), run.name)
    gold = {one.case.qid: sorted(run.dataset.gold(one.case)) for one in run.scored}
    write_qrels(folder / "qrels.trec", _single_words(gold))
    write_summary(folder / "metrics.json", run.configuration, run.summary)


def _baselines(folder: Path) -> list[Run]:
    """Return the runs of baselines that lie in a run's folder, by name."""
    return [read_run(one) for one in sorted((folder / BASELINES).glob("*/")) if (one / CONFIGURATION).is_file()]


def _single_words(documents: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the documents with no space in their names: a run file's columns are parted by spaces."""
    return {qid: ["_".join(name.split()) for name in names] for qid, names in documents.items()}


@contextmanager
def _asked(
    dataset: Dataset, settings: Settings, library: Path | None, pages: Sequence[Path], cache: Path
) -> Iterator[Assistant]:
    """Open what is asked: the dataset's own corpora, pages read on the spot, or a library."""
    if dataset.corpora:
        if library or pages:
            raise InputError(f"{dataset.name} has documents of its own; leave out --library and --pages.")
        with _progress(f"reading {dataset.name}") as told:
            assistant = open_collection(dataset.corpora, cache, settings, lambda _, done: told(done, done))
        with assistant:
            yield assistant
    elif pages:
        from ingest.formats import Hints
        from ingest.pipeline import ingest

        with TemporaryDirectory() as folder, open_assistant(Path(folder) / "pages", settings, create=True) as assistant:
            ingest(pages, assistant.library, settings.split, Hints())
            yield assistant
    else:
        with open_assistant(library, settings) as assistant:
            yield assistant


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int, int], None]]:
    """Show how many of all are done, with the time left."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(name, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def import_dataset(
    kind: Annotated[Kind, typer.Argument(help="the set's original form")],
    path: Annotated[Path, typer.Argument(help="the set's file or folder")],
    out: Annotated[Path, typer.Argument(help="folder to write corpus.jsonl and questions.jsonl to")],
) -> None:
    """Bring a public set in its original form into the layout that `run` takes, and account for every question."""
    for line in summary_lines(import_set(kind, path, out), out):
        typer.echo(line)
