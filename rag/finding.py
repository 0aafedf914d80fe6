"""Articles by their words, without an answer: an exact phrase or all words, counted by newspaper and month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Protocol

from rag.chinese import fold, runs
from rag.errors import InputError
from rag.protocols import Ranking
from rag.records import Passage, Query, Source

_RANKED = 300  # passages that are put into order by how well they fit; what is found beyond follows by date
_LONGEST = 200  # characters
_STRETCHES = 4  # of a phrase that the indexes are asked for: few articles have as many
_NO_SPACE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


class Order(StrEnum):
    """Which articles come first."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for. `month` is YYYY-MM, or `-` for articles without a date; empty parts bound nothing."""

    text: str
    exact: bool = False
    newspaper: str = ""
    month: str = ""
    order: Order = Order.BEST


@dataclass(frozen=True, slots=True)
class Facet:
    """A newspaper or a month, and how many of the found articles are of it."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the articles, first first, with their first places; facets count what the other bound leaves."""

    ids: tuple[str, ...]
    places: Mapping[str, Source]
    newspapers: tuple[Facet, ...]
    months: tuple[Facet, ...]


class Searched(Protocol):
    """What is asked of a library."""

    def articles_with(self, text: str) -> frozenset[str]:
        """Return ids of the articles with all of a text's words in one passage."""
        ...

    def passages_of(self, article_ids: Sequence[str]) -> tuple[Passage, ...]:
        """Return all passages of these articles."""
        ...

    def printed(self, query: Query) -> Mapping[str, Source]:
        """Return id → first place, newest first."""
        ...

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return what every view of every index finds."""
        ...

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, Passage]:
        """Return id → passage."""
        ...


def find(library: Searched, wanted: Wanted) -> Found:
    """Return the articles that have the words; InputError for an empty or overlong text."""
    text = " ".join(wanted.text.split())
    if not text or len(text) > _LONGEST:
        raise InputError(f"Type between one and {_LONGEST} characters to search for.")
    with_words = _with_phrase(library, text) if wanted.exact else library.articles_with(text)
    places = {one: place for one, place in library.printed(Query(text)).items() if one in with_words}
    of_paper = {one: place for one, place in places.items() if wanted.newspaper in ("", place.newspaper)}
    of_month = {one: place for one, place in places.items() if wanted.month in ("", month_of(place))}
    kept = [one for one in of_paper if one in of_month]
    if wanted.order is Order.BEST and kept:
        kept = _best_first(library, text, kept)
    return Found(
        tuple(kept),
        {one: places[one] for one in kept},
        _facets(Counter(place.newspaper for place in of_month.values())),
        tuple(sorted(_facets(Counter(map(month_of, of_paper.values()))), key=lambda one: one.name, reverse=True)),
    )


def month_of(place: Source) -> str:
    """Return the month of a place of publication as YYYY-MM, `-` without a date."""
    return place.date.isoformat()[:7] if place.date else "-"


def _facets(counts: Counter[str]) -> tuple[Facet, ...]:
    return tuple(Facet(name, count) for name, count in counts.most_common() if name)


def _with_phrase(library: Searched, text: str) -> frozenset[str]:
    """Those articles in which the phrase stands as it is, in the headline or in the body, in any form of letters.

    The indexes know passages, and a phrase may lie across two: they name the articles that have its longest stretches,
    each of which lies inside a sentence and so inside a passage, and the articles' own text decides.
    """
    stretches = sorted(runs(text), key=len, reverse=True)[:_STRETCHES] or [text]
    ids = frozenset.intersection(*(library.articles_with(one) for one in stretches))
    phrase = _flat(text)
    found: set[str] = set()
    for article_id, passages in groupby(library.passages_of(sorted(ids)), lambda one: one.article_id):
        parts = list(passages)
        if phrase in _flat(_joined(parts)) or phrase in _flat(parts[0].source.headline):
            found.add(article_id)
    return frozenset(found)


def _joined(passages: Sequence[Passage]) -> str:
    """The text that an article's passages cover, in reading order, what they share once."""
    text, at = "", 0
    for passage in passages:
        text += "\n" if passage.start > at else ""
        text += passage.text[max(at - passage.start, 0) :]
        at = max(at, passage.end)
    return text


def _flat(text: str) -> str:
    """The text in one form of letters, without the spaces and line ends that Chinese does not know."""
    return fold(_NO_SPACE.sub("", " ".join(text.split())))


def _best_first(library: Searched, text: str, ids: Sequence[str]) -> list[str]:
    """The ids as the word index ranks their passages; those that it does not rank follow as they are."""
    words = [ranking for ranking in library.search(Query(text), _RANKED) if ranking.index == "words"]
    ranked = [entry.passage_id for ranking in words for entry in ranking.entries]
    passages = library.passages(ranked)
    best = dict.fromkeys(passages[one].article_id for one in ranked if one in passages)
    inside = set(ids)
    return [*(one for one in best if one in inside), *(one for one in ids if one not in best)]
