"""baoda eval compare: two runs over the same questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.shown import console
from eval.compare import compare as compare_runs
from eval.report.comparison import write_comparison
from eval.runs import read_run
from eval.tables import comparison_table, turned_table

RunFolder = Annotated[Path, typer.Argument(help="folder of a run")]


def compare(
    before: RunFolder,
    after: RunFolder,
    out: Annotated[Path | None, typer.Option(help="page to write; default AFTER/compared-with-BEFORE.html")] = None,
    shown: Annotated[int, typer.Option(min=0, help="questions won and lost to list")] = 20,
) -> None:
    """Say how run AFTER differs from run BEFORE, whether by chance, and which questions were won and lost.

    As in every figure, questions with doubtful gold are left out.
    """
    first, second = read_run(before), read_run(after)
    found = compare_runs(first.sound, second.sound)
    page = out or after / f"compared-with-{before.name}.html"
    write_comparison(page, first, second, found)
    console.print(comparison_table(before.name, after.name, found))
    if shown and found.turned:
        console.print(turned_table(found.turned[:shown]))
    console.print(f"to be read: {page}", soft_wrap=True)
