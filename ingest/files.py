"""The files that paths name, and what one of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ingest.dating import dated
from ingest.formats import READERS, Hints, Problem, reader_for
from ingest.formats.copies import read_and_keep
from rag.errors import InputError
from rag.records import Article
from rag.settings import IngestSettings


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that the paths name: files as given, folders with every file below them, sorted, each once.

    Hidden files and folders are passed over. Raises InputError for a path that does not exist and for a folder
    without anything to read.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [file for file in sorted(path.rglob("*")) if _may_be_read(file) and not _hidden(file, path)]
            if not any(reader_for(file) for file in inside):
                raise InputError(f"The folder {path} holds no pages; files that are read end in {_suffixes()}.")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise InputError(f"There is no file or folder {path}; check the name.")
    return tuple(found)


def _may_be_read(path: Path) -> bool:
    """Whether it is a file, or a link that should be one: a link that leads nowhere is reported as the others are."""
    return path.is_file() or (path.is_symlink() and not path.is_dir() and reader_for(path) is not None)


def _hidden(path: Path, inside: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(inside).parts)


def _suffixes() -> str:
    return ", ".join(sorted(READERS))


def read_file(file: Path, hints: Hints, limits: IngestSettings | None = None) -> Iterator[Article | Problem]:
    """Yield one file's articles, and a Problem for everything in it that cannot be read."""
    reader = reader_for(file)
    if reader is None:
        yield Problem(str(file), None, unknown_kind(file))
        return
    try:
        _check_size(file, (limits or IngestSettings()).largest_file)
        for item in read_and_keep(reader, file, replace(hints, file=_name(file, hints.below))):
            yield dated(item) if isinstance(item, Article) else item
    except InputError as error:
        yield Problem(str(file), None, str(error))
    except OSError as error:
        yield Problem(str(file), None, f"{file} cannot be read ({error.strerror}); check its permissions.")


def _name(file: Path, below: Path | None) -> str:
    return str(file.relative_to(below) if below and file.is_relative_to(below) else file)


def _check_size(file: Path, largest: int) -> None:
    if file.is_symlink() and not file.exists():
        raise InputError(f"{file} is a link that leads nowhere; pass the file itself.")
    if not file.is_file():
        raise InputError(f"{file} is no file but a pipe or a device; pass a file.")
    size = file.stat().st_size
    if size > largest:
        raise InputError(
            f"{file} has {size:,} bytes and only {largest:,} are read; split it or raise ingest.largest_file."
        )


def unknown_kind(file: Path) -> str:
    """Return the sentence about a file whose suffix no reader knows."""
    return f"{file} is of no kind that is read; files that are read end in {_suffixes()}."
