"""What an ingest did: per file articles, kinds, what was dropped and why, pages in doubt, time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from ingest.formats.reader import Problem
from ingest.notes import PageNote
from rag.library import Added
from rag.records import Article

KEPT = 5  # reasons of one sort kept a file; a broken archive has thousands alike, and a long run must stay small


@dataclass(frozen=True, slots=True)
class Count:
    """How many there were of one kind."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file.

    `added`, `updated` and `unchanged` count articles in the library, `kinds` articles by kind, `dropped` lines of
    furniture by kind. `doubtful` names pages kept whole, `apart` parts of articles whose other part was not read;
    of these and of `skipped` and `failed` the first few are kept, and `more_…` counts the rest.
    """

    file: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    kinds: tuple[Count, ...] = ()
    dropped: tuple[Count, ...] = ()
    doubtful: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    joined: int = 0
    more_skipped: int = 0
    more_failed: int = 0
    more_doubtful: int = 0
    more_apart: int = 0
    seconds: float = 0.0

    @property
    def articles(self) -> int:
        """Articles found in the file."""
        return sum(count.number for count in self.kinds)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every file of an ingest, in the order they were read; `stopped`: Ctrl-C came before the end."""

    files: tuple[FileReport, ...]
    stopped: bool = False
    left: int = 0

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
        return sum(len(file.skipped) + file.more_skipped for file in self.files)

    @property
    def failed(self) -> int:
        """Files, or lines of them, that could not be read."""
        return sum(len(file.failed) + file.more_failed for file in self.files)


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
    """A file's report while the file is read; `at` is how many of its bytes are done with."""

    file: str
    at: int = 0
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

    def page(self, note: PageNote) -> None:
        """Count what a page dropped, and name it when it could not be split."""
        self.dropped.update(note.dropped)
        if note.read.whole:
            self.doubtful.add(
                f"{note.place} could not be split with confidence ({note.read.confidence:.2f}) and is kept as one "
                f"article; see how its lines were read with: baoda articles {note.file} --explain"
            )

    def bytes(self, count: int) -> None:
        """Note how many of the file's bytes are done with."""
        self.at = count

    def problems(self, problems: Iterable[Problem]) -> None:
        """Count what could not be read."""
        for problem in problems:
            (self.skipped if problem.skipped else self.failed).add(problem.reason)

    def stored(self, articles: Sequence[Article], added: Added) -> None:
        """Count articles and what storing them did."""
        self.kinds.update(article.kind.value for article in articles)
        self.added += len(added.added)
        self.updated += len(added.updated)
        self.unchanged += len(added.unchanged)

    def ended(self) -> None:
        """Stop the clock."""
        self.seconds = monotonic() - self.began

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
            seconds=round(self.seconds or monotonic() - self.began, 3),
        )


def _counts(counter: Counter[str]) -> tuple[Count, ...]:
    return tuple(Count(kind, number) for kind, number in counter.most_common())
