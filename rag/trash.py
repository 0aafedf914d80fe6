"""Articles taken out of a library, kept a day beside it with copies of their source files, so that it can be undone."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from rag.errors import InputError, LibraryError
from rag.library import Library, Split
from rag.records import Article

_FOLDER = "trash"
_PRINTS = "prints.json"
_KEPT = 24 * 3600  # seconds
_NAME = re.compile(r"[0-9a-f]{16}")
_ARTICLES = TypeAdapter(tuple[Article, ...])


def take_out(library: Library, article_ids: Sequence[str]) -> str:
    """Remove articles from the library and return the name under which `put_back` finds them for a day.

    Raises InputError for an unknown id and LibraryError when the disk does not take them; then nothing is removed.
    """
    prints = tuple(one for filed in library.catalogue.filed(article_ids, []) for one in filed.prints)
    removal = secrets.token_hex(8)
    folder = library.folder / _FOLDER / removal
    try:
        empty(library.folder, older=_KEPT)
        folder.mkdir(parents=True)
        (folder / _PRINTS).write_bytes(_ARTICLES.dump_json(prints))
        for copy in {library.source_copy(origin) for one in prints for origin in one.origin} - {None}:
            if copy is not None:
                _link(copy, folder / copy.name)
    except OSError as error:
        raise LibraryError(
            f"What is removed cannot be kept in {folder} ({error.strerror}); free some of the disk."
        ) from error
    library.remove(article_ids)
    return removal


def put_back(
    library: Library, removal: str, split: Split, change: Callable[[Article], Article] = lambda one: one
) -> tuple[Article, ...]:
    """Put articles back that were taken out, each print as `change` returns it; return the prints.

    Raises InputError when the removal is unknown or longer ago than a day.
    """
    folder = library.folder / _FOLDER / removal
    if not _NAME.fullmatch(removal) or not (folder / _PRINTS).is_file():
        raise InputError("What was removed is no longer kept; ingest the files again.")
    try:
        prints = tuple(change(one) for one in _ARTICLES.validate_json((folder / _PRINTS).read_bytes()))
    except ValidationError as error:
        raise LibraryError(f"{folder} is damaged ({error.error_count()} faults); ingest the files again.") from error
    with library.holding() as hold:
        for copy in folder.iterdir():
            if copy.name != _PRINTS:
                hold(copy)
        library.add(prints, split)
    shutil.rmtree(folder, ignore_errors=True)
    return prints


def empty(library: Path, older: float = 0.0) -> None:
    """Forget for good what was removed more than `older` seconds ago."""
    folder = library / _FOLDER
    for removal in folder.iterdir() if folder.is_dir() else ():
        if time.time() - removal.stat().st_mtime >= older:
            shutil.rmtree(removal, ignore_errors=True)


def _link(file: Path, target: Path) -> None:
    """Give a file a second name, or a second copy where the disk knows no links."""
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)
