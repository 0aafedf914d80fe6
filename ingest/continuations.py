"""An article that goes on on another page (下转第4版 … 上接第1版) is put together when both parts are read."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.dating import dated
from ingest.furniture import page_name
from rag.records import Article, ArticleKind

WAITING = 1000  # parts held back for their other half; the oldest goes on alone when there are more
_LEAST = 1.0  # evidence that two parts must have to be joined
MARK_LENGTH = 40  # characters that a mark may take with words of the other headline in it
_PAGE = r"\s*第?\s*(?P<page>[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
_BACK = (
    re.compile(rf"[（(]\s*(?:上接|紧接){_PAGE}(?P<words>[^（()）\n]{{0,16}})[）)]"),
    re.compile(rf"(?:上接|紧接){_PAGE}(?P<words>(?:\s*《[^》\n]{{1,16}}》)?)"),
)
_ONWARD = re.compile(rf"[（(]?\s*(?:下转|转){_PAGE}(?P<words>[^（()）\n]{{0,16}})[）)]?$")
_SENTENCE_END = re.compile(r"[。！？…][”’」』）)]*$")


class Way(StrEnum):
    """Where the other part stands."""

    ONWARD = "onward"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed mark: the article it stands in, the other part's page, and words of the other part's headline."""

    article: str
    way: Way
    page: str
    words: str = ""


def read_mark(text: str, way: Way) -> Mark | None:
    """Return the mark (of no article yet) that a text begins with, for BACK, or ends with, for ONWARD; or None."""
    match = _BACK[0].match(text) or _BACK[1].match(text) if way is Way.BACK else _ONWARD.search(text)
    if match is None:
        return None
    return Mark("", way, page_name(match["page"]), match["words"].strip(" 《》·:：，。"))


@dataclass(frozen=True, slots=True)
class _Part:
    article: Article
    mark: Mark


@dataclass(frozen=True, slots=True)
class Alone:
    """A sentence about a part whose other part was not read, and the file that it stands in."""

    file: str
    reason: str


class Stitcher:
    """Holds articles with a mark back until their other part comes, whichever of them is read first."""

    def __init__(self) -> None:
        self._marks: dict[str, list[Mark]] = {}
        self._waiting: OrderedDict[str, _Part] = OrderedDict()
        self.alone: list[Alone] = []
        self.joined = 0

    def expect(self, marks: tuple[Mark, ...]) -> None:
        """Note the marks of articles that come next."""
        for mark in marks:
            self._marks.setdefault(mark.article, []).append(mark)

    def take(self, article: Article) -> Iterator[Article]:
        """Yield what is complete now: the article itself, or with its other part, or nothing yet."""
        marks = self._marks.pop(article.id, [])
        if not marks:
            yield article
            return
        for mark in marks:
            part = _Part(article, mark)
            best = max(self._waiting.values(), key=lambda other: _fit(other, part), default=None)
            if best is not None and _fit(best, part) >= _LEAST:
                del self._waiting[best.article.id]
                first, second = (best, part) if mark.way is Way.BACK else (part, best)
                article = _join(first.article, second.article)
                self.joined += 1
                rest = [other for other in marks if other is not mark]
                if not rest:
                    yield article
                    return
                marks = [replace(rest[0], article=article.id)]
        self._waiting[article.id] = _Part(article, marks[-1])
        if len(self._waiting) > WAITING:
            yield self._release(next(iter(self._waiting)))

    def finish(self) -> Iterator[Article]:
        """Yield the parts whose other part never came."""
        while self._waiting:
            yield self._release(next(iter(self._waiting)))

    def _release(self, article_id: str) -> Article:
        part = self._waiting.pop(article_id)
        word = "goes on on" if part.mark.way is Way.ONWARD else "began on"
        reason = (
            f"{part.article.source.label or article_id} {word} page {part.mark.page}, "
            "which was not read with it; read both pages in one run to have it whole."
        )
        self.alone.append(Alone(part.article.origin[0].file if part.article.origin else "", reason))
        return part.article


def _fit(one: _Part, other: _Part) -> float:
    """Evidence that two parts are one article: pages that point at each other, and words in both headlines."""
    if one.mark.way is other.mark.way:
        return 0.0
    mine, theirs = one.article.source, other.article.source
    if mine.date != theirs.date or (mine.newspaper and theirs.newspaper and mine.newspaper != theirs.newspaper):
        return 0.0
    if not _points_at(one.mark, theirs.page) or not _points_at(other.mark, mine.page):
        return 0.0
    known = 0.75 * (bool(mine.page) + bool(theirs.page))
    words = max(
        _shared(mine.headline, theirs.headline),
        _shared(one.mark.words, theirs.headline),
        _shared(other.mark.words, mine.headline),
    )
    # A short name for a long headline is usual; headlines without a word in common make a chance neighbour likely.
    return known + 2.0 * words - (0.75 if theirs.headline and mine.headline and not words else 0.0)


def _points_at(mark: Mark, page: str) -> bool:
    return not page or mark.page == page


def _shared(one: str, other: str) -> float:
    """Share of the shorter headline's character pairs that stand in the other."""
    short, long = sorted((one, other), key=len)
    pairs = [short[at : at + 2] for at in range(len(short) - 1)]
    return sum(pair in long for pair in pairs) / len(pairs) if pairs else 0.0


def _join(first: Article, second: Article) -> Article:
    head, tail = list(first.paragraphs), list(second.paragraphs)
    if tail == [second.headline]:
        tail = []
    if head and tail and not _SENTENCE_END.search(head[-1]):
        head[-1] += tail.pop(0)
    whole = Article.of(
        first.source,
        (*head, *tail),
        kicker=first.kicker,
        dateline=first.dateline or second.dateline,
        authors=tuple(dict.fromkeys((*first.authors, *second.authors))),
        kind=ArticleKind.NEWS if ArticleKind.NEWS in (first.kind, second.kind) else first.kind,
        confidence=min(first.confidence, second.confidence),
        origin=(*first.origin, *second.origin),
    )
    return dated(whole)
