"""Captions: lines at a picture, below it, above it or beside it, with a small headline of their own or without."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.layout.paragraphs import SAME, Placed
from ingest.layout.printed import Area, PrintedLine

_NEAR = 2.0  # of the size: how far from a picture its caption begins
_INSIDE = 0.5  # of the size: how far into the picture a line may reach
_LARGEST = 1.5  # times the body's size: what is larger is no caption's headline


def caption_length(lines: Sequence[Placed], at: int, body: float, display: float, pictures: Sequence[Area]) -> int:
    """Return how many lines from `at` on are the caption of a picture; 0 for none.

    `display` is the least size of a headline inside the text. A caption in the size of the running text is told by
    its place right below a picture; one in smaller type may stand on any side of it.
    """
    if not pictures:
        return 0
    end = at
    while end < len(lines) and display <= lines[end].line.size < _LARGEST * body:
        end += 1
    if end + 1 < len(lines) and _is_small(lines[end + 1].line, body) and not _is_small(lines[end].line, body):
        end += 1  # its own headline in the size of the running text
    if end == len(lines) or lines[end].line.size >= display:
        return 0
    size = lines[end].line.size
    apart = _is_small(lines[end].line, body)  # so it ends where its type does
    end += 1
    while end < len(lines) and abs(lines[end].line.size - size) <= SAME * size:
        if not apart and lines[end].opens:
            break
        end += 1
    return end - at if _belongs([placed.line for placed in lines[at:end]], pictures, apart=apart) else 0


def _is_small(line: PrintedLine, body: float) -> bool:
    return line.size < body * (1 - 2 * SAME)


def _belongs(lines: Sequence[PrintedLine], pictures: Sequence[Area], *, apart: bool) -> bool:
    if any(_is_under(picture, lines[0]) for picture in pictures):
        return True
    return apart and any(
        _is_over(picture, lines[-1]) or any(_is_beside(picture, line) for line in lines) for picture in pictures
    )


def _is_under(picture: Area, line: PrintedLine) -> bool:
    return _shares_width(picture, line) and _is_near(line.area.top - picture.bottom, line.size)


def _is_over(picture: Area, line: PrintedLine) -> bool:
    return _shares_width(picture, line) and _is_near(picture.top - line.area.bottom, line.size)


def _is_beside(picture: Area, line: PrintedLine) -> bool:
    within = picture.top - line.size < line.area.top and line.area.bottom < picture.bottom + line.size
    white = max(line.area.left - picture.right, picture.left - line.area.right)
    return within and _is_near(white, line.size)


def _shares_width(picture: Area, line: PrintedLine) -> bool:
    across = min(picture.right, line.area.right) - max(picture.left, line.area.left)
    return across > 0.5 * line.area.width


def _is_near(white: float, size: float) -> bool:
    return -_INSIDE * size < white < _NEAR * size
