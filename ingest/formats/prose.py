"""Blocks of a document (headings and paragraphs) → articles: cut at headings, openings and closings read off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ingest.articles import read_story
from ingest.formats.blocks import Block
from rag.records import Article, Origin, Source

_LONGEST_TITLE = 40  # characters; a headline in three lines has fewer
_SENTENCE_END = re.compile(r"[。！？；…][”’」』）)]*$")


@dataclass(frozen=True, slots=True)
class Printed:
    """What a document says about itself as a whole; unknown parts are empty."""

    file: str
    newspaper: str = ""
    date: date | None = None
    title: str = ""
    authors: tuple[str, ...] = ()
    page: str = ""


def document_articles(blocks: Sequence[Block], printed: Printed) -> Iterator[Article]:
    """Yield an article a heading of the level that articles begin at; without headings the document is one article.

    A heading with no text of its own above several headings of the next level is the collection's title, and left out.
    """
    level = _article_level(blocks)
    if level is None:
        yield from _one(_titled(blocks, printed.title), printed)
        return
    starts = [at for at, block in enumerate(blocks) if block.level == level]
    if starts[0] and not any(block.level for block in blocks[: starts[0]]):
        yield from _one([Block(0, "", blocks[0].line), *blocks[: starts[0]]], printed)
    for begin, end in pairwise([*starts, len(blocks)]):
        yield from _one(blocks[begin:end], printed)


def prose_article(
    headline: str, paragraphs: Sequence[str], printed: Printed, lines: tuple[int, int], *, kicker: str = ""
) -> Article | None:
    """Return the article of some paragraphs, or None when nothing is left of them; `lines` is where they stand."""
    story = read_story([[text] for text in paragraphs if text])
    if not story.paragraphs:
        return None
    return Article.of(
        Source(printed.newspaper, printed.date, printed.page, headline),
        story.paragraphs,
        kicker=kicker,
        dateline=story.dateline,
        authors=story.authors or printed.authors,
        origin=(Origin(printed.file, *lines),),
    )


def _article_level(blocks: Sequence[Block]) -> int | None:
    levels = sorted({block.level for block in blocks if block.level})
    for level, deeper in pairwise(levels):
        at = [place for place, block in enumerate(blocks) if block.level == level]
        below = sum(block.level == deeper for block in blocks)
        if len(at) > 1 or below < 2 or at[0] + 1 >= len(blocks) or blocks[at[0] + 1].level != deeper:
            return level
    return levels[-1] if levels else None


def _titled(blocks: Sequence[Block], title: str) -> Sequence[Block]:
    """Put a heading before blocks that have none: the title given, else a first line that reads like one."""
    if not blocks:
        return blocks
    first = blocks[0]
    if title:
        rest = blocks[1:] if first.text == title else blocks
        return [Block(1, title, first.line), *rest]
    if len(blocks) > 1 and len(first.text) <= _LONGEST_TITLE and not _SENTENCE_END.search(first.text):
        return [Block(1, first.text, first.line), *blocks[1:]]
    return [Block(0, "", first.line), *blocks]


def _one(blocks: Sequence[Block], printed: Printed) -> Iterator[Article]:
    if blocks:
        lines = (blocks[0].line, max(block.line for block in blocks))
        article = prose_article(blocks[0].text, [block.text for block in blocks[1:]], printed, lines)
        if article is not None:
            yield article
