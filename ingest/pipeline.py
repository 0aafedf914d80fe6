"""Stream files into a library in batches, and report what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ingest.files import find_files, read_file, unknown_kind
from ingest.formats import Hints, Problem, reader_for
from ingest.formats.copies import keeper
from ingest.notes import Listener, PageNote
from ingest.progress import Progress
from ingest.report import FileReport, Report
from ingest.rereading import Rereading
from ingest.splitter import split
from ingest.stitching import Stitched, Stitcher
from ingest.storing import Storing
from ingest.tally import Ledger, Tally
from rag import logs
from rag.library import Library, Split
from rag.parts import Part
from rag.records import Article
from rag.settings import IngestSettings, SplitSettings

__all__ = ["FileReport", "Progress", "Report", "find_files", "ingest", "read", "read_file"]

_STEPS = 500  # times a file that progress is told at most


def read(paths: Iterable[Path], hints: Hints, limits: IngestSettings | None = None) -> Iterator[Article | Problem]:
    """Yield the articles of the files without storing them, and a Problem for everything that cannot be read."""
    stitcher = Stitcher()
    for number, file in enumerate(find_files(paths)):
        listener = Listener(page=lambda note: stitcher.expect(note.marks))
        for item in read_file(file, replace(hints, listener=listener), limits):
            if isinstance(item, Problem) or not stitcher.take(item, number):
                yield item
            yield from (stitched.whole.article for stitched in stitcher.overflow())
    yield from (stitched.whole.article for stitched in stitcher.finish())


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
    named = frozenset(paths)
    ledger = Ledger()
    limits = limits or IngestSettings()
    with library.holding() as hold:
        run = _Run(files, library, settings, ledger, on_progress)
        try:
            with run.storing:
                for file in files:
                    tally = ledger.begin(file)
                    if reader_for(file) is None and file not in named:
                        tally.skipped.add(unknown_kind(file))
                    else:
                        run.rereading.begin(file, hints.below, tally)
                        run.read(file, replace(hints, listener=Listener(keep=keeper(limits.keep_source, hold))), limits)
                    run.ended(tally)
                run.finish()
        except KeyboardInterrupt:
            return _logged(Report(ledger.reports(), stopped=True, left=len(files) - len(ledger)))
    return _logged(Report(ledger.reports()))


def _logged(report: Report) -> Report:
    """Log what became of each file, by its kind: names of files may tell what is in them."""
    for file in report.files:
        logs.event(
            "file ingested",
            kind=Path(file.file).suffix,
            added=file.added,
            updated=file.updated,
            unchanged=file.unchanged,
            skipped=len(file.skipped) + file.more_skipped,
            failed=len(file.failed) + file.more_failed,
            seconds=file.seconds,
        )
        logs.detail("file ingested", file=file.file)
    return report


class _Run:
    """One ingest on its way through the files."""

    def __init__(
        self,
        files: Sequence[Path],
        library: Library,
        settings: SplitSettings,
        ledger: Ledger,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._sizes = [file.stat().st_size if file.is_file() else 0 for file in files]
        self._total = sum(self._sizes)
        self._done = 0  # bytes of the files before the one at hand
        self._ledger = ledger
        self._on_progress = on_progress
        self._stitcher = Stitcher(self._parts)
        self._released: set[date] = set()
        self._split: Split = lambda article: split(article, settings)
        self._library = library
        self.rereading = Rereading(library, ledger)
        self.storing = Storing(library, self._split, ledger, self._tell)

    def read(self, file: Path, hints: Hints, limits: IngestSettings) -> None:
        """Read a file to its end and store what it holds."""
        tally = self._ledger.last

        def page(note: PageNote) -> None:
            tally.page(note)
            self._stitcher.expect(note.marks)

        def reached(count: int) -> None:
            if (count - tally.at) * _STEPS >= self._sizes[tally.number]:
                tally.at = count
                self._tell()

        listener = Listener(page, reached, hints.listener.keep if hints.listener else None, tally.turned)
        for item in read_file(file, replace(hints, listener=listener), limits):
            if isinstance(item, Problem):
                tally.problem(item)
            elif self._stitcher.take(item, tally.number):
                tally.open += 1
                self.storing.note(item.id, tally)
                self._store_whole(self._stitcher.overflow())
            else:
                self.storing.put(item, tally)

    def _parts(self, day: date) -> Sequence[Part]:
        """The stored parts of a day, but those that files read to their end gave before and give no more."""
        if day in self._released or self.rereading.any:  # what this run stores is waited for
            self.storing.flush(self._ledger.last)
        self._released.add(day)
        return self.rereading.current(self._library.parts(day))

    def ended(self, tally: Tally) -> None:
        """Close the account of the file at hand, but for articles that are stored later."""
        self._done += self._sizes[tally.number]
        tally.at = 0
        tally.ended()
        self._ledger.shorten(tally)
        self._tell(ended=True)

    def finish(self) -> None:
        """Store what waited for its other part, and what was gathered last."""
        self._store_whole(self._stitcher.finish())
        self.storing.flush(self._ledger.last)
        self.rereading.end(self._split)
        self._tell(ended=True)

    def _store_whole(self, found: Iterable[Stitched]) -> None:
        """Store articles on the account of the file whose part was read last."""
        for stitched in found:
            tally = self._ledger.tally(max(stitched.numbers, default=self._ledger.last.number))
            tally.joined += bool(stitched.numbers) and len(stitched.whole.parts) - 1
            for apart in stitched.apart:
                self._ledger.tally(apart.number).apart.add(apart.reason)
            self.storing.put(stitched.whole.article, tally, stitched.whole.parts)
            for number in stitched.numbers:
                part_of = self._ledger.tally(number)
                part_of.open -= 1
                self._ledger.shorten(part_of)

    def _tell(self, *, ended: bool = False) -> None:
        if self._on_progress:
            tally = self._ledger.last
            at = min(self._done + tally.at, self._total)
            files = tally.number + ended
            stored = self._ledger.stored
            self._on_progress(
                Progress(files, len(self._sizes), stored, tally.file, at, self._total, tally.leaf, tally.leaves)
            )
