"""Passages as Chroma's rows and back: what is embedded, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from rag.records import Passage, Source

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


def _passage_of_row(row_id: str, text: str | None, row: Mapping[str, Any] | None) -> Passage:
    """The passage that a row says it is; what the row lacks is empty."""
    row = row or {}
    number: int | None = row.get("date")
    day = date(number // 10_000, number // 100 % 100, number % 100) if number else None
    source = Source(
        row.get("newspaper", ""), day, row.get("page", ""), row.get("headline", ""), row.get("external_id", "")
    )
    return Passage(row_id, row.get("article_id", ""), source, text or "", row.get("start", 0), row.get("end", 0))


def passages_of_page(page: Mapping[str, Any]) -> list[Passage]:
    """Return the passages of one page of `Collection.get` with documents and metadatas."""
    rows = zip(page["ids"], page["documents"], page["metadatas"], strict=True)
    return [_passage_of_row(*row) for row in rows]


def batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Yield the items, so many at once: Chroma bounds what one call may bring."""
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch


def day_number(day: date) -> int:
    """Return the day as a number that sorts like it, 20250122: Chroma's range filters take numbers only."""
    return day.year * 10_000 + day.month * 100 + day.day
