"""What an ingest changes: which prints came and which went, and what the articles are after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.parts import Part
from rag.records import Article, Passage
from rag.repeats import Filed, moved, refiled, text_key

if TYPE_CHECKING:
    from rag.catalogue_protocol import Catalogue


Split = Callable[[Article], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class Added:
    """Ids of what was given, by what adding it did: `updated` were edited, or are a further place of a known text."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Prints that `came` or changed, ids of those that are `withdrawn`, and `parts` to keep.

    What has an id of `no_parts` is no part of another any more.
    """

    came: tuple[Article, ...] = ()
    withdrawn: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    no_parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refiled:
    """The articles that a change touches, as they were `before`, and what the catalogue is to do about them.

    `fresh` are stored with new passages, `extended` keep theirs, and the ids `gone` are no articles any more.
    """

    before: tuple[Filed, ...]
    fresh: tuple[Filed, ...]
    extended: tuple[Filed, ...]
    gone: tuple[str, ...]


def unknown(catalogue: Catalogue, articles: Sequence[Article]) -> list[Article]:
    """Return those articles that the catalogue knows neither by their version nor by their text."""
    known = catalogue.versions([article.id for article in articles])
    changed = [article for article in articles if known.get(article.id) != article.version]
    texts = {text_key(one) for filed in catalogue.filed([], [text_key(one) for one in changed]) for one in filed.prints}
    return [article for article in changed if text_key(article) not in texts]


def copied_now(catalogue: Catalogue, unchanged: Sequence[Article]) -> list[Article]:
    """Return those known articles whose source file is kept for the first time now."""
    copied = {one.id: one for one in unchanged if any(origin.copy for origin in one.origin)}
    bare = catalogue.uncopied(list(copied)) if copied else ()
    return [copied[article_id] for article_id in sorted(bare)]


def change_by(catalogue: Catalogue, changed: Sequence[Article], parts: Sequence[Part]) -> Change:
    """Return what it means that these prints came or changed; `parts` are what some were put together from."""
    wholes = {part.whole for part in parts}
    plain = [one.id for one in changed if one.id not in wholes]
    alone = [part for part in catalogue.parts_of(plain) if part.article.id not in plain]
    came = [*changed, *(part.article for part in alone)]
    parts = [*parts, *(replace(part, whole=part.article.id) for part in alone)]
    joined = set(catalogue.wholes([part.article.id for part in parts]).values())
    apart = sorted(joined - {part.whole for part in parts} - {one.id for one in came})
    return Change(tuple(came), tuple(apart), tuple(parts), tuple(plain))


def filed_by(catalogue: Catalogue, change: Change) -> Refiled:
    """Return what a change makes of the articles that it touches."""
    came, withdrawn = change.came, change.withdrawn
    before = catalogue.filed([*(one.id for one in came), *withdrawn], [text_key(one) for one in came])
    after = refiled(came, before, withdrawn)
    anew = moved(before, after)
    return Refiled(
        before,
        fresh=tuple(filed for filed in after if filed.prints[0].id in anew),
        extended=tuple(filed for filed in after if filed.prints[0].id not in anew),
        gone=tuple(sorted({filed.prints[0].id for filed in before} - {filed.prints[0].id for filed in after})),
    )


def new_prints(changed: Sequence[Article], before: Sequence[Filed]) -> frozenset[str]:
    """Return the ids of the prints whose key and whose text are both in none of the articles that were touched."""
    known = {one.id for filed in before for one in filed.prints}
    texts = {text_key(one) for filed in before for one in filed.prints}
    new = {text_key(one): one.id for one in reversed(changed) if one.id not in known}
    return frozenset(print_id for text, print_id in new.items() if text not in texts)
