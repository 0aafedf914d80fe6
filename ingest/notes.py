"""What a reader tells about a page beside its articles: each line's label, what was dropped, marks to other pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ingest.continuations import Mark
from ingest.evidence import Line
from ingest.page import Page

UNSURE = "unsure"  # furniture that only its place between the articles gave away


@dataclass(frozen=True, slots=True)
class PageNote:
    """One page as it was read; `page` is its name in print, empty when unknown."""

    file: str
    page: str
    read: Page
    marks: tuple[Mark, ...] = ()

    @property
    def dropped(self) -> Counter[str]:
        """Lines that belong to no article, counted by the kind of furniture they are."""
        return Counter(furniture_kind(line) for line in self.read.furniture)

    @property
    def place(self) -> str:
        """Where the page is, in words for a report."""
        first = min((line.number for block in self.read.blocks for line in block.lines), default=1)
        return f"page {self.page}" if self.page else f"the page from line {first}"


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told while a file is read: of every page as soon as it is read, and of the bytes that are done with.

    `keep` takes a file that gave an article and returns the name of the library's copy of it, empty without one.
    """

    page: Callable[[PageNote], None] = field(default=lambda _note: None)
    bytes: Callable[[int], None] = field(default=lambda _count: None)
    keep: Callable[[Path], str] | None = None


def furniture_kind(line: Line) -> str:
    """Return the kind of furniture that a dropped line is."""
    return line.furniture.kind.value if line.furniture else UNSURE
