"""Stream files into a library in batches, and report what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from ingest.formats import READERS, Hints, Problem, reader_for
from ingest.splitter import split
from rag.errors import InputError
from rag.library import Library
from rag.records import Article
from rag.settings import SplitSettings

_BATCH = 64  # articles that are stored as one unit: some seconds of embedding, so little is redone after a crash


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: numbers of articles, and a reason for everything left out."""

    file: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every file of an ingest, in the order they were read."""

    files: tuple[FileReport, ...]

    @property
    def added(self) -> int:
        """Articles that were new."""
        return sum(file.added for file in self.files)

    @property
    def updated(self) -> int:
        """Articles whose text had changed."""
        return sum(file.updated for file in self.files)

    @property
    def unchanged(self) -> int:
        """Articles that were there already."""
        return sum(file.unchanged for file in self.files)

    @property
    def skipped(self) -> int:
        """Files of a kind that is not read."""
        return sum(len(file.skipped) for file in self.files)

    @property
    def failed(self) -> int:
        """Files, or lines of them, that could not be read."""
        return sum(len(file.failed) for file in self.files)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: files read of all files, articles stored, and the file at hand."""

    files_done: int
    files: int
    articles: int
    file: str


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that the paths name: files as given, folders with every file below them, sorted, each once.

    Hidden files and folders are passed over. Raises InputError for a path that does not exist and for a folder
    without anything to read.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [
                file for file in sorted(path.rglob("*")) if file.is_file() and not _hidden(file.relative_to(path))
            ]
            if not any(reader_for(file) for file in inside):
                raise InputError(f"The folder {path} holds no pages; files that are read end in {_suffixes()}.")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise InputError(f"There is no file or folder {path}; check the name.")
    return tuple(found)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _suffixes() -> str:
    return ", ".join(sorted(READERS))


def read(paths: Iterable[Path], hints: Hints) -> Iterator[Article | Problem]:
    """Yield the articles of the files without storing them, and a Problem for everything that cannot be read."""
    for file in find_files(paths):
        yield from read_file(file, hints)


def read_file(file: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield one file's articles, and a Problem for everything in it that cannot be read."""
    reader = reader_for(file)
    if reader is None:
        yield Problem(str(file), None, _unknown_kind(file))
        return
    try:
        yield from reader(file, replace(hints, file=str(file)))
    except InputError as error:
        yield Problem(str(file), None, str(error))
    except OSError as error:
        yield Problem(str(file), None, f"{file} cannot be read ({error.strerror}); check its permissions.")


def _unknown_kind(file: Path) -> str:
    return f"{file} is of no kind that is read; files that are read end in {_suffixes()}."


def ingest(
    paths: Sequence[Path],
    library: Library,
    settings: SplitSettings,
    hints: Hints,
    on_progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Read the files into the library and report on each; one bad file does not stop the others.

    Raises InputError for a path that does not exist or a folder without pages, before anything is stored.
    """
    files = find_files(paths)
    named = set(paths)
    reports: list[FileReport] = []
    articles = 0
    for file in files:
        if reader_for(file) is None and file not in named:
            reports.append(FileReport(str(file), skipped=(_unknown_kind(file),)))
            continue
        report = FileReport(str(file))
        for batch, problems in _batches(read_file(file, hints)):
            added = library.add(batch, lambda article: split(article, settings))
            report = replace(
                report,
                added=report.added + len(added.added),
                updated=report.updated + len(added.updated),
                unchanged=report.unchanged + len(added.unchanged),
                failed=(*report.failed, *(problem.reason for problem in problems)),
            )
            articles += len(batch)
            if on_progress:
                on_progress(Progress(len(reports), len(files), articles, str(file)))
        reports.append(report)
        if on_progress:
            on_progress(Progress(len(reports), len(files), articles, str(file)))
    return Report(tuple(reports))


def _batches(items: Iterable[Article | Problem]) -> Iterator[tuple[list[Article], list[Problem]]]:
    """Group what a reader yields: at most `_BATCH` articles, with the problems met between them."""
    stream = iter(items)
    while group := list(islice(stream, _BATCH)):
        yield (
            [item for item in group if not isinstance(item, Problem)],
            [item for item in group if isinstance(item, Problem)],
        )
