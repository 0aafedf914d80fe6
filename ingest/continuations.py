"""An article that goes on on another page (下转第4版 … 上接第1版) is put together when both parts are read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce

from ingest.dating import dated
from ingest.furniture import page_name
from ingest.variants import plain
from rag.parts import Mark, Part, Way
from rag.records import Article, ArticleKind, Origin

__all__ = ["MARK_LENGTH", "Mark", "Way", "Whole", "read_mark", "stitch"]

_LEAST = 1.0  # evidence that two parts must have to be joined
MARK_LENGTH = 40  # characters that a mark may take with words of the other headline in it
_PAGE = r"\s*第?\s*(?P<page>[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
_BACK = (
    re.compile(rf"[（(]\s*(?:上接|紧接|文接|承接|续){_PAGE}(?P<words>[^（()）\n]{{0,16}})[）)]"),
    re.compile(rf"(?:上接|紧接){_PAGE}(?P<words>(?:\s*《[^》\n]{{1,16}}》)?)"),
)
_ONWARD = re.compile(rf"[（(]?\s*(?:下转|下接|转|续|文转){_PAGE}(?P<words>[^（()）\n]{{0,16}})[）)]?$")
_SENTENCE_END = re.compile(r"[。！？…][”’」』）)]*$")


def read_mark(text: str, way: Way) -> Mark | None:
    """Return the mark (of no article yet) that a text begins with, for BACK, or ends with, for ONWARD; or None."""
    among = plain(text)
    match = _BACK[0].match(among) or _BACK[1].match(among) if way is Way.BACK else _ONWARD.search(among)
    if match is None:
        return None
    words = text[match.start("words") : match.end("words")]
    return Mark("", way, page_name(match["page"]), words.strip(" 《》〈〉「」·:：，。"))


@dataclass(frozen=True, slots=True)
class Whole:
    """An article put together from its parts, or a part alone; `open` are the marks that lead nowhere yet."""

    article: Article
    parts: tuple[Part, ...]
    open: tuple[Mark, ...] = ()


def stitch(parts: Iterable[Part], last: Collection[str] = ()) -> tuple[Whole, ...]:
    """Return the articles that these parts make, each part in one of them, whatever the order they came in.

    The pairs with most evidence are joined first; between equals, parts with an id in `last` are taken.
    """
    by_id = {part.article.id: part for part in sorted(parts, key=lambda part: part.article.id)}
    onward: dict[str, str] = {}
    for first, second in _pairs(by_id.values(), last):
        if first not in onward and second not in onward.values() and not _leads(second, first, onward):
            onward[first] = second
    heads = by_id.keys() - onward.values()
    return tuple(_whole(by_id, head, onward) for head in by_id if head in heads)


def _pairs(parts: Collection[Part], last: Collection[str]) -> list[tuple[str, str]]:
    """Ids of the parts that may be one article, the first one first, those with most evidence in front."""
    backward = [_Marked(part.article, mark) for part in parts for mark in part.marks if mark.way is Way.BACK]
    found = []
    for part in parts:
        for mark in part.marks:
            if mark.way is Way.ONWARD:
                one = _Marked(part.article, mark)
                found += [(_fit(one, other), one.article.id, other.article.id) for other in backward]
    sure = [pair for pair in found if pair[0] >= _LEAST and pair[1] != pair[2]]
    sure.sort(key=lambda pair: (-pair[0], -((pair[1] in last) + (pair[2] in last)), pair[1:]))
    return [(first, second) for _, first, second in sure]


def _leads(start: str, end: str, onward: Mapping[str, str]) -> bool:
    at: str | None = start
    while at is not None and at != end:
        at = onward.get(at)
    return at == end


def _whole(by_id: Mapping[str, Part], head: str, onward: Mapping[str, str]) -> Whole:
    chain = [by_id[head]]
    while (after := onward.get(chain[-1].article.id)) is not None:
        chain.append(by_id[after])
    article = reduce(_join, (part.article for part in chain))
    back = [mark for mark in chain[0].marks if mark.way is Way.BACK]
    forth = [mark for mark in chain[-1].marks if mark.way is Way.ONWARD]
    return Whole(article, tuple(replace(part, whole=article.id) for part in chain), (*back, *forth))


@dataclass(frozen=True, slots=True)
class _Marked:
    article: Article
    mark: Mark


def _fit(one: _Marked, other: _Marked) -> float:
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
    short, long = plain(short), plain(long)
    pairs = [short[at : at + 2] for at in range(len(short) - 1)]
    return sum(pair in long for pair in pairs) / len(pairs) if pairs else 0.0


def _join(first: Article, second: Article) -> Article:
    head, tail = list(first.paragraphs), list(second.paragraphs)
    if tail == [second.headline]:
        tail = []
    begins = len("\n".join(head)) + 1  # where the second part's text stands in the whole
    if head and tail and not _SENTENCE_END.search(head[-1]):
        head[-1] += tail.pop(0)
        begins -= 1
    whole = Article.of(
        first.source,
        (*head, *tail),
        kicker=first.kicker,
        dateline=first.dateline or second.dateline,
        authors=tuple(dict.fromkeys((*first.authors, *second.authors))),
        kind=ArticleKind.NEWS if ArticleKind.NEWS in (first.kind, second.kind) else first.kind,
        confidence=min(first.confidence, second.confidence),
        origin=(*first.origin, *(_moved(origin, begins) for origin in second.origin)),
    )
    return dated(whole)


def _moved(origin: Origin, by: int) -> Origin:
    """The origin with its text so many characters further on; a line of the headline has none."""
    boxes = (replace(box, start=box.start + by, end=box.end + by) if box.end else box for box in origin.boxes)
    return replace(origin, boxes=tuple(boxes))
