"""An index that cannot be opened: emptied of what is damaged, and opened again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from rag.errors import LibraryBusy, LibraryError
from rag.protocols import PassageIndex

Broken = Callable[[str, LibraryError], None]


def sound(folder: Path, open_index: Callable[[Path], PassageIndex], repair: Broken | None) -> PassageIndex:
    """Open an index; one that cannot be opened goes, with `repair`, and an empty one is opened in its place."""
    try:
        return open_index(folder)
    except LibraryBusy:
        raise
    except LibraryError as error:
        if repair is None:
            raise
        repair(folder.name, error)
    from rag.backends.vector_file import FILE

    try:  # vectors that are sound need not be embedded again
        _empty(folder, keep=FILE)
        return open_index(folder)
    except LibraryError:
        _empty(folder)
        return open_index(folder)


def _empty(folder: Path, *, keep: str = "") -> None:
    """Remove what is in a folder, but for files whose names begin with `keep`."""
    for inside in folder.iterdir() if folder.is_dir() else ():
        if keep and inside.name.startswith(keep):
            continue
        if inside.is_dir():
            shutil.rmtree(inside, ignore_errors=True)
        else:
            inside.unlink(missing_ok=True)
