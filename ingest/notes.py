"""What a reader tells about a page beside its articles: each line's label, what was dropped, marks to other pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.continuations import Mark
from ingest.evidence import Line
from ingest.headline import Headline
from ingest.labels import Label
from ingest.page import Block, Page

UNSURE = "unsure"  # furniture that only its place between the articles gave away
_WORDS = {Label.BODY: "body", Label.PARAGRAPH: "paragraph", Label.INSIDE: "inside", Label.ROW: "row"}


@dataclass(frozen=True, slots=True)
class Told:
    """One printed line, or one piece of a web page or a document, as it was read; `number` counts lines from 1.

    `label` is headline, kicker, subtitle, body (an article's first line), paragraph, inside, row (of a list, a table or
    a poem), caption, byline, or whole where the page could not be split; of what is in no article (`dropped`) it is the
    kind of thing that it is.
    `score` is the label's probability, 0 to 1.
    """

    number: int
    label: str
    score: float
    text: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class PageNote:
    """One page as it was read; `page` is its name in print, empty when unknown.

    `whole` tells that it could not be split and is one article; `confidence` is then the reason, 0 to 1.
    """

    file: str
    page: str
    lines: tuple[Told, ...]
    marks: tuple[Mark, ...] = ()
    whole: bool = False
    confidence: float = 1.0

    @property
    def dropped(self) -> Counter[str]:
        """Lines that belong to no article, counted by what they are."""
        return Counter(line.label for line in self.lines if line.dropped)

    @property
    def place(self) -> str:
        """Where the page is, in words for a report."""
        first = min((line.number for line in self.lines if not line.dropped), default=1)
        return f"page {self.page}" if self.page else f"the page from line {first}"


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told while a file is read: of every page as soon as it is read, and of the bytes that are done with.

    `leaf` hears which leaf of how many is done with, before `bytes` does.

    `keep` takes a file that gave an article and returns the name of the library's copy of it, empty without one.
    """

    page: Callable[[PageNote], None] = field(default=lambda _note: None)
    bytes: Callable[[int], None] = field(default=lambda _count: None)
    keep: Callable[[Path], str] | None = None
    leaf: Callable[[int, int], None] = field(default=lambda _leaf, _leaves: None)


def page_note(file: str, name: str, page: Page, heads: Sequence[Headline], marks: Iterable[Mark] = ()) -> PageNote:
    """Return the note on a page of printed lines; `heads` are the headlines of its blocks."""
    parts = dict(part for block, head in zip(page.blocks, heads, strict=True) for part in _parts(block, head))
    return PageNote(file, name, tuple(_told(page, parts)), tuple(marks), page.whole, page.confidence)


def _parts(block: Block, head: Headline) -> Iterator[tuple[int, str]]:
    """The numbers of a headline's lines that are its kicker or its subtitle."""
    numbers = [line.number for line in block.headline]
    yield from ((number, "kicker") for number in numbers[: head.above])
    yield from ((number, "subtitle") for number in numbers[len(numbers) - head.below :])


def _told(page: Page, parts: Mapping[int, str]) -> Iterator[Told]:
    if page.whole and not page.labelled:
        for line in (line for block in page.blocks for line in block.lines):
            yield Told(line.number, "whole", page.confidence, line.text.strip())
    for each in page.labelled:
        dropped = each.label.is_furniture
        label = _furniture_kind(each.line) if dropped else "whole" if page.whole else _word(each.label)
        label = parts.get(each.line.number, label)
        yield Told(each.line.number, label, each.chance, each.line.text.strip(), dropped)


def _word(label: Label) -> str:
    return "headline" if label.in_headline else _WORDS[label]


def _furniture_kind(line: Line) -> str:
    return line.furniture.kind.value if line.furniture else UNSURE
