"""The commands `run` and `compare`: parse, call, render."""

from __future__ import annotations

import json
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

from eval.collection import open_collection
from eval.compare import compare as compare_runs
from eval.dataset import Dataset, load_dataset
from eval.experiment import ANSWERS, CONFIGURATION, read_answers, run_experiment
from eval.scoring import Scored, score_questions
from eval.summary import Summary, summarise, write_summary
from eval.systems import AssistantSystem
from eval.tables import comparison_table, failure_table, figure_table, turned_table
from eval.trec import write_qrels, write_run
from rag.assistant import Assistant
from rag.build import open_assistant
from rag.errors import InputError
from rag.records import Mode, Strictness
from rag.settings import Settings, load_settings

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
) -> None:
    """Put DATASET's questions, keep every answer, and say how good they are, with intervals."""
    asked_of = load_dataset(dataset, pool or [], limit)
    settings = load_settings()
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
    with _asked(asked_of, settings, library, pages or [], cache) as assistant:
        system = AssistantSystem(assistant, mode, strictness, not asked_of.corpora, retrieval_only)
        with _progress(asked_of.name) as told:
            found = run_experiment(asked_of, system, folder, configuration, workers=workers, resume=resume, told=told)
    scored = score_questions(asked_of, found)
    summary = _keep(folder, asked_of, configuration, scored, system.name)
    console = Console()
    console.print(figure_table(asked_of.name, summary))
    if worst_shown:
        console.print(failure_table(scored, worst_shown))
    console.print(f"written to {folder}", soft_wrap=True)


def compare(
    before: RunFolder,
    after: RunFolder,
    shown: Annotated[int, typer.Option(min=0, help="questions won and lost to list")] = 20,
) -> None:
    """Say how run AFTER differs from run BEFORE, whether by chance, and which questions were won and lost."""
    found = compare_runs(read_run_folder(before), read_run_folder(after))
    console = Console()
    console.print(comparison_table(before.name, after.name, found))
    if shown and found.turned:
        console.print(turned_table(found.turned[:shown]))


def read_run_folder(folder: Path) -> tuple[Scored, ...]:
    """Return the questions of a run with their figures; InputError when the folder holds no run."""
    if not (folder / ANSWERS).is_file() or not (folder / CONFIGURATION).is_file():
        raise InputError(f"{folder} holds no run; make one with: baoda eval run DATASET --out {folder}")
    kept = json.loads((folder / CONFIGURATION).read_text("utf-8"))
    dataset = load_dataset(Path(kept["dataset"]), [Path(one) for one in kept["pool"].split()])
    return score_questions(dataset, read_answers(folder))


def _keep(
    folder: Path, dataset: Dataset, configuration: Mapping[str, str], scored: Sequence[Scored], tag: str
) -> Summary:
    """Write what a run found in the forms that other tools read, and return its figures."""
    rankings = {one.case.qid: one.asked.documents for one in scored}
    write_run(folder / "run.trec", _single_words(rankings), tag)
    gold = {one.case.qid: sorted(dataset.gold(one.case)) for one in scored}
    write_qrels(folder / "qrels.trec", _single_words(gold))
    summary = summarise(scored)
    write_summary(folder / "metrics.json", configuration, summary)
    return summary


def _single_words(documents: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the documents with no space in their names: a run file's columns are parted by spaces."""
    return {qid: ["_".join(name.split()) for name in names] for qid, names in documents.items()}


@contextmanager
def _asked(
    dataset: Dataset, settings: Settings, library: Path | None, pages: Sequence[Path], cache: Path | None
) -> Iterator[Assistant]:
    """Open what is asked: the dataset's own corpora, pages read on the spot, or a library."""
    if dataset.corpora:
        if library or pages:
            raise InputError(f"{dataset.name} has documents of its own; leave out --library and --pages.")
        kept = cache or user_cache_path("baoda") / "eval"
        with _progress(f"reading {dataset.name}") as told:
            assistant = open_collection(dataset.corpora, kept, settings, lambda _, done: told(done, done))
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
