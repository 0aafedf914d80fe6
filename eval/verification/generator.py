"""Printed sentences → pairs of every kind, with a fixed seed, so many of a kind and a set of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from eval.cases import Case
from eval.verification import kept
from eval.verification.broken import SWAPS
from eval.verification.pairs import Kind, Pair, hits_of
from rag.chinese import fold, sentences
from rag.records import Article, Hit

_SEED = 20261126  # the pairs of 20260311 have all been looked at
_SHORTEST, _LONGEST = 14, 90  # characters of a printed sentence to start from
_CLAUSE = re.compile("[，；]")


def generated(source: str, articles: Sequence[Article], cases: Sequence[Case], most: int) -> Iterator[Pair]:
    """Yield at most `most` pairs of each kind from a set of pages and the questions about them."""
    for kind in Kind:
        random = Random(f"{_SEED} {source} {kind}")  # noqa: S311
        found = list(_statements(articles, cases) if kind is Kind.STATEMENT else _of_kind(kind, articles, random))
        random.shuffle(found)
        for place, (claim, evidence) in enumerate(_different(found)[:most]):
            yield Pair(source, kind, claim, evidence, place % 2 == 1)


def _different(found: Sequence[tuple[str, tuple[Hit, ...]]]) -> list[tuple[str, tuple[Hit, ...]]]:
    """One pair from a printed sentence before the second from any, and none twice or as it is printed."""
    once: dict[str, tuple[str, tuple[Hit, ...]]] = {}
    for claim, evidence in found:
        if not any(fold(claim) in fold(hit.passage.text) for hit in evidence):
            once.setdefault(claim, (claim, evidence))
    return list(once.values())


def _of_kind(kind: Kind, articles: Sequence[Article], random: Random) -> Iterator[tuple[str, tuple[Hit, ...]]]:
    for article in articles:
        if kind is Kind.TITLE:
            hits = hits_of(article)
            yield from ((claim, hits[:1]) for claim in kept.title(article.headline) if hits)
            continue
        for hit in hits_of(article):
            for claim in _claims(kind, hit, random):
                yield claim, (hit,)


def _claims(kind: Kind, hit: Hit, random: Random) -> Iterator[str]:
    passage = hit.passage
    texts = [span.of(passage.text) for span in sentences(passage.text)]
    if kind is Kind.JOINED:
        for first, second in kept.sentences_that_follow(texts):
            yield from kept.joined(first, second)
        return
    for text in texts:
        if not _SHORTEST <= len(text) <= _LONGEST:
            continue
        if kind is Kind.UNITS:
            yield from kept.units(text)
        elif kind is Kind.DATES and passage.source.date:
            yield from kept.dates(text, passage.source.date)
        elif kind is Kind.DROPPED:
            yield from kept.dropped(text)
        elif kind in SWAPS:
            for claim in SWAPS[kind](text, passage.text, random):
                # Every second claim stands alone in its clause: less around it tells that it was changed.
                alone = kind is not Kind.SPEAKER and random.random() < 0.5
                yield _clause_changed(text, claim) if alone else claim


def _clause_changed(printed: str, claim: str) -> str:
    """Return the clause of the claim that is not in print, with the one before it when it is short."""
    clauses = _CLAUSE.split(claim.rstrip("。"))
    new = [place for place, clause in enumerate(clauses) if clause not in printed]
    if len(new) != 1 or "“" in claim:
        return claim
    place = new[0]
    start = place - 1 if len(clauses[place]) < 12 and place else place
    chosen = "，".join(clauses[start : place + 1])
    return chosen + "。" if len(chosen) >= _SHORTEST else claim


def _statements(articles: Sequence[Article], cases: Sequence[Case]) -> Iterator[tuple[str, tuple[Hit, ...]]]:
    by_title = {article.headline: article for article in articles}
    for case in cases:
        cited = [by_title[title] for title in case.gold_titles if title in by_title]
        hits = tuple(hit for article in cited for hit in hits_of(article))
        if case.answerable and hits:
            yield from ((claim, hits) for claim in kept.statement(case))
