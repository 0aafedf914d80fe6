"""Files that are read anew: what they give now takes the place of what they gave before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from ingest.tally import Ledger, Tally
from rag.library import Library, Split
from rag.parts import Part
from rag.readings import FileRead, read_before
from rag.sources import digest_of

_ROWS = {".jsonl", ".ndjson", ".json", ".csv", ".tsv"}


@dataclass(frozen=True, slots=True)
class _Again:
    """A file that is read again, and the names that it had before."""

    read: FileRead
    before: tuple[str, ...]


class Rereading:
    """The files of an ingest that earlier ones read, by their numbers."""

    def __init__(self, library: Library, ledger: Ledger) -> None:
        self._library = library
        self._ledger = ledger
        self._run = uuid4().hex
        self._again: dict[int, _Again] = {}

    @property
    def any(self) -> bool:
        """Whether there are any so far."""
        return bool(self._again)

    def begin(self, file: Path, below: Path | None, tally: Tally) -> None:
        """Say what the file is known by whose account this is; one inside the folder `below` was sent."""
        tally.read = _file_read(file, below, self._run)
        before = read_before(self._library.catalogue, tally.read) if tally.read else ()
        if tally.read and before:
            self._again[tally.number] = _Again(tally.read, before)

    def current(self, parts: Sequence[Part]) -> Sequence[Part]:
        """Return the stored parts without those that files gave before and give no more, as far as it is stored."""
        whole = [again for number, again in self._again.items() if self._ledger.read_whole(number)]
        names = {name for again in whole for name in again.before}
        ids = [part.article.id for part in parts]
        gone = self._library.catalogue.given_by_none_but(names, ids, self._run) if names else frozenset()
        return [part for part in parts if part.article.id not in gone]

    def end(self, split: Split) -> None:
        """Let what files that were read whole give now take the place of what they gave before."""
        for number, again in self._again.items():
            if self._ledger.read_whole(number):
                self._ledger.withdrawn[number] = self._library.supersede(again.read, again.before, split)


def _file_read(file: Path, below: Path | None, run: str) -> FileRead | None:
    """What a file is known by, one that was sent by no path; None for what is no file or cannot be read."""
    if not file.is_file():
        return None
    sent = below is not None and file.is_relative_to(below)
    try:
        with file.open("rb") as stream:
            content = digest_of(stream)
    except OSError:
        return None
    return FileRead(file.name if sent else str(file.absolute()), content, run, file.suffix.lower() in _ROWS)
