"""Blocks of a page → articles: opening and closing read off, lines joined, kind decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.closing import ClosingKind, read_closing
from ingest.continuations import MARK_LENGTH, Mark, Way, read_mark
from ingest.evidence import Line
from ingest.glyphs import join_lines
from ingest.headline import Headline, read_headline
from ingest.issue_date import Issue
from ingest.notes import Listener, page_note
from ingest.opening import read_opening
from ingest.page import Block, Page
from ingest.shapes import Shape, shapes
from ingest.variants import plain, plain_lines
from rag.records import Article, ArticleKind, Origin, Source

_NOTICE = re.compile(
    r"公告|启事|通告|声明|公示|讣告|讣闻|更正|致歉|招标|中标|拍卖|遗失|通知$|招聘|征稿|征文|征集|订阅|欢迎订阅|广告"
)
_CAPTION = re.compile(
    r"(?:照片|图片|资料图|图)[）)]|^图为|^图[①②③④⑤一二三四五\d]|[（(][^（()）]{0,12}摄[^（()）]{0,12}[）)]"
)
_GAP = "\u2002"  # an en space
CAPTION_LENGTH = 400  # characters; what is longer is a story, even when a photo's credit ends it


@dataclass(frozen=True, slots=True)
class Story:
    """A block's body with what stood before and after it read off."""

    paragraphs: tuple[str, ...]
    dateline: str
    authors: tuple[str, ...]
    credited: bool
    marks: tuple[Mark, ...] = ()


def page_articles(
    page: Page, issue: Issue, newspaper: str, file: str, listener: Listener | None = None
) -> Iterator[Article]:
    """Yield the articles of a page in reading order; a block without any text gives none.

    The listener is told of the page before its first article comes.
    """
    issue = replace(issue, newspaper=newspaper or issue.newspaper)
    stories = [_story(block, whole=page.whole) for block in page.blocks]
    heads = [_headline(block, story) for block, story in zip(page.blocks, stories, strict=True)]
    read = zip(page.blocks, stories, heads, strict=True)
    found = [_article(block, story, head, issue, file, whole=page.whole) for block, story, head in read]
    if listener is not None:
        whose = zip(found, stories, strict=True)
        marks = (replace(mark, article=article.id) for article, story in whose if article for mark in story.marks)
        listener.page(page_note(file, issue.page, page, heads, marks))
    yield from (article for article in found if article is not None)


def _headline(block: Block, story: Story) -> Headline:
    return block.printed or read_headline([line.text for line in block.headline], "".join(story.paragraphs))


def _article(block: Block, story: Story, headline: Headline, issue: Issue, file: str, *, whole: bool) -> Article | None:
    if not story.paragraphs and not headline.title:
        return None
    numbers = [line.number for line in block.lines]
    return Article.of(
        Source(issue.newspaper, issue.date, issue.page, headline.title),
        story.paragraphs or (headline.title,),
        kicker=headline.kicker,
        dateline=story.dateline,
        authors=story.authors,
        kind=_kind(headline.title, story, whole=whole),
        confidence=block.confidence,
        origin=(Origin(file, min(numbers), max(numbers)),),
    )


def _story(block: Block, *, whole: bool) -> Story:
    paragraphs = [[_printed(line) for line in paragraph] for paragraph in block.paragraphs]
    if whole:
        return Story(_joined(paragraphs), "", (), credited=False)
    return read_story(paragraphs)


def _printed(line: Line) -> str:
    """The line's text; the gaps of a table are told from stray spaces until the lines are joined."""
    return line.text.strip().replace(" ", _GAP) if line.shape is Shape.FIGURES else line.text


def read_story(paragraphs: list[list[str]]) -> Story:
    """Read the opening and the closings off the paragraphs, each a list of lines; the lists are used up."""
    if not paragraphs:
        return Story((), "", (), credited=False)
    marks = _marks(paragraphs)
    dateline, authors = _read_off_openings(paragraphs)
    signed, credited = _read_off_closings(paragraphs, named=bool(authors))
    if not credited or not authors:
        authors += tuple(name for name in signed if name not in authors)
    return Story(_joined(paragraphs), dateline, authors, credited, marks)


