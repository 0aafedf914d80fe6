"""A claim with the passages that it cites, and whether they carry it; the pairs written by hand, and their articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from ingest.splitter import split
from rag.errors import InputError
from rag.records import Article, ArticleKind, Hit, Source
from rag.settings import SplitSettings

_FOLDER = Path(__file__).parent
# In the order in which they were written: each after the rules that the ones before had led to. All of these have been
# looked at since and are open; no rule was made with the unseen ones in view.
HAND_PAIRS = {
    "by hand": _FOLDER / "pairs.jsonl",
    "fresh": _FOLDER / "fresh.jsonl",
    "later": _FOLDER / "later.jsonl",
    "newer": _FOLDER / "newer.jsonl",
}
UNSEEN = "unseen"
UNSEEN_PAIRS = _FOLDER / "unseen.jsonl"
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")


class Kind(StrEnum):
    """What was done to the printed words; the first six keep the meaning, the others break it."""

    UNITS = "units"
    DATES = "dates"
    DROPPED = "dropped"
    JOINED = "joined"
    STATEMENT = "statement"
    TITLE = "title"
    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    NEGATION = "negation"
    BOUND = "bound"
    SPEAKER = "speaker"

    @property
    def kept(self) -> bool:
        """Whether the meaning is kept."""
        return self in _KEPT


_KEPT = frozenset({Kind.UNITS, Kind.DATES, Kind.DROPPED, Kind.JOINED, Kind.STATEMENT, Kind.TITLE})


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, the passages it cites, where both are from, and whether it is `held` out: no rule has it in view."""

    source: str
    kind: Kind
    claim: str
    evidence: tuple[Hit, ...]
    held: bool


def load_articles(file: Path) -> tuple[Article, ...]:
    """Return the articles of a page's gold file (JSON Lines with title, date, paragraphs), in its order.

    Raises InputError, with file and line, for a line that is no article.
    """
    found: list[Article] = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            day = _DAY.search(row["page"])
            source = Source("", date.fromisoformat(day[1]) if day else None, row["page"], row["title"])
            found.append(Article.of(source, tuple(row["paragraphs"]), kind=ArticleKind(row["kind"])))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{file}:{number}: no article ({error!r}); see eval/gold/README.md.") from error
    return tuple(found)


def hits_of(article: Article) -> tuple[Hit, ...]:
    """Return the article's passages, cut as a library cuts them."""
    return tuple(Hit(passage, 1.0) for passage in split(article, SplitSettings()))


def hand_pairs(articles: Sequence[Article]) -> Iterator[Pair]:
    """Yield all pairs written by hand, set by set; those of the last set are held out."""
    for source, file in HAND_PAIRS.items():
        yield from pairs_of(file, articles, source, held=False)
    yield from pairs_of(UNSEEN_PAIRS, articles, UNSEEN, held=True)


def pairs_of(file: Path, articles: Sequence[Article], source: str, *, held: bool) -> Iterator[Pair]:
    """Yield a file's pairs; each cites all passages of the articles that it names by page and title.

    Raises InputError, with file and line, for a line that is no pair or names an article that is not given.
    """
    printed = {(article.source.page, article.headline): hits_of(article) for article in articles}
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            hits = tuple(hit for cited in row["cites"] for hit in printed[(cited["page"], cited["title"])])
            yield Pair(source, Kind(row["kind"]), row["claim"], hits, held)
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{file}:{number}: no pair ({error!r}); a line has kind, claim and cites, the page and title of each "
                "article."
            ) from error
