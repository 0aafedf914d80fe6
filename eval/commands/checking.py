"""baoda eval check: the gate on answer quality, and its floors written anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Annotated

import typer

from eval.commands.shown import console, default_cache, progress, remarks
from eval.dataset import load_dataset
from eval.floors import Floors, floors_of, read_floors, write_floors
from eval.gate import Verdict, against, lowering
from eval.measured import measured
from eval.opening import opened
from eval.report.page import write_report
from eval.runs import Run
from eval.systems import AssistantSystem
from eval.tables import gate_table
from eval.titled import absences
from rag.errors import InputError
from rag.records import Mode
from rag.settings import Settings, load_settings

_GOLD = Path("eval/gold")
_WORSE = 12  # questions listed of a figure that fell


def check(
    gold: Annotated[Path, typer.Option(help="gold file, or a dataset's folder")] = _GOLD / "examples.jsonl",
    floors: Annotated[Path, typer.Option(help="file of the floors")] = _GOLD / "floors.json",
    pages: Annotated[list[Path] | None, typer.Option(help="pages to read and ask; default examples/pages")] = None,
    library: Annotated[Path | None, typer.Option(help="library to ask instead of pages")] = None,
    out: Annotated[Path | None, typer.Option(help="new folder to keep the run and its report in")] = None,
    cache: Annotated[Path | None, typer.Option(help="folder of libraries and vectors made for runs")] = None,
    write: Annotated[bool, typer.Option("--write", help="take today's figures as the floors")] = False,  # noqa: FBT002
    because: Annotated[str, typer.Option(help="why floors are lowered; needed when one is")] = "",
) -> None:
    """Ask the gold questions and fail when a figure lies under its floor by more than its noise."""
    began = monotonic()
    settings = load_settings()
    kept = read_floors(floors)
    if kept is None and not write:
        raise InputError(f"There are no floors in {floors}; write them with: baoda eval check --write")
    if kept and not write:
        _require_same(kept.made_with, _made_with(settings), floors)
    with TemporaryDirectory() as aside:
        run = _run(gold, out or Path(aside), settings, cache or default_cache(), library, pages)
    for line in absences(run.dataset):
        remarks.print(line, style="yellow", soft_wrap=True)
    verdict = against(kept, run.scored) if kept else None
    if verdict:
        console.print(gate_table(verdict))
        _say(verdict)
    if write:
        _write(floors, run, kept, verdict, settings, because)
        return
    console.print(f"{len(run.scored)} questions in {monotonic() - began:.0f} s", soft_wrap=True)
    if verdict and not verdict.passed:
        raise typer.Exit(1)


def _run(
    gold: Path, folder: Path, settings: Settings, cache: Path, library: Path | None, pages: list[Path] | None
) -> Run:
    dataset = load_dataset(gold)
    asked = pages or ([] if library or dataset.corpora else [Path("examples/pages")])
    with opened(dataset, settings, cache, library=library, pages=asked) as found:
        system = AssistantSystem(found.assistant, Mode.EXTRACT, titles=not dataset.corpora)
        with progress(dataset.name) as told:
            run = measured(found.dataset, system, folder, {"dataset": str(gold.resolve()), "pool": ""}, told=told)
    write_report(folder / "report.html", [run])
    return run


def _made_with(settings: Settings) -> dict[str, str]:
    """Return the settings that other figures would come of."""
    return {
        "embedding.model": settings.embedding.model,
        "reader": settings.reader.value,
        "reranker.model": settings.reranker.model,
        "answer.strictness": settings.answer.strictness.value,
    }


def _require_same(before: Mapping[str, str], now: Mapping[str, str], floors: Path) -> None:
    changed = [f"{name} {before.get(name) or 'unset'}" for name in now if before.get(name) != now[name]]
    if changed:
        raise InputError(f"{floors} was written with {', '.join(changed)}; set it so, or write the floors anew.")


def _say(verdict: Verdict) -> None:
    """Tell what fell, on which questions, and what has no floor."""
    for one in verdict.fallen:
        remarks.print(
            f"{one.figure} fell by {one.fall:.3f} and its noise is {one.noise:.3f}; worse on {len(one.worse)}:",
            style="red",
            soft_wrap=True,
        )
        for lost in one.worse[:_WORSE]:
            remarks.print(f"  {lost.case.qid}  {lost.case.question}", soft_wrap=True, markup=False)
    for names, said in ((verdict.new, "have no floor"), (verdict.gone, "have a floor and are not asked any more")):
        if names:
            remarks.print(
                f"{len(names)} questions {said} ({', '.join(names[:3])} …); write the floors anew with --write.",
                style="red",
                soft_wrap=True,
            )


def _write(
    file: Path, run: Run, kept: Floors | None, verdict: Verdict | None, settings: Settings, because: str
) -> None:
    said = lowering(kept, verdict, because, date.today()).lowered if kept and verdict else ()
    write_floors(file, floors_of(run.scored, _made_with(settings), said))
    console.print(f"floors of {len(run.scored)} questions written to {file}", soft_wrap=True)
