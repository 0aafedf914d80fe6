"""Where paragraphs begin in a column: an indent, more white, or a short line that ends a sentence before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.layout.gutters import Column
from ingest.layout.printed import Area, PrintedLine

SAME = 0.04  # sizes that differ by less are one size
_INDENT = 0.8  # of the size
_SPACED = 0.6  # of the size, more white above a line than its column has between lines
_SHORT = 2.5  # of the size; less may be left free before a mark that cannot begin a line
_ENDS = ("。", "！", "？", "…", "”", "）", "：", "；")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its number in the file and what it is to the column that it stands in."""

    number: int
    line: PrintedLine
    opens: bool  # a paragraph begins here
    fills: bool  # it reaches the column's right edge, so a headline's next line may be its rest


def placed_lines(column: Column, first_number: int) -> list[Placed]:
    """Return the column's lines with their numbers, told which of them open paragraphs."""
    lines = column.lines
    placed: list[Placed] = []
    for at, line in enumerate(lines):
        start, end = _segment(lines, at)
        placed.append(
            Placed(
                first_number + at,
                line,
                _opens(lines, at, lines[start:end], column.area),
                line.area.right > column.area.right - 1.2 * line.size,
            )
        )
    return placed


def _segment(lines: Sequence[PrintedLine], at: int) -> tuple[int, int]:
    """The lines around one that are set in the same size."""
    size, start, end = lines[at].size, at, at + 1
    while start > 0 and abs(lines[start - 1].size - size) <= SAME * size:
        start -= 1
    while end < len(lines) and abs(lines[end].size - size) <= SAME * size:
        end += 1
    return start, end


def _opens(lines: Sequence[PrintedLine], at: int, segment: Sequence[PrintedLine], area: Area) -> bool:
    line = lines[at]
    left = min(other.area.left for other in segment)
    if line.area.left - left >= _INDENT * line.size:
        return True
    if at == 0:
        return False
    before = lines[at - 1]
    whites = sorted(max(below.area.top - above.area.bottom, 0.0) for above, below in pairwise(segment))
    usual = whites[len(whites) // 4] if whites else 0.0
    if line.area.top - before.area.bottom > usual + _SPACED * line.size:
        return True
    right = max(other.area.right for other in segment) if len(segment) > 2 else area.right
    return right - before.area.right > _SHORT * line.size and before.text.rstrip().endswith(_ENDS)
