"""Why a page was read as it was: each printed line with its label and how probable the label is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.files import find_files, read_file
from ingest.formats import Hints, Problem
from ingest.notes import Listener, PageNote, Told


@dataclass(frozen=True, slots=True)
class LineReading:
    """One printed line, or a piece of a web page or a document: what it was read as, as `notes.Told` has it.

    `label` is that of `Told`, after the word furniture where the line is in no article.
    """

    file: str
    number: int
    label: str
    score: float
    text: str


def explain(paths: list[Path], hints: Hints) -> Iterator[LineReading | Problem]:
    """Yield every line of the files in reading order, as it was labelled, and a Problem for what cannot be read.

    A file of ready articles has no such lines: it gives a Problem that says so.
    """
    for file in find_files(paths):
        notes: list[PageNote] = []
        explained = failed = False
        for item in read_file(file, replace(hints, listener=Listener(page=notes.append))):
            explained = explained or bool(notes)
            yield from _taken(notes)
            if isinstance(item, Problem):
                failed = True
                yield item
        explained = explained or bool(notes)
        yield from _taken(notes)
        if not explained and not failed:
            reason = f"{file} holds ready articles, a row each, and no lines to label; leave out --explain to see them."
            yield Problem(str(file), None, reason, skipped=True)


def _taken(notes: list[PageNote]) -> Iterator[LineReading]:
    """The lines of the notes, which are used up."""
    for note in notes:
        yield from (_reading(note.file, line) for line in note.lines)
    notes.clear()


def _reading(file: str, line: Told) -> LineReading:
    return LineReading(
        file, line.number, f"furniture: {line.label}" if line.dropped else line.label, line.score, line.text
    )
