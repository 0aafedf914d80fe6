"""Articles, passages and stores that many tests share; all text is of our own writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from ingest.splitter import split
from rag.passage_digest import passage_digest
from rag.protocols import Ranked, Ranking, Row
from rag.records import Article, Passage, Query, Source
from rag.settings import SplitSettings

BRIDGE = (
    "临澜大桥主桥昨日合龙，全长3.2公里，总投资18.6亿元。",
    "市交通局局长沈牧野说：“大桥预计今年10月通车。通车后，过江时间由40分钟缩短到8分钟。”",
)
MARKET = (
    "东门菜市场改造后于3月4日重新开张，摊位由120个增加到160个。",
    "经营户何春桃说，下水道修好了，再也不怕下雨。",
)


def article(
    headline: str = "临澜大桥主桥合龙",
    paragraphs: tuple[str, ...] = BRIDGE,
    *,
    day: date | None = date(2024, 3, 4),
    newspaper: str = "临澜日报",
    page: str = "1",
    external_id: str = "",
) -> Article:
    """Return an article of the invented 临澜日报."""
    return Article.of(Source(newspaper, day, page, headline, external_id), paragraphs)


def passages(*articles: Article) -> tuple[Passage, ...]:
    """Return the articles' passages as the default settings cut them."""
    return tuple(passage for one in articles for passage in split(one, SplitSettings()))


class MemoryIndex:
    """A `PassageIndex` that ranks by shared characters; it can be told to break, as a full disk would."""

    def __init__(self, name: str = "memory") -> None:
        self.name = name
        self.held: dict[str, Passage] = {}
        self.breaks = False
        self.current = True
        self.spread = False
        self.faulty: Sequence[str] = ()

    def refill(self, passages: Iterable[Passage]) -> None:
        """Hold these passages and no others."""
        self.held = {passage.id: passage for passage in passages}
        self.current = True

    def add(self, passages: Sequence[Passage]) -> None:
        """Store the passages."""
        if self.breaks:
            raise OSError("no space left")
        self.held.update({passage.id: passage for passage in passages})

    def prepare(self, passages: Sequence[Passage]) -> None:
        """Do nothing."""

    def replace(self, article_ids: Sequence[str], passages: Sequence[Passage]) -> None:
        """Store the passages and remove the articles' others."""
        if self.breaks:
            raise OSError("no space left")
        self.remove(article_ids)
        self.add(passages)

    def rows(self) -> Iterator[Row]:
        """Yield what is stored."""
        return (Row(one.id, one.article_id, passage_digest(one)) for one in self.held.values())

    def faults(self, passages: Sequence[Passage]) -> Sequence[str]:
        """Return the faults that a test has set."""
        return self.faulty

    def mend(self, passages: Iterable[Passage]) -> None:
        """Hold these passages and no others."""
        self.faulty = ()
        self.refill(passages)

    @property
    def wasteful(self) -> bool:
        """Whether a test has said so."""
        return self.spread

    def compact(self, passages: Iterable[Passage]) -> None:
        """Hold these passages."""
        self.spread = False
        self.refill(passages)

    def remove(self, article_ids: Iterable[str]) -> None:
        """Remove the passages of these articles."""
        gone = set(article_ids)
        self.held = {key: passage for key, passage in self.held.items() if passage.article_id not in gone}

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return one ranking by the number of the question's characters found."""
        scored = sorted(
            (Ranked(key, float(len(set(query.text) & set(p.text)))) for key, p in self.held.items()),
            key=lambda entry: (-entry.score, entry.passage_id),
        )
        return (Ranking(self.name, tuple(scored[:k])),)

    def ids(self) -> set[str]:
        """Return the stored ids."""
        return set(self.held)

    def count(self) -> int:
        """Return how many passages are stored."""
        return len(self.held)

    def backup(self, folder: Path) -> None:
        """Write nothing."""

    def close(self) -> None:
        """Nothing to release."""
