"""baoda ingest and articles: newspaper files in."""

from __future__ import annotations

import typer

from ui.commands.opening import settings_for
from ui.commands.options import DateOption, IssuePaperOption, JsonOption, LibraryOption, PathsArgument
from ui.rows.library import file_row
from ui.terminal.console import print_row, remarks, results
from ui.terminal.progress import IngestProgress
from ui.terminal.report import reported, titled
from ui.terminal.speaking import print_lines, width_of


def ingest(
    paths: PathsArgument,
    *,
    date: DateOption = None,
    newspaper: IssuePaperOption = "",
    library: LibraryOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Read newspaper files into the library and report on each; exit code 1 when anything could not be read."""
    from ingest.formats import Hints
    from ingest.pipeline import ingest as ingest_files
    from rag.build import open_library

    settings = settings_for(library)
    with IngestProgress() as progress:
        opened = open_library(settings, create=True, progress=progress.preparing)
        try:
            hints = Hints(newspaper=newspaper, date=date)
            report = ingest_files(paths, opened, settings.split, hints, progress.stored)
        finally:
            opened.close()
    if json_lines:
        for file in report.files:
            print_row(file_row(file))
    else:
        console = results()
        print_lines(reported(report, width_of(console)), console)
    if report.failed:
        raise typer.Exit(1)


def articles(
    paths: PathsArgument,
    *,
    date: DateOption = None,
    newspaper: IssuePaperOption = "",
    library: LibraryOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Read newspaper files and print their articles without storing them."""
    from ingest.formats import Hints, Problem
    from ingest.pipeline import read
    from ingest.rows import article_row

    del library  # every command takes the option; this one has no use for it
    failed = False
    console = results()
    for item in read(paths, Hints(newspaper=newspaper, date=date)):
        if isinstance(item, Problem):
            failed = True
            remarks().print(f"baoda: {item.reason}", style="red", soft_wrap=True)
        elif json_lines:
            print_row(article_row(item))
        else:
            print_lines(titled(item, width_of(console)), console)
    if failed:
        raise typer.Exit(1)
