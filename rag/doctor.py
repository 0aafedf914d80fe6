"""The stores of a library compared row by row with its catalogue, and mended from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from rag.library import Library
from rag.passage_digest import passage_digest
from rag.protocols import Catalogue, PassageIndex
from rag.reindexing import remove_unused, unused

_SAMPLE = 16  # passages that are looked at by another way than their rows
_AT_ONCE = 256  # articles mended at once


class Trouble(StrEnum):
    """What may be wrong."""

    PENDING = "pending"
    MISSING = "missing"
    ORPHANED = "orphaned"
    DOUBLED = "doubled"
    STALE = "stale"
    DAMAGED = "damaged"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in one store; `articles` are those it is wrong with, none where the store itself is damaged."""

    store: str
    trouble: Trouble
    text: str
    articles: tuple[str, ...] = ()
    repaired: bool = False


def examine(library: Library, *, repair: bool = False) -> tuple[Finding, ...]:
    """Return everything that is wrong, marked as repaired where `repair` made it good; nobody writes meanwhile."""
    with library.writing():
        catalogue = library.catalogue
        found = [Finding("catalogue", Trouble.DAMAGED, text) for text in catalogue.faults()]
        if not found:
            for index in library.indexes:
                findings = list(_compared(index, catalogue))
                if findings and repair:
                    left = _mended(index, catalogue, findings)
                    findings = list(left) or [replace(one, repaired=True) for one in findings]
                found += findings
        found += _copies(library)
    return tuple(found)


def unneeded(library: Library, *, repair: bool = False) -> tuple[Finding, ...]:
    """Return the indexes that no model uses, left by a move to another one; `repair` removes them."""
    found = unused(library.folder)
    if found and repair:
        remove_unused(library.folder, library.catalogue)
    text = "No model uses it: baoda reindex was stopped, or given up; run it again, or remove it with --repair."
    return tuple(Finding(name, Trouble.UNUSED, text, repaired=repair) for name in found)


def _mended(index: PassageIndex, catalogue: Catalogue, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Bring in what single articles lack; where that is not enough, build the index again. Return what is left."""
    if all(one.articles for one in findings):
        ids = sorted({article_id for one in findings for article_id in one.articles})
        for start in range(0, len(ids), _AT_ONCE):
            batch = ids[start : start + _AT_ONCE]
            index.replace(batch, catalogue.passages_of(batch))
            catalogue.settle(index.name, batch)
        if not any(_compared(index, catalogue)):
            return ()
    index.mend(catalogue.every_passage())
    catalogue.settle(index.name, catalogue.pending(index.name))
    return tuple(_compared(index, catalogue))


def _compared(index: PassageIndex, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what is wrong with one index."""
    if pending := catalogue.pending(index.name):
        yield Finding(index.name, Trouble.PENDING, f"{len(pending)} articles are not brought in yet.", pending)
    sample = list(islice(catalogue.every_passage(), _SAMPLE))
    faults = [Finding(index.name, Trouble.DAMAGED, text) for text in index.faults(sample)]
    if not index.current:
        faults.append(Finding(index.name, Trouble.DAMAGED, "It is not filled to the end."))
    yield from faults
    if not faults:
        yield from _rows_compared(index, catalogue)


def _rows_compared(index: PassageIndex, catalogue: Catalogue) -> Iterator[Finding]:
    wanted = {one.id: (one.article_id, passage_digest(one)) for one in catalogue.every_passage()}
    seen: set[str] = set()
    articles: dict[Trouble, dict[str, None]] = {}
    rows: dict[Trouble, list[str]] = {}

    def note(trouble: Trouble, passage_id: str, *article_ids: str) -> None:
        rows.setdefault(trouble, []).append(passage_id)
        articles.setdefault(trouble, {}).update(dict.fromkeys(article_ids))

    for row in index.rows():
        article_id, digest = wanted.get(row.passage_id, ("", ""))
        if not article_id:
            note(Trouble.ORPHANED, row.passage_id, row.article_id)
        elif row.passage_id in seen:
            note(Trouble.DOUBLED, row.passage_id, article_id)
        elif row.article_id != article_id or row.digest not in {"", digest}:
            note(Trouble.STALE, row.passage_id, article_id, row.article_id)
        seen.add(row.passage_id)
    for passage_id in wanted.keys() - seen:
        note(Trouble.MISSING, passage_id, wanted[passage_id][0])
    for trouble, ids in rows.items():
        text = _SAID[trouble].format(count=len(ids), first=min(ids))
        yield Finding(index.name, trouble, text, tuple(sorted(articles[trouble])))


_SAID = {
    Trouble.ORPHANED: "{count} passages are of no article, {first} first.",
    Trouble.DOUBLED: "{count} passages are there twice, {first} first.",
    Trouble.STALE: "{count} passages have another text or place than the catalogue says, {first} first.",
    Trouble.MISSING: "{count} passages are missing, {first} first.",
}


def _copies(library: Library) -> Iterator[Finding]:
    """Yield the kept source files that are missing or changed: only reading the files again brings them back."""
    for article in library.articles():
        for name in sorted({origin.copy for origin in article.origin if origin.copy}):
            trouble = library.fault_of_copy(name)
            if trouble:
                again = f"The copy of its source file is {trouble}; ingest the file again."
                kind = Trouble.MISSING if trouble == "missing" else Trouble.DAMAGED
                yield Finding("sources", kind, f"{article.id}: {again}", (article.id,))
