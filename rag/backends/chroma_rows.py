"""Passages as Chroma's rows: what is embedded, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from rag.backends.chroma_bounds import day_number
from rag.records import Passage

Item = TypeVar("Item")


def embedding_text(passage: Passage) -> str:
    """Return what is embedded: headline and day in front, so that a passage is found by what only its place says."""
    source = passage.source
    day = f"{source.date.year}年{source.date.month}月{source.date.day}日" if source.date else ""
    place = " ".join(part for part in (source.headline, day) if part)
    return f"{place}\n{passage.text}" if place else passage.text


def metadata_of(passage: Passage) -> dict[str, str | int | None]:
    """Return what a row carries beside text and vector: article, place of publication, offsets."""
    source = passage.source
    return {
        "article_id": passage.article_id,
        "newspaper": source.newspaper,
        "page": source.page,
        "headline": source.headline,
        "external_id": source.external_id,
        "start": passage.start,
        "end": passage.end,
        # None means absent: a bound then leaves the row out, and an update drops the date that was there.
        "date": day_number(source.date) if source.date else None,
    }


def batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Yield the items, so many at once: Chroma bounds what one call may bring."""
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch
