"""What an ingest did: per file articles, kinds, what was dropped and why, pages in doubt, time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many there were of one kind."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file.

    `added`, `updated` and `unchanged` count articles in the library, `withdrawn` those that the file gave when it was
    read before and that are gone, for it gives them no more; `kinds` counts articles by kind, `dropped` lines of
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
    withdrawn: int = 0
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
    def withdrawn(self) -> int:
        """Articles that are gone, for their file was read anew and gives them no more."""
        return sum(file.withdrawn for file in self.files)

    @property
    def skipped(self) -> int:
        """Files of a kind that is not read."""
        return sum(len(file.skipped) + file.more_skipped for file in self.files)

    @property
    def failed(self) -> int:
        """Files, or lines of them, that could not be read."""
        return sum(len(file.failed) + file.more_failed for file in self.files)
