"""Leaves in order → articles, one leaf at a time: the way from layout to records that PDFs and scans share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ingest.articles import page_articles
from ingest.evidence import read_lines
from ingest.furniture import FurnitureKind, read_furniture
from ingest.glyphs import close_up, half_width
from ingest.issue_date import Issue, read_issue
from ingest.layout.boxes import leaf_boxes, with_boxes
from ingest.layout.contents import contents_end
from ingest.layout.gutters import Column, Frame
from ingest.layout.imprint import read_imprint
from ingest.layout.order import in_order
from ingest.layout.paragraphs import Placed
from ingest.layout.printed import Leaf, PrintedLine
from ingest.layout.reading import Reading
from ingest.layout.running import running_lines
from ingest.layout.stories import Story, has_headline, read_stories
from ingest.layout.titles import printed_headline
from ingest.layout.told import SURE, dropped_lines, page_lines, story_page
from ingest.notes import page_note
from ingest.page import Block, Page, read_page
from ingest.variants import plain
from rag.records import Article

_STAFF = re.compile(r"(?:责编|责任编辑|本版编辑|版式设计)\s*[:：]")


def read_leaves(leaves: Iterable[Leaf], reading: Reading) -> Iterator[Article]:
    """Yield the articles of the leaves in reading order; one that is printed twice comes once.

    The listener is told of every leaf that is done with.
    """
    for count, leaf in enumerate(leaves, start=1):
        yield from _folded(_read_leaf(leaf, reading), reading.seen)
        if reading.hints.listener is not None:
            reading.hints.listener.leaf(count, reading.leaves)
            reading.hints.listener.bytes(reading.size * count // reading.leaves)
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
    issue = _issue([" ".join(line.text for line in row) for row in rows], reading)
    _drop(running, FurnitureKind.RUNNING, issue, reading)
    if not lines:
        return
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    pieces = in_order(leaf, (reading.sizes + sizes).most_common(1)[0][0])
    in_turn = _flat(pieces)
    ended = contents_end([line.text for line in in_turn], reading.contents)
    reading.contents = ended or 0
    if ended is not None:
        _drop(in_turn, FurnitureKind.CONTENTS, issue, reading)
        return
    first = reading.number
    reading.number += len(in_turn)
    reading.sizes += sizes
    reading.boxes |= leaf_boxes(leaf, in_turn, first)
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
    reading.forget()


def _drop(lines: Sequence[PrintedLine], kind: FurnitureKind, issue: Issue, reading: Reading) -> None:
    """Count lines that belong to no article, and tell the listener of them."""
    first = reading.number
    reading.number += len(lines)
    if reading.hints.listener is not None and lines:
        furniture = dropped_lines([line.text for line in lines], first, kind)
        reading.hints.listener.page(page_note(reading.file, issue.page, story_page(None, furniture), ()))


def _flat(pieces: Sequence[Column | Frame]) -> list[PrintedLine]:
    columns = [column for piece in pieces for column in ([piece] if isinstance(piece, Column) else piece.columns)]
    return [line for column in columns for line in column.lines]


def _unsized(pieces: Sequence[Column | Frame], first: int, issue: Issue, reading: Reading) -> Iterator[Article]:
    """A leaf in one size of type: its lines in reading order are searched like those of a text dump."""
    raw: list[str] = []
    heavy: set[int] = set()
    for piece in pieces:
        for column in [piece] if isinstance(piece, Column) else piece.columns:
            left = min(line.area.left for line in column.lines)
            for line in column.lines:
                indent = "\u3000\u3000" if line.area.left - left >= line.size else ""
                if line.heavy:
                    heavy.add(first + len(raw))
                raw.append(indent + line.text)
    page = read_page(raw, first, heavy)
    known = issue if issue.date or issue.page else read_issue(page, reading.name, reading.hints.date)
    yield from _boxed(page, known, reading)
    reading.boxes.clear()


def _boxed(page: Page, issue: Issue, reading: Reading) -> Iterator[Article]:
    """The articles of a page with the boxes of their lines."""
    blocks = {min(line.number for line in block.lines): block for block in page.blocks}
    hints = reading.hints
    for article in page_articles(page, issue, hints.newspaper, reading.file, hints.listener):
        block = blocks[article.origin[0].first_line]
        body = [line for paragraph in block.paragraphs for line in paragraph]
        yield with_boxes(article, block.headline, body, reading.boxes)


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
    dropped: list[Placed] = []
    for paragraph in story.paragraphs:
        kept: list[Placed] = []
        for placed in paragraph:
            imprint = read_imprint(placed.line.text, reading.hints.date)
            issue = imprint or issue
            (kept if imprint is None else dropped).append(placed)
        if kept and _is_furniture("".join(placed.line.text for placed in kept)):
            dropped.extend(kept)
        elif kept:
            paragraphs.append(kept)
    heading = "".join(placed.line.text for placed in story.headline)
    block: Block | None = None
    if paragraphs or (heading and not _is_staff(heading)):
        lines = tuple(page_lines(paragraph) for paragraph in paragraphs)
        block = Block(page_lines(story.headline), lines, SURE, printed_headline(story.headline))
    else:
        dropped.extend(story.headline)
    if block or dropped:
        yield from _boxed(story_page(block, page_lines(dropped)), issue, reading)


def _is_furniture(text: str) -> bool:
    found = read_furniture(close_up(half_width(text)).strip(), indented=False)
    return found is not None and found.sure


def _is_staff(text: str) -> bool:
    """Whether a headline without a story names the page's editors."""
    return _STAFF.search(plain(text)) is not None
