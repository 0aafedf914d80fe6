"""Where a stretch of an article's body was printed: the boxes of the lines that it runs over."""

from __future__ import annotations

from dataclasses import dataclass

from rag.records import Article, LineBox, Origin


@dataclass(frozen=True, slots=True)
class Region:
    """Lines of one source file, in reading order; `origin` names the file and the library's copy of it."""

    origin: Origin
    boxes: tuple[LineBox, ...]


def printed_at(article: Article, start: int, end: int) -> tuple[Region, ...]:
    """Return the lines that `start` to `end` of the body covers, those of each source file together.

    Offsets are those of a `Citation` of the body or of a passage; a line that is covered in part counts whole. Empty
    where the places of lines are unknown, as in text dumps.
    """
    regions = (
        Region(origin, tuple(box for box in origin.boxes if box.start < min(end, box.end) and start < box.end))
        for origin in article.origin
    )
    return tuple(region for region in regions if region.boxes)
