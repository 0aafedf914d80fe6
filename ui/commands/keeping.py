"""baoda doctor, reindex, backup, restore and compact: a library kept sound, moved, copied and small."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.opening import open_to_change, settings_for
from ui.commands.options import JsonOption, LibraryOption
from ui.rows.library import finding_row
from ui.terminal.console import print_row, results
from ui.terminal.progress import IngestProgress

if TYPE_CHECKING:
    from rag.errors import LibraryError

BackupArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A tar file; compressed where it ends in gz.")]


def doctor(
    *,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make good what the catalogue or the kept vectors allow.")
    ] = False,
    library: LibraryOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Compare catalogue, indexes and kept files row by row; exit code 1 when something is wrong and stays so."""
    from rag.build import open_library
    from rag.doctor import Finding, Trouble, examine, unneeded

    broken: list[Finding] = []

    def met(name: str, error: LibraryError) -> None:
        broken.append(Finding(name, Trouble.DAMAGED, str(error), repaired=True))

    settings = settings_for(library)
    mend = met if repair else None
    with IngestProgress() as bar, closing(open_library(settings, progress=bar.preparing, repair=mend)) as opened:
        found = [*broken, *examine(opened, repair=repair), *unneeded(opened, repair=repair)]
    console = results()
    for one in found:
        if json_lines:
            print_row(finding_row(one))
        else:
            done = "repaired" if one.repaired else one.trouble.value
            console.print(f"{one.store}: {done}: {one.text}", soft_wrap=True, markup=False)
    if not found and not json_lines:
        console.print("Nothing is wrong: every passage is where it should be, once and as it was read.", soft_wrap=True)
    if any(not one.repaired for one in found):
        raise typer.Exit(1)


def reindex(
    *,
    embedding: Annotated[
        str,
        typer.Option("--embedding", metavar="NAME", help="`builtin`, a sentence-transformers name, or a folder."),
    ],
    library: LibraryOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Move the library to another embedding model; the old one serves until all passages are embedded.

    Stopped on the way, it goes on where it was when it is called again. A server that is running opens the new index.
    """
    from rag.build import reindex as move_library

    settings = settings_for(library)
    chosen = settings.embedding.model_copy(update={"model": embedding})
    with IngestProgress() as progress:
        moved = move_library(settings.model_copy(update={"embedding": chosen}), progress.preparing)
    if json_lines:
        print_row({"before": moved.before, "after": moved.after, "passages": moved.passages})
    elif moved.before == moved.after:
        results().print(f"The library is of the embedding model {moved.after} already.", soft_wrap=True)
    else:
        results().print(f"{moved.passages:,} passages moved from {moved.before} to {moved.after}.", soft_wrap=True)


def backup(file: BackupArgument, *, library: LibraryOption = None, json_lines: JsonOption = False) -> None:
    """Write the library into one file, also while it is served."""
    from rag.backup import write_backup

    with open_to_change(library) as opened:
        size = write_backup(opened, file)
        articles = opened.contents().articles
    if json_lines:
        print_row({"file": str(file), "bytes": size, "articles": articles})
    else:
        results().print(f"{articles:,} articles in {file}, {size / 1e6:.1f} MB.", soft_wrap=True)


def restore(
    file: BackupArgument,
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace what the library holds, also while it is served.")
    ] = False,
    library: LibraryOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Put a backup back, into a new folder or in the place of what a library holds."""
    from rag.build import restore as put_back

    settings = settings_for(library)
    with IngestProgress() as bar, closing(put_back(settings, file, into=replace, progress=bar.preparing)) as opened:
        articles = opened.contents().articles
    if json_lines:
        print_row({"library": str(settings.library), "articles": articles})
    else:
        results().print(f"{articles:,} articles in {settings.library}.", soft_wrap=True)


def compact(*, library: LibraryOption = None, json_lines: JsonOption = False) -> None:
    """Give back the room that removed and edited articles still take; large deletions are followed by it anyway."""
    from rag.reindexing import remove_unused
    from rag.shelf import folder_bytes

    with open_to_change(library) as opened:
        before = folder_bytes(opened.folder)
        remove_unused(opened.folder, opened.catalogue)
        opened.compact()
        after = folder_bytes(opened.folder)
    if json_lines:
        print_row({"bytes_before": before, "bytes": after})
    else:
        results().print(f"{before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now.", soft_wrap=True)
