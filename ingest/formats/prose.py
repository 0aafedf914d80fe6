"""Blocks of a document (headings and paragraphs) → articles: cut at headings, openings and closings read off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ingest.articles import read_story
from ingest.formats.blocks import Block
from ingest.notes import Listener, PageNote, Told
from rag.records import Article, ArticleKind, Origin, Source

_GUESS = 0.5  # score of a first line that only reads like a headline, and of what is below it
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


def document_articles(
    blocks: Sequence[Block], printed: Printed, listener: Listener | None = None, dropped: Sequence[Told] = ()
) -> Iterator[Article]:
    """Yield an article a heading of the level that articles begin at; without headings the document is one article.

    A heading with no text of its own above several headings of the next level is the collection's title, and left out.
    The listener is told of every block before the first article comes, and of what the format `dropped` before.
    """
    pieces = [read_part(part, printed, sure=sure) for part, sure in _parts(blocks, printed.title)]
    if listener is not None:
        lines = sorted([*dropped, *(line for piece in pieces for line in piece.told)], key=lambda line: line.number)
        listener.page(PageNote(printed.file, printed.page, tuple(lines)))
    yield from (article for piece in pieces for article in piece.articles)


def _parts(blocks: Sequence[Block], title: str) -> Iterator[tuple[Sequence[Block], bool]]:
    """Yield the blocks of every article, its heading first, and whether the document itself marks that."""
    level = _article_level(blocks)
    if level is None:
        yield _titled(blocks, title), bool(title)
        return
    starts = [at for at, block in enumerate(blocks) if block.level == level]
    above = blocks[: starts[0]]
    if texts := [block for block in above if not block.level]:
        yield [Block(0, "", texts[0].line), *texts], True
    yield from (([block], True) for block in above if block.level)
    for begin, end in pairwise([*starts, len(blocks)]):
        yield blocks[begin:end], True


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document: its article and its captions, none when there is no text, and how its blocks were read."""

    articles: tuple[Article, ...]
    told: tuple[Told, ...]


def read_part(
    blocks: Sequence[Block], printed: Printed, lines: tuple[int, int] | None = None, *, sure: bool = True
) -> Part:
    """Read a heading and the blocks below it; a heading without text is in no article.

    `lines` is where the part stands, if not from its first block to its last; `sure`: the document marks the heading.
    """
    if not blocks:
        return Part((), ())
    heading, below = blocks[0], blocks[1:]
    texts = [block for block in below if not block.caption]
    score = 1.0 if sure else _GUESS
    lines = lines or (heading.line, max(block.line for block in blocks))
    article = prose_article(heading.text, [block.text for block in texts], printed, lines)
    captions = document_captions([block for block in below if block.caption], printed)
    if article is None:
        bare = (Told(block.line, "bare heading", score, block.text, dropped=True) for block in blocks)
        kept = {caption.origin[0].first_line for caption in captions}
        return Part(captions, tuple(line for line in bare if line.text and line.number not in kept))
    labels = ["headline", *("caption" if block.caption else "paragraph" for block in below)]
    if texts:
        labels[1 + below.index(texts[0])] = "body"
    told = (Told(block.line, label, score, block.text) for block, label in zip(blocks, labels, strict=True))
    return Part((article, *captions), tuple(line for line in told if line.text))


def document_captions(blocks: Sequence[Block], printed: Printed) -> tuple[Article, ...]:
    """Return the captions that a document marks as such, each an article of its own."""
    unsigned = replace(printed, authors=())
    found = (
        prose_article("", [block.text], unsigned, (block.line, block.line), kind=ArticleKind.CAPTION)
        for block in blocks
    )
    return tuple(caption for caption in found if caption is not None)


def prose_article(
    headline: str,
    paragraphs: Sequence[str],
    printed: Printed,
    lines: tuple[int, int],
    *,
    kicker: str = "",
    kind: ArticleKind = ArticleKind.NEWS,
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
        kind=kind,
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
