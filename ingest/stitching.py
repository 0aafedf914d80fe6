"""Articles that go on on another page, gathered while files are read: with parts of earlier runs put together."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.continuations import Whole, stitch
from rag.parts import Mark, Part, Way
from rag.records import Article

WAITING = 1000  # parts held back for their other half; the issue that waited longest goes on when there are more

Stored = Callable[[date], Sequence[Part]]


@dataclass(frozen=True, slots=True)
class Apart:
    """A sentence about a part whose other part was not read, and the number of the file that it stands in."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Stitched:
    """A whole article, the numbers of the files that parts of it were read from in this run, and what is missing."""

    whole: Whole
    numbers: tuple[int, ...]
    apart: tuple[Apart, ...] = ()


class Stitcher:
    """Holds articles with a mark back until the run is over, or too many wait; then makes whole articles of them.

    `stored` gives the parts that a library holds of the issues of a day. Parts without a day are put together with
    those of the same run alone, for nothing says that they are of one issue.
    """

    def __init__(self, stored: Stored = lambda _day: ()) -> None:
        self._stored = stored
        self._marks: dict[str, list[Mark]] = {}
        self._waiting: OrderedDict[date | None, dict[str, tuple[Part, int]]] = OrderedDict()
        self._count = 0

    def expect(self, marks: tuple[Mark, ...]) -> None:
        """Note the marks of articles that come next."""
        for mark in marks:
            self._marks.setdefault(mark.article, []).append(mark)

    def take(self, article: Article, number: int) -> bool:
        """Hold the article back when it is a part, read from the file of this number; else return False."""
        marks = self._marks.pop(article.id, None)
        if marks is None:
            return False
        issue = self._waiting.setdefault(article.source.date, {})
        self._count += article.id not in issue
        issue[article.id] = (Part(article, tuple(marks), article.id), number)
        return True

    def overflow(self) -> Iterator[Stitched]:
        """Yield the articles of the issues that waited longest, while too many parts wait."""
        while self._count > WAITING:
            yield from self._release(next(iter(self._waiting)))

    def finish(self) -> Iterator[Stitched]:
        """Yield the articles of all issues."""
        while self._waiting:
            yield from self._release(next(iter(self._waiting)))

    def _release(self, day: date | None) -> Iterator[Stitched]:
        came = self._waiting.pop(day)
        self._count -= len(came)
        before = {part.article.id: part for part in (self._stored(day) if day else ())}
        parts = before | {article_id: part for article_id, (part, _) in came.items()}
        for whole in stitch(parts.values(), came):
            ids = [part.article.id for part in whole.parts]
            numbers = tuple(came[article_id][1] for article_id in ids if article_id in came)
            if numbers or any(before[article_id].whole != whole.article.id for article_id in ids):
                yield Stitched(whole, numbers, tuple(_apart(whole, came)))


def _apart(whole: Whole, came: dict[str, tuple[Part, int]]) -> Iterator[Apart]:
    for mark in whole.open:
        part, number = came.get(mark.article, (None, 0))
        if part is not None:
            word = "goes on on" if mark.way is Way.ONWARD else "began on"
            yield Apart(
                number,
                f"{part.article.source.label or mark.article} {word} page {mark.page}, which has not been read yet; "
                "it is put together when that page is ingested.",
            )
