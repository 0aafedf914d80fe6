"""baoda eval run: a dataset's questions put to the assistant, and to stock recipes beside it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from eval.baselines import Stock, open_baselines
from eval.commands.shown import console, default_cache, progress, remarks
from eval.dataset import load_dataset
from eval.experiment import CONFIGURATION
from eval.judging import judge_answers
from eval.measured import keep_run, measured
from eval.opening import opened
from eval.report.page import write_report
from eval.runs import Run, read_run, scored_run
from eval.systems import AssistantSystem
from eval.tables import failure_table, figure_table
from eval.titled import absences
from eval.vectors import open_cached
from rag.build import open_writer
from rag.protocols import ChatWriter
from rag.records import Mode, Strictness
from rag.settings import Settings, load_settings

REPORT, BASELINES = "report.html", "baselines"  # within a run's folder: a page, and a folder of runs


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
    judge: Annotated[str, typer.Option(help="chat model that judges the answers too, by its langchain name")] = "",
) -> None:
    """Put DATASET's questions, keep every answer, and say how good they are, with intervals."""
    asked_of = load_dataset(dataset, pool or [], limit)
    settings = load_settings()
    kept = cache or default_cache()
    beside = open_baselines(baseline, asked_of.corpora, open_cached(settings.embedding, kept)) if baseline else ()
    writer = _judge(settings, judge) if judge else None
    folder = out or Path("runs") / f"{asked_of.name}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    told_of = _configuration(dataset, pool or [], limit, settings, mode, strictness) | {
        "asked": "" if asked_of.corpora else _asked(settings, library, pages or []),
        "retrieval only": str(retrieval_only),
    }
    with ExitStack() as stack:
        with progress(f"reading {asked_of.name}") as told:
            found = stack.enter_context(opened(asked_of, settings, kept, library=library, pages=pages or [], told=told))
        system = AssistantSystem(found.assistant, mode, strictness, not asked_of.corpora, retrieval_only)
        with progress(f"{asked_of.name}: {system.name}") as told:
            done = measured(found.dataset, system, folder, told_of, workers=workers, resume=resume, told=told)
    if writer:
        done = _judged(done, folder, writer)
    for other in beside:
        place, told_apart = folder / BASELINES / other.name, {**told_of, "system": other.name, "retrieval only": "True"}
        with progress(f"{asked_of.name}: {other.name}") as told:
            measured(asked_of, other, place, told_apart, workers=workers, resume=resume, told=told)
    write_report(folder / REPORT, [done, *_baselines(folder)])
    _show(done, folder, worst_shown)


def _configuration(
    dataset: Path,
    pool: Sequence[Path],
    limit: int | None,
    settings: Settings,
    mode: Mode,
    strictness: Strictness | None,
) -> dict[str, str]:
    return {
        "dataset": str(dataset.resolve()),
        "pool": "\n".join(str(one.resolve()) for one in pool),
        "limit": str(limit or "none"),
        "mode": mode.value,
        "strictness": (strictness or settings.answer.strictness).value,
        "embedding": settings.embedding.model,
        "reader": settings.reader.value,
        "reranker": settings.reranker.model,
        "chat": settings.chat.model if mode is not Mode.EXTRACT else "",
    }


def _asked(settings: Settings, library: Path | None, pages: Sequence[Path]) -> str:
    """Return the places that are asked where the dataset has no documents of its own."""
    return "\n".join(str(one.resolve()) for one in pages or [library or settings.library])


def _judge(settings: Settings, name: str) -> ChatWriter | None:
    """Return the chat model that is to judge, and say what it is sent before it is sent."""
    writer = open_writer(settings.chat.model_copy(update={"model": name}))
    if writer and writer.remote:
        remarks.print(
            f"The judge {writer.name} is not on this machine: questions, gold, answers and passages are sent to it.",
            style="yellow",
            soft_wrap=True,
        )
    return writer


def _judged(done: Run, folder: Path, writer: ChatWriter) -> Run:
    """Return the run with a judge's verdicts among its figures."""
    with progress(f"{done.dataset.name}: {writer.name} judges") as told:
        judge_answers(done.scored, writer, folder, told)
    judged = scored_run(done.name, done.dataset, done.configuration, [one.asked for one in done.scored], folder)
    keep_run(folder, judged)
    return judged


def _baselines(folder: Path) -> list[Run]:
    """Return the runs of baselines that lie in a run's folder, by name."""
    return [read_run(one) for one in sorted((folder / BASELINES).glob("*/")) if (one / CONFIGURATION).is_file()]


def _show(done: Run, folder: Path, worst_shown: int) -> None:
    for line in absences(done.dataset):
        remarks.print(line, style="yellow", soft_wrap=True)
    console.print(figure_table(done.dataset.name, done.summary))
    if done.summary.judge:
        console.print(done.summary.judge.sentence, soft_wrap=True, markup=False)
    if worst_shown:
        console.print(failure_table(done.scored, worst_shown))
    console.print(f"written to {folder}; to be read: {folder / REPORT}", soft_wrap=True)
