"""What an ingest changes: which prints came and which went, with the parts that articles are put together from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.parts import Part
from rag.records import Article
from rag.repeats import Filed, text_key

if TYPE_CHECKING:
    from rag.catalogue_protocol import Catalogue


@dataclass(frozen=True, slots=True)
class Change:
    """Prints that `came` or changed, ids of those that are `withdrawn`, and `parts` to keep.

    What has an id of `no_parts` is no part of another any more.
    """

    came: tuple[Article, ...] = ()
    withdrawn: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    no_parts: tuple[str, ...] = ()


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


def new_prints(changed: Sequence[Article], before: Sequence[Filed]) -> frozenset[str]:
    """Return the ids of the prints whose key and whose text are both in none of the articles that were touched."""
    known = {one.id for filed in before for one in filed.prints}
    texts = {text_key(one) for filed in before for one in filed.prints}
    new = {text_key(one): one.id for one in reversed(changed) if one.id not in known}
    return frozenset(print_id for text, print_id in new.items() if text not in texts)
