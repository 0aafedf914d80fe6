"""Hits → hits: reprints of one report become one hit with all its places, and no article fills the list alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.chinese import bigrams, fold
from rag.protocols import Standing
from rag.records import Hit, Passage, Source

_SAME = 0.6  # share of the shorter passage's character pairs that stand in the other one
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*%?|[零〇一二三四五六七八九十百千万亿]{2,}")


def collapse(
    hits: Sequence[Hit], standings: Mapping[str, Standing], wanted: int, per_article: int = 0
) -> tuple[Hit, ...]:
    """Return at most `wanted` hits, in their order, those on reprints put together.

    A hit that says the same as a better one of the same report, figures included, becomes a place in that one's
    `also_in`; one that gives another figure stays, for a reader to see the difference. No more than `per_article`
    passages of one article (and of its reprints) come first, the others after all else; 0 is no limit. `standings`
    are those of the hits' articles.
    """
    kept: list[Hit] = []
    same_as: dict[str, str] = {}  # article → the article of the better hit that it reprints
    for hit in hits:
        place = _reprinted(hit, kept, standings)
        if place is None:
            kept.append(replace(hit, also_in=_others(hit, standings)))
        else:
            same_as.setdefault(hit.passage.article_id, kept[place].passage.article_id)
            kept[place] = _joined(kept[place], hit, standings)
    return _spread(kept, same_as, wanted, per_article)


def _reprinted(hit: Hit, kept: Sequence[Hit], standings: Mapping[str, Standing]) -> int | None:
    """The place in `kept` of the hit that this one reprints."""
    standing = standings.get(hit.passage.article_id)
    if standing is None or not standing.report:
        return None
    for place, better in enumerate(kept):
        other = standings.get(better.passage.article_id)
        if (
            better.passage.article_id != hit.passage.article_id
            and other is not None
            and other.report == standing.report
            and _says_the_same(hit.passage, better.passage)
        ):
            return place
    return None


def _says_the_same(one: Passage, other: Passage) -> bool:
    shorter, longer = sorted((fold(one.text), fold(other.text)), key=len)
    pairs = set(bigrams(shorter))
    if not pairs or len(pairs & set(bigrams(longer))) < _SAME * len(pairs):
        return False
    return set(_FIGURES.findall(shorter)) <= set(_FIGURES.findall(longer))


def _others(hit: Hit, standings: Mapping[str, Standing]) -> tuple[Source, ...]:
    """The places of the hit's article beside the one that the passage names."""
    standing = standings.get(hit.passage.article_id)
    places = standing.places if standing else ()
    return tuple(dict.fromkeys((*hit.also_in, *(place for place in places if place != hit.passage.source))))


def _joined(kept: Hit, hit: Hit, standings: Mapping[str, Standing]) -> Hit:
    places = (*kept.also_in, hit.passage.source, *_others(hit, standings))
    return replace(kept, also_in=tuple(dict.fromkeys(place for place in places if place != kept.passage.source)))


def _spread(kept: Sequence[Hit], same_as: Mapping[str, str], wanted: int, per_article: int) -> tuple[Hit, ...]:
    if not per_article:
        return tuple(kept[:wanted])
    counts: dict[str, int] = {}
    first: list[Hit] = []
    rest: list[Hit] = []
    for hit in kept:
        article_id = same_as.get(hit.passage.article_id, hit.passage.article_id)
        counts[article_id] = counts.get(article_id, 0) + 1
        (first if counts[article_id] <= per_article else rest).append(hit)
    return tuple((first + rest)[:wanted])
