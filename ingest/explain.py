"""Why a page was read as it was: each printed line with its label and how probable the label is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.formats import Hints, Problem
from ingest.labels import Label
from ingest.notes import Listener, PageNote, furniture_kind
from ingest.page import Labelled, Page
from ingest.pipeline import find_files, read_file

_WORDS = {Label.BODY: "body", Label.PARAGRAPH: "paragraph", Label.INSIDE: "inside", Label.ROW: "row"}


@dataclass(frozen=True, slots=True)
class LineReading:
    """One printed line: where it stands, what it was read as, the probability of that, 0 to 1, and its text.

    `label` is headline, body (an article's first line), paragraph, inside, row (of a list, a table or a poem),
    furniture with its kind, or whole where the page could not be split.
    """

    file: str
    number: int
    label: str
    score: float
    text: str


def explain(paths: list[Path], hints: Hints) -> Iterator[LineReading | Problem]:
    """Yield every line of the files in reading order, as the page reader labelled it.

    A file of ready articles, or one whose type sizes show its headlines, has no such lines: it gives a Problem.
    """
    for file in find_files(paths):
        notes: list[PageNote] = []
        lines = 0
        failed = False
        for item in read_file(file, replace(hints, listener=Listener(page=notes.append))):
            for note in notes:
                for reading in _readings(note):
                    lines += 1
                    yield reading
            notes.clear()
            if isinstance(item, Problem):
                failed = True
                yield item
        if not lines and not failed:
            reason = f"{file} shows its articles by itself, so none of its lines was searched; leave out --explain."
            yield Problem(str(file), None, reason)


def _readings(note: PageNote) -> Iterator[LineReading]:
    page = note.read
    if not page.labelled:
        for line in (line for block in page.blocks for line in block.lines if page.whole):
            yield LineReading(note.file, line.number, "whole", page.confidence, line.text.strip())
    for each in page.labelled:
        yield LineReading(note.file, each.line.number, label_word(each, page), each.chance, each.line.text.strip())


def label_word(each: Labelled, page: Page) -> str:
    """Return a line's label in words."""
    if each.label.is_furniture:
        return f"furniture: {furniture_kind(each.line)}"
    if page.whole:
        return "whole"
    return "headline" if each.label.in_headline else _WORDS[each.label]
