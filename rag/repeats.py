"""The same text printed twice is one article with several places of publication.

Which articles there are follows from the prints alone, in whatever order they came: prints with one headline and one
body are one article, and the first of them in print gives it its id, its version and everything but the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.records import Article


@dataclass(frozen=True, slots=True)
class Filed:
    """An article as it is kept: `prints` are the articles as they were read, a place each, the first in print first."""

    prints: tuple[Article, ...]

    @property
    def article(self) -> Article:
        """The first print, with the places of all."""
        first = self.prints[0]
        return replace(first, places=tuple(dict.fromkeys(one.source for one in self.prints)))


def text_key(article: Article) -> str:
    """Return what exact repeats have in common: a hash of headline and body."""
    return hashlib.blake2b(f"{article.headline}\x1f{article.body}".encode(), digest_size=16).hexdigest()


def print_order(article: Article) -> tuple[date, str, int, str, str, str]:
    """Return what orders prints: day (the undated last), newspaper, page, external id, id."""
    place = article.source
    return (place.date or date.max, place.newspaper, len(place.page), place.page, place.external_id, article.id)


def refiled(changed: Iterable[Article], touched: Iterable[Filed], withdrawn: Collection[str] = ()) -> tuple[Filed, ...]:
    """Return the articles after some prints changed or came, and those with `withdrawn` ids went.

    `touched` are the articles that held one of these prints, or hold one of their texts. A print that changed its text
    leaves the article it was in.
    """
    prints = {one.id: one for filed in touched for one in filed.prints if one.id not in withdrawn}
    prints.update({one.id: one for one in changed})
    groups: dict[str, list[Article]] = {}
    for one in sorted(prints.values(), key=print_order):
        groups.setdefault(text_key(one), []).append(one)
    return tuple(Filed(tuple(group)) for group in groups.values())


def moved(before: Sequence[Filed], after: Sequence[Filed]) -> frozenset[str]:
    """Return ids of the articles that the indexes must take anew: those whose text or first place is another."""
    known = {filed.prints[0].id: filed.prints[0].version for filed in before}
    return frozenset(one.prints[0].id for one in after if known.get(one.prints[0].id) != one.prints[0].version)
