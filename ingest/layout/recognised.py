"""Boxes with their text → printed lines: pieces of one line joined, the few sizes of type on a page told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt
from statistics import median

from ingest.layout.lines import CLOSERS
from ingest.layout.overrun import SHARED_EDGE, Box
from ingest.layout.printed import Area, PrintedLine, around

_ALIKE = 1.3  # heights of boxes on a page vary by this much around one size of type
_EDGE = 0.6  # of a line's height: how far the lines of a column begin from each other
_OVERSHOT = 1.1  # of a line's height: how far before its column a box may begin
_BEARING = 0.08  # of a box's height: the white around the first and the last character
_FROM_HEIGHT = 0.93  # size of type to height of box
_STEP = 0.1  # sizes that differ by less are measured from one size of type
_LARGER = 0.14  # what is larger than the usual size by less is of that size
_CERTAIN = 3  # characters; what is shorter takes the nearest size that a longer line has
_LARGE, _SMALL = 1.12, 0.94  # of the usual size: what is beyond is another one
_LONG = 12  # characters; none of them missed changes the width of one by much
_FAR = 1.25  # times the usual size


def recognised_lines(found: Sequence[tuple[Box, str]]) -> tuple[PrintedLine, ...]:
    """Return boxes with their text as lines: pieces of one line joined, sizes of type told from the lines' widths."""
    joined = _joined([PrintedLine(text, Area(*box), box[3] - box[1]) for box, text in found])
    if not joined:
        return ()
    sizes = _sizes(joined)
    usual = float(median(size for size, line in zip(sizes, joined, strict=True) for _ in line.text))
    steps = _steps([size for size, line in zip(sizes, joined, strict=True) if _is_certain(line)], usual)
    stepped: dict[PrintedLine, float] = {}
    for line, size in sorted(zip(joined, sizes, strict=True), key=lambda one: one[0].area.top):
        stepped[line] = _nearest(steps, size, _right_above(line, stepped), certain=_is_certain(line))
    return tuple(PrintedLine(line.text, line.area, round(stepped[line], 1)) for line in joined)


def _right_above(line: PrintedLine, sizes: Mapping[PrintedLine, float]) -> float | None:
    """The size of the line that this one goes on from: right above it, beginning where it begins."""
    height = line.area.height
    near = [
        other
        for other in sizes
        if abs(other.area.left - line.area.left) < _EDGE * height
        and abs(line.area.top - other.area.bottom) < _EDGE * height
    ]
    return sizes[max(near, key=lambda other: other.area.bottom)] if near else None


def _sizes(lines: Sequence[PrintedLine]) -> list[float]:
    """The lines' sizes: other than the usual one only when width and height both say so."""
    widths = [_size(line) for line in lines]
    usual = float(median(size for size, line in zip(widths, lines, strict=True) for _ in line.text))
    height = float(median(line.area.height for line in lines for _ in line.text))
    sizes: list[float] = []
    for size, line in zip(widths, lines, strict=True):
        sizes.append(usual * _share(size / usual, line.area.height / height, long=len(line.text) >= _LONG))
    return sizes


def _share(by_width: float, by_height: float, *, long: bool) -> float:
    """A line's size by that of most lines, from its width and from its height, which both err.

    A line that is spread over its column is wide and not high; a long one that is narrow is small whatever its height.
    """
    if min(by_width, by_height) > _LARGE:
        return sqrt(by_width * by_height)
    if by_width > 1:
        return max(1.0, min(by_width, by_height))
    return by_width if long and by_width < _SMALL else min(1.0, max(by_width, by_height))


def _is_certain(line: PrintedLine) -> bool:
    """Whether enough characters are square for the line's width to tell its size."""
    return sum(not mark.isascii() for mark in line.text) >= _CERTAIN


def _nearest(steps: Sequence[float], size: float, above: float | None, *, certain: bool) -> float:
    """The step that a size was measured from; steps[0] is the usual one, that of short lines in doubt.

    Between two steps it is that of the line `above`, which it goes on from.
    """
    if not certain and steps[0] < size < _FAR * steps[0]:
        return steps[0]
    if above is not None and abs(above / size - 1) < _STEP:
        return above
    return min(steps, key=lambda step: abs(step / size - 1))


def _joined(pieces: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Join pieces that touch in one row, for the detector breaks long lines; not where a column begins."""
    joined: list[PrintedLine] = []
    for piece in sorted(pieces, key=lambda each: each.area.left):
        height = piece.area.height
        edge = sum(-_EDGE < (other.area.left - piece.area.left) / height < _OVERSHOT for other in pieces) >= SHARED_EDGE
        for at, line in enumerate(joined):
            shared = min(line.area.bottom, piece.area.bottom) - max(line.area.top, piece.area.top)
            lower = min(line.area.height, height)
            alike = max(line.area.height, height) < _ALIKE * lower
            white = piece.area.left - line.area.right
            if not (shared > 0.6 * lower and alike and -1.5 * lower < white < 0.3 * lower):
                continue
            if edge:  # a box that reaches into the next column
                end = min(line.area.right, piece.area.left - _EDGE * height)
                joined[at] = PrintedLine(line.text, replace(line.area, right=end), line.size)
                continue
            joined[at] = PrintedLine(line.text + piece.text, around([line.area, piece.area]), line.size)
            break
        else:
            joined.append(piece)
    return joined


def _size(line: PrintedLine) -> float:
    """The size of a line's type: Han characters are square, so their number tells it better than the box's height."""
    squares = sum(0.55 if mark.isascii() else 1.0 for mark in line.text)
    squares -= 0.5 if line.text[-1] in CLOSERS else 0.0
    han = sum(not mark.isascii() for mark in line.text)
    if han < 0.5 * len(line.text):
        return _FROM_HEIGHT * line.area.height
    return (line.area.width + _BEARING * line.area.height) / squares


def _steps(sizes: Sequence[float], usual: float) -> list[float]:
    """The few sizes that a page is set in: the usual one, and the middle of every other group of like sizes."""
    groups: list[list[float]] = []
    for size in sorted(size for size in sizes if not -_STEP <= size / usual - 1 <= _LARGER):
        if groups and size < median(groups[-1]) * (1 + _STEP):
            groups[-1].append(size)
        else:
            groups.append([size])
    return [usual, *(median(group) for group in groups)]
