"""Leaves in order → articles, one leaf at a time: the way from layout to records that PDFs and scans share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.articles import page_articles
from ingest.evidence import Line, read_lines
from ingest.formats.reader import Hints
from ingest.furniture import read_furniture
from ingest.glyphs import close_up, half_width
from ingest.issue_date import Issue, read_issue
from ingest.layout.contents import contents_end
from ingest.layout.gutters import Column, Frame
from ingest.layout.imprint import read_imprint
from ingest.layout.order import in_order
from ingest.layout.paragraphs import Placed
from ingest.layout.printed import Leaf, PrintedLine
from ingest.layout.running import running_lines
from ingest.layout.stories import Story, has_headline, read_stories
from ingest.layout.titles import printed_headline
from ingest.page import Block, Page, read_page
from rag.records import Article

SURE = 0.95  # confidence of a border that a headline's type shows
_STAFF = re.compile(r"(?:责编|责任编辑|本版编辑|版式设计)\s*[:：]")


@dataclass(slots=True)
class Reading:
    """What is carried from leaf to leaf: all of it stays small however many leaves there are."""

    file: str
    name: str
    hints: Hints
    patterns: frozenset[str]
    sizes: Counter[float] = field(default_factory=Counter)  # characters a size
    story: Story = field(default_factory=Story)
    issue: Issue | None = None  # where the open story began
    number: int = 1  # of the next line
    contents: int = 0  # last entry of the contents list, while it goes on
    seen: set[tuple[str, str]] = field(default_factory=set)

    @property
    def body(self) -> float:
        """The size of running text so far, in points."""
        return self.sizes.most_common(1)[0][0] if self.sizes else 1.0


def read_leaves(leaves: Iterable[Leaf], reading: Reading) -> Iterator[Article]:
    """Yield the articles of the leaves in reading order; one that is printed twice comes once."""
    for leaf in leaves:
        yield from _folded(_read_leaf(leaf, reading), reading.seen)
    yield from _folded(_articles(reading.story, reading, reading.issue or _issue([], reading)), reading.seen)


def _folded(articles: Iterable[Article], seen: set[tuple[str, str]]) -> Iterator[Article]:
    for article in articles:
        if (article.id, article.version) not in seen:
            seen.add((article.id, article.version))
            yield article


def _read_leaf(leaf: Leaf, reading: Reading) -> Iterator[Article]:
    rows = running_lines(leaf, reading.patterns)
    running = [line for row in rows for line in row]
    lines = tuple(line for line in leaf.lines if line not in running)
    leaf = Leaf(leaf.number, leaf.area, lines, leaf.frames, leaf.pictures)
    reading.number += len(running)
    first = reading.number
    reading.number += len(lines)
    if not lines:
        return
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    pieces = in_order(leaf, (reading.sizes + sizes).most_common(1)[0][0])
    ended = contents_end([line.text for line in _flat(pieces)], reading.contents)
    reading.contents = ended or 0
    if ended is not None:
        return
    reading.sizes += sizes
    issue = _issue([" ".join(line.text for line in row) for row in rows], reading)
    if not reading.story.headline and not has_headline(lines, reading.body):
        yield from _unsized(pieces, first, issue, reading)
        return
    for story in read_stories(pieces, reading.body, leaf.pictures, first, reading.story):
        if story is reading.story:
            reading.issue = reading.issue or issue
        elif story.inset:
            yield from _articles(story, reading, issue)
        else:
            yield from _articles(reading.story, reading, reading.issue or issue)
            reading.story, reading.issue = story, issue


def _flat(pieces: Sequence[Column | Frame]) -> list[PrintedLine]:
    columns = [column for piece in pieces for column in ([piece] if isinstance(piece, Column) else piece.columns)]
    return [line for column in columns for line in column.lines]


def _unsized(pieces: Sequence[Column | Frame], first: int, issue: Issue, reading: Reading) -> Iterator[Article]:
    """A leaf in one size of type: its lines in reading order are searched like those of a text dump."""
    raw: list[str] = []
    for piece in pieces:
        for column in [piece] if isinstance(piece, Column) else piece.columns:
            left = min(line.area.left for line in column.lines)
            for line in column.lines:
                indent = "\u3000\u3000" if line.area.left - left >= line.size else ""
                raw.append(indent + line.text)
    page = read_page(raw, first)
    known = issue if issue.date or issue.page else read_issue(page, reading.name, reading.hints.date)
    yield from page_articles(page, known, reading.hints.newspaper, reading.file)


def _issue(running: Sequence[str], reading: Reading) -> Issue:
    """The issue that the running headers and footers name, row by row."""
    folio = read_lines(running)
    found = read_issue(Page((), tuple(folio)), reading.name, reading.hints.date)
    for text in running:
        imprint = read_imprint(text, reading.hints.date)
        if imprint is not None:
            return imprint
    return found


def _articles(story: Story, reading: Reading, issue: Issue) -> Iterator[Article]:
    """The story as an article; none when nothing but furniture is in it."""
    paragraphs: list[list[Placed]] = []
    for paragraph in story.paragraphs:
        kept: list[Placed] = []
        for placed in paragraph:
            imprint = read_imprint(placed.line.text, reading.hints.date)
            issue = imprint or issue
            if imprint is None:
                kept.append(placed)
        if kept and not _is_furniture("".join(placed.line.text for placed in kept)):
            paragraphs.append(kept)
    heading = "".join(placed.line.text for placed in story.headline)
    if not paragraphs and (not heading or _is_staff(heading)):
        return
    block = Block(
        _lines(story.headline),
        tuple(_lines(paragraph) for paragraph in paragraphs),
        SURE,
        printed_headline(story.headline),
    )
    yield from page_articles(Page((block,), ()), issue, reading.hints.newspaper, reading.file)


def _lines(placed: Sequence[Placed]) -> tuple[Line, ...]:
    return tuple(line for each in placed for line in read_lines([each.line.text], each.number))


def _is_furniture(text: str) -> bool:
    found = read_furniture(close_up(half_width(text)).strip(), indented=False)
    return found is not None and found.sure


def _is_staff(text: str) -> bool:
    """Whether a headline without a story names the page's editors."""
    return _STAFF.search(text) is not None
