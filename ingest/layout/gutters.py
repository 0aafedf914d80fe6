"""White gutters between the columns of a part of a leaf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout.printed import Area, PrintedLine

HEADLINE = 1.15  # times the body's size: type that may stand across columns
_GUTTER = 0.6  # times the body's size
FEWEST = 2  # rows; a single one is read as a row, not as columns


@dataclass(frozen=True, slots=True)
class Column:
    """Lines of one column from top to bottom; `area` is what the column takes."""

    area: Area
    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A framed part of the leaf, in reading order inside."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What is put in order: a line, or a frame with all that it holds."""

    area: Area
    line: PrintedLine | None = None
    frame: Frame | None = None

    def is_headline(self, body: float) -> bool:
        """Whether it is a line in type that may stand across columns: large, or bold."""
        return self.line is not None and (self.line.heavy or self.line.size >= HEADLINE * body)


def gutters_of(items: Sequence[Item], body: float) -> list[float]:
    """The middles of the white stripes that run from top to bottom with columns on both sides."""
    across = sorted(items, key=lambda each: each.area.left)
    gutters: list[float] = []
    end, begin = across[0].area.right, 0
    for at, item in enumerate(across[1:], start=1):
        if (
            item.area.left - end >= _GUTTER * body
            and _is_column(across[begin:at])
            and (_is_column(across[at:]) or _is_last_row(items, across[at:], body))
        ):
            gutters.append((item.area.left + end) / 2)
            begin = at
        end = max(end, item.area.right)
    return gutters


def _is_column(items: Sequence[Item]) -> bool:
    """Whether items are more than a stray word: several rows, or a frame."""
    return any(item.frame is not None for item in items) or len({round(item.area.top) for item in items}) >= FEWEST


def _is_last_row(items: Sequence[Item], last: Sequence[Item], body: float) -> bool:
    """Whether one row beside higher columns is the rest of their text: it stands at their top."""
    return min(item.area.top for item in last) - min(item.area.top for item in items) < body


def parted(items: Sequence[Item], gutters: Sequence[float]) -> list[list[Item]]:
    """Return the items between the gutters, from left to right; a part without any is left out."""
    parts: list[list[Item]] = [[] for _ in range(len(gutters) + 1)]
    for item in items:
        parts[sum(item.area.left > middle for middle in gutters)].append(item)
    return [part for part in parts if part]
