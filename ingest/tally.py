"""A file's report while the file is read and its articles are stored; short ones of those that are done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from time import monotonic

from ingest.formats.reader import Problem
from ingest.notes import PageNote
from ingest.report import Count, FileReport
from rag.library import Added
from rag.readings import FileRead
from rag.records import Article

KEPT = 5  # reasons of one sort kept a file; a broken archive has thousands alike, and a long run must stay small


@dataclass(slots=True)
class Reasons:
    """The first few reasons of one sort, and how many more there were."""

    kept: list[str] = field(default_factory=list)
    more: int = 0

    def add(self, reason: str) -> None:
        """Keep the reason, or only count it."""
        if len(self.kept) < KEPT:
            self.kept.append(reason)
        else:
            self.more += 1


@dataclass(slots=True)
class Tally:
    """A file's report while the file is read; `number` counts files from 0, `at` its bytes that are done with.

    `leaf` is the last leaf that is done with of its `leaves`, both 0 for a file without leaves. `read` is what the
    catalogue knows the file by, None where that cannot be told.
    """

    file: str
    number: int = 0
    at: int = 0
    leaf: int = 0
    leaves: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    joined: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    skipped: Reasons = field(default_factory=Reasons)
    failed: Reasons = field(default_factory=Reasons)
    doubtful: Reasons = field(default_factory=Reasons)
    apart: Reasons = field(default_factory=Reasons)
    began: float = field(default_factory=monotonic)
    seconds: float = 0.0
    open: int = 0  # articles that are read and not stored yet
    over: bool = False
    read: FileRead | None = None

    def page(self, note: PageNote) -> None:
        """Count what a page dropped, and name it when it could not be split."""
        self.dropped.update(note.dropped)
        if note.whole:
            self.doubtful.add(
                f"{note.place} could not be split with confidence ({note.confidence:.2f}) and is kept as one "
                f"article; see how its lines were read with: baoda articles {note.file} --explain"
            )

    def turned(self, leaf: int, leaves: int) -> None:
        """Note that a leaf is done with."""
        self.leaf, self.leaves = leaf, leaves

    def problem(self, problem: Problem) -> None:
        """Count what could not be read."""
        (self.skipped if problem.skipped else self.failed).add(problem.reason)

    def stored(self, article: Article, added: Added, seconds: float) -> None:
        """Count an article, what storing it did and how long it took."""
        self.kinds[article.kind.value] += 1
        self.added += article.id in added.added
        self.updated += article.id in added.updated
        self.unchanged += article.id in added.unchanged
        self.seconds += seconds
        self.open -= 1

    def ended(self) -> None:
        """Stop the clock; `began` was put off by all that was not spent on this file."""
        self.seconds += monotonic() - self.began
        self.over = True

    def report(self) -> FileReport:
        """Return what is known so far."""
        return FileReport(
            self.file,
            self.added,
            self.updated,
            self.unchanged,
            skipped=tuple(self.skipped.kept),
            failed=tuple(self.failed.kept),
            kinds=_counts(self.kinds),
            dropped=_counts(self.dropped),
            doubtful=tuple(self.doubtful.kept),
            apart=tuple(self.apart.kept),
            joined=self.joined,
            more_skipped=self.skipped.more,
            more_failed=self.failed.more,
            more_doubtful=self.doubtful.more,
            more_apart=self.apart.more,
            seconds=round(self.seconds if self.over else self.seconds + monotonic() - self.began, 3),
        )


def _counts(counter: Counter[str]) -> tuple[Count, ...]:
    return _shared(tuple(counter.most_common()))


@lru_cache(maxsize=256)
def _shared(counts: tuple[tuple[str, int], ...]) -> tuple[Count, ...]:
    """The counts; many small files have the same ones, and they are kept once."""
    return tuple(Count(kind, number) for kind, number in counts)


class Ledger:
    """The reports of the files of an ingest, in their order: tallies while they are at work, short ones afterwards.

    `stored` counts articles, `withdrawn` by a file's number the prints that it gave before and gives no more.
    """

    def __init__(self) -> None:
        self._files: list[Tally | FileReport] = []
        self.stored = 0
        self.withdrawn: dict[int, int] = {}
        self.last = Tally("")

    def begin(self, file: Path) -> Tally:
        """Return the tally of the next file."""
        tally = Tally(str(file), number=len(self._files))
        self._files.append(tally)
        self.last = tally
        return tally

    def tally(self, number: int) -> Tally:
        """Return the tally of the file of this number, of which an article waits; else that of the last file."""
        found = self._files[number]
        return found if isinstance(found, Tally) else self.last

    def shorten(self, tally: Tally) -> None:
        """Keep only the report of a file that is read and stored."""
        if tally.over and not tally.open:
            self._files[tally.number] = tally.report()

    def read_whole(self, number: int) -> bool:
        """Whether a file was read to its end and gave something, and nothing of it failed."""
        file = self._files[number]
        if isinstance(file, FileReport):
            return file.articles > 0 and not file.failed
        return file.over and (file.open > 0 or file.kinds.total() > 0) and not file.failed.kept

    def reports(self) -> tuple[FileReport, ...]:
        """Return the reports so far."""
        return tuple(map(self.report, range(len(self._files))))

    def report(self, number: int) -> FileReport:
        """Return the report so far of the file of this number."""
        file = self._files[number]
        report = file if isinstance(file, FileReport) else file.report()
        withdrawn = self.withdrawn.get(number, 0)
        return replace(report, withdrawn=withdrawn) if withdrawn else report

    def __len__(self) -> int:
        return len(self._files)
