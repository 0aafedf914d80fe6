"""Stream files into a library in batches, and report what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from ingest.continuations import Stitcher
from ingest.dating import dated
from ingest.formats import READERS, Hints, Problem, reader_for
from ingest.notes import Listener, PageNote
from ingest.report import FileReport, Report, Tally
from ingest.splitter import split
from rag.errors import InputError
from rag.library import Library
from rag.records import Article
from rag.settings import IngestSettings, SplitSettings

__all__ = ["FileReport", "Progress", "Report", "find_files", "ingest", "read", "read_file"]

_BATCH = 64  # articles that are stored as one unit: some seconds of embedding, so little is redone after a crash


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: files and bytes read of all of them, articles stored, and the file at hand."""

    files_done: int
    files: int
    articles: int
    file: str
    bytes_done: int = 0
    bytes: int = 0


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


def read(paths: Iterable[Path], hints: Hints, limits: IngestSettings | None = None) -> Iterator[Article | Problem]:
    """Yield the articles of the files without storing them, and a Problem for everything that cannot be read."""
    stitcher = Stitcher()
    for file in find_files(paths):
        yield from _stitched(file, hints, limits, Tally(str(file)), stitcher)
    yield from stitcher.finish()


def read_file(file: Path, hints: Hints, limits: IngestSettings | None = None) -> Iterator[Article | Problem]:
    """Yield one file's articles, and a Problem for everything in it that cannot be read."""
    reader = reader_for(file)
    if reader is None:
        yield Problem(str(file), None, _unknown_kind(file))
        return
    try:
        _check_size(file, (limits or IngestSettings()).largest_file)
        for item in reader(file, replace(hints, file=str(file))):
            yield dated(item) if isinstance(item, Article) else item
    except InputError as error:
        yield Problem(str(file), None, str(error))
    except OSError as error:
        yield Problem(str(file), None, f"{file} cannot be read ({error.strerror}); check its permissions.")


def _check_size(file: Path, largest: int) -> None:
    if not file.is_file():
        raise InputError(f"{file} is no file but a pipe or a device; pass a file.")
    size = file.stat().st_size
    if size > largest:
        raise InputError(
            f"{file} has {size:,} bytes and only {largest:,} are read; split it or raise ingest.largest_file."
        )


def _unknown_kind(file: Path) -> str:
    return f"{file} is of no kind that is read; files that are read end in {_suffixes()}."


def ingest(
    paths: Sequence[Path],
    library: Library,
    settings: SplitSettings,
    hints: Hints,
    on_progress: Callable[[Progress], None] | None = None,
    limits: IngestSettings | None = None,
) -> Report:
    """Read the files into the library and report on each; one bad file does not stop the others.

    Ctrl-C ends it with the report so far: what was stored stays, and the next run finds it unchanged.
    Raises InputError for a path that does not exist or a folder without pages, before anything is stored.
    """
    files = find_files(paths)
    named = set(paths)
    sizes = [file.stat().st_size if file.is_file() else 0 for file in files]
    total = sum(sizes)
    tallies: list[Tally] = []
    stitcher = Stitcher()
    done = stored = 0  # bytes and articles of the files before the one at hand

    def store(articles: list[Article], tally: Tally) -> None:
        tally.stored(articles, library.add(articles, lambda article: split(article, settings)))

    def tell(files_done: int) -> None:
        if on_progress:
            tally = tallies[-1]
            articles = stored + sum(tally.kinds.values())
            on_progress(Progress(files_done, len(files), articles, tally.file, min(done + tally.at, total), total))

    try:
        for number, (file, size) in enumerate(zip(files, sizes, strict=True)):
            tally = Tally(str(file))
            tallies.append(tally)
            if reader_for(file) is None and file not in named:
                tally.skipped.add(_unknown_kind(file))
            else:
                for batch, problems in _batches(_stitched(file, hints, limits, tally, stitcher)):
                    store(batch, tally)
                    tally.problems(problems)
                    tell(number)
            done, tally.at = done + size, 0
            tally.ended()
            tell(number + 1)
            stored += sum(tally.kinds.values())
        _store_parts(stitcher, tallies, store)
    except KeyboardInterrupt:
        return Report(tuple(tally.report() for tally in tallies), stopped=True, left=len(files) - len(tallies))
    return Report(tuple(tally.report() for tally in tallies))


def _stitched(
    file: Path, hints: Hints, limits: IngestSettings | None, tally: Tally, stitcher: Stitcher
) -> Iterator[Article | Problem]:
    """One file's articles, those that are only a part held back for their other part."""

    def page(note: PageNote) -> None:
        tally.page(note)
        stitcher.expect(note.marks)

    joined = stitcher.joined
    for item in read_file(file, replace(hints, listener=Listener(page, tally.bytes)), limits):
        if isinstance(item, Problem):
            yield item
        else:
            yield from stitcher.take(item)
    tally.joined = stitcher.joined - joined


def _store_parts(stitcher: Stitcher, tallies: list[Tally], store: Callable[[list[Article], Tally], None]) -> None:
    """Store what waited in vain for its other part, on the account of the file that it came from."""
    by_file = {tally.file: tally for tally in tallies}
    for article in stitcher.finish():
        store([article], by_file.get(article.origin[0].file, tallies[-1]))
    for part in stitcher.alone:
        by_file.get(part.file, tallies[-1]).apart.add(part.reason)


def _batches(items: Iterable[Article | Problem]) -> Iterator[tuple[list[Article], list[Problem]]]:
    """Group what a reader yields: at most `_BATCH` articles, with the problems met between them."""
    stream = iter(items)
    while group := list(islice(stream, _BATCH)):
        yield (
            [item for item in group if not isinstance(item, Problem)],
            [item for item in group if isinstance(item, Problem)],
        )