def _marks(paragraphs: Sequence[Sequence[str]]) -> tuple[Mark, ...]:
    """The marks to other pages at the start and at the end of a story."""
    first, last = "".join(paragraphs[0])[:MARK_LENGTH].strip(), "".join(paragraphs[-1]).strip()[-MARK_LENGTH:]
    back, onward = read_mark(first, Way.BACK), read_mark(last, Way.ONWARD)
    return tuple(mark for mark in (back, onward) if mark is not None)


def _read_off_openings(paragraphs: list[list[str]]) -> tuple[str, tuple[str, ...]]:
    """Take up to two openings (a byline on its own line, then a dateline) off the paragraphs, in place."""
    dateline, authors = "", tuple[str, ...]()
    for _ in range(2):
        if not paragraphs:
            break
        first = [paragraphs[0][0].lstrip(), *paragraphs[0][1:]]
        opening = read_opening(first)
        if opening is None or (dateline and opening.dateline) or (authors and opening.authors):
            break
        if not opening.sure and (opening.length < len("".join(first).rstrip()) or _is_list(paragraphs)):
            break  # bare names open an article only when they stand on a line of their own, and above no others
        dateline, authors = dateline or opening.dateline, authors or opening.authors
        _replace(paragraphs, 0, _without_start(first, opening.length))
    return dateline, authors


def _is_list(paragraphs: Sequence[Sequence[str]]) -> bool:
    return Shape.NAMES in shapes(plain_lines([paragraph[0] for paragraph in paragraphs[:2]]))


def _read_off_closings(paragraphs: list[list[str]], *, named: bool) -> tuple[tuple[str, ...], bool]:
    """Take the closings off the last paragraphs, in place: the names in them, and whether a photo is credited.

    `named`: the opening has the authors, so that contributors stay in the text.
    """
    names: tuple[str, ...] = ()
    credited = False
    for _ in range(3):
        closing = read_closing(paragraphs[-1]) if paragraphs else None
        if closing is None or (names and closing.kind is not ClosingKind.CREDIT):
            break
        if closing.kind is ClosingKind.CONTRIBUTORS and named:
            break
        if closing.length >= sum(map(len, paragraphs[-1])) and len(paragraphs) == 1:
            break
        names = (*closing.authors, *names)
        credited = credited or closing.kind is ClosingKind.CREDIT
        _replace(paragraphs, len(paragraphs) - 1, _without_end(paragraphs[-1], closing.length))
    return tuple(dict.fromkeys(names)), credited


def _replace(paragraphs: list[list[str]], at: int, lines: list[str]) -> None:
    if any(line.strip() for line in lines):
        paragraphs[at] = lines
    else:
        del paragraphs[at]


def _without_start(lines: Sequence[str], length: int) -> list[str]:
    left = []
    for line in lines:
        left.append(line[length:] if length > 0 else line)
        length -= len(line)
    return [line for line in left if line]


def _without_end(lines: Sequence[str], length: int) -> list[str]:
    length += len(lines[-1]) - len(lines[-1].rstrip())
    left = []
    for line in reversed(lines):
        left.append(line[: max(len(line) - length, 0)] if length > 0 else line)
        length -= len(line)
    return [line for line in reversed(left) if line]


def _joined(paragraphs: Sequence[Sequence[str]]) -> tuple[str, ...]:
    texts = (join_lines(paragraph).replace(_GAP, " ") for paragraph in paragraphs)
    return tuple(text for text in texts if text)


def _kind(title: str, story: Story, *, whole: bool) -> ArticleKind:
    title, text = plain(title), plain("".join(story.paragraphs))
    if _NOTICE.search(title) and not story.dateline:
        return ArticleKind.NOTICE
    if whole:
        return ArticleKind.NOTICE if _sells(text) else ArticleKind.NEWS
    if story.dateline or len(text) > CAPTION_LENGTH:
        return ArticleKind.NEWS
    return ArticleKind.CAPTION if story.credited or _CAPTION.search(text) else ArticleKind.NEWS


def _sells(text: str) -> bool:
    """Whether a page that could not be split reads like advertisements: telephones, prices, few sentences."""
    offers = len(
        re.findall(r"电话|热线|\d{3,4}[-—]\d{7,8}|\d{11}|优惠|特价|元/|折|地址|招聘|出租|转让|声明|作废", text)
    )
    return offers * 60 > len(text) or (offers > 2 and text.count("。") * 80 < len(text))
