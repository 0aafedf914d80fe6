"""baoda ingest and articles: newspaper files in."""

from __future__ import annotations

import typer

from ui.commands.columns import parse_columns
from ui.commands.opening import settings_for
from ui.commands.options import (
    DateOption,
    ExplainOption,
    IssuePaperOption,
    JsonOption,
    LibraryOption,
    MapOption,
    PathsArgument,
)
from ui.rows.library import file_row, line_row
from ui.terminal.console import print_row, remarks, results
from ui.terminal.progress import IngestProgress
from ui.terminal.report import explained, reported, titled
from ui.terminal.speaking import print_lines, width_of


def ingest(
    paths: PathsArgument,
    *,
    date: DateOption = None,
    newspaper: IssuePaperOption = "",
    columns: MapOption = None,
    library: LibraryOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Read newspaper files into the library and report on each; exit code 1 when anything could not be read."""
    from ingest.formats import Hints
    from ingest.pipeline import ingest as ingest_files
    from rag.build import open_library

    settings = settings_for(library)
    hints = Hints(newspaper=newspaper, date=date, columns=parse_columns(columns or ()))
    with IngestProgress() as progress:
        opened = open_library(settings, create=True, progress=progress.preparing)
        try:
            report = ingest_files(paths, opened, settings.split, hints, progress.stored, settings.ingest)
        finally:
            opened.close()
    if json_lines:
        for file in report.files:
            print_row(file_row(file))
    else:
        console = results()
        print_lines(reported(report, width_of(console)), console)
    if report.stopped:
        raise typer.Exit(130)
    if report.failed:
        raise typer.Exit(1)


def articles(
    paths: PathsArgument,
    *,
    date: DateOption = None,
    newspaper: IssuePaperOption = "",
    columns: MapOption = None,
    library: LibraryOption = None,
    json_lines: JsonOption = False,
    explain: ExplainOption = False,
) -> None:
    """Read newspaper files and print their articles without storing them."""
    from ingest.explain import LineReading
    from ingest.explain import explain as explain_lines
    from ingest.formats import Hints, Problem
    from ingest.pipeline import read
    from ingest.rows import article_row

    failed = False
    console = results()
    hints = Hints(newspaper=newspaper, date=date, columns=parse_columns(columns or ()))
    for item in explain_lines(paths, hints) if explain else read(paths, hints, settings_for(library).ingest):
        if isinstance(item, Problem):
            failed = failed or not item.skipped
            style = "yellow" if item.skipped else "red"
            remarks().print(f"baoda: {item.reason}", style=style, soft_wrap=True)
        elif isinstance(item, LineReading):
            if json_lines:
                print_row(line_row(item))
            else:
                print_lines(explained(item, width_of(console)), console)
        elif json_lines:
            print_row(article_row(item))
        else:
            print_lines(titled(item, width_of(console)), console)
    if failed:
        raise typer.Exit(1)
