"""Boxes of OCR that run over a gutter into the next column: cut there, and both parts read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels

INK = 215  # of 255; darker is ink
SHARED_EDGE = 3  # lines that begin at one place are a column's
_EDGE = 0.6  # of a line's height: how far the lines of a column begin from each other
_TOUCHING = 0.3  # of a line's height: how far a box that was cut short ends before the rest of its line
_BESIDE = 3.0  # of a line's height: how far up and down a column's next lines are
_GUTTER = 0.5  # of a line's height: white before a column's edge that no line of text has inside
_SLIVER = 2.0  # of a line's height; what is narrower is cut off only when another box has it


def parted(
    line: tuple[Box, str], lines: Sequence[tuple[Box, str]], pixels: Pixels, read: Callable[[Box], str]
) -> list[tuple[Box, str]]:
    """Return a box that runs over a gutter as its parts, `read` anew; else the line as it is."""
    (left, top, right, bottom), _ = line
    height = bottom - top
    crop = pixels[max(round(top), 0) : round(bottom), max(round(left), 0) : round(right)]
    white = crop.min(axis=(0, 2)) >= INK if crop.size else np.zeros(0, dtype=bool)
    for edge in _column_edges(lines, height):
        at, room = round(edge - left), round(_GUTTER * height)
        if not (room < at < right - left - room) or not white[at - room : at - 1].all():
            continue
        halves = [(left, top, edge - _GUTTER * height, bottom), (edge, top, right, bottom)]
        narrow = [half for half in halves if half[2] - half[0] < _SLIVER * height]
        if narrow == halves[1:] and _is_a_columns(halves[1], lines):
            narrow = []  # the last words of a paragraph in the next column
        if all(
            _is_others(half, lines, before=half is halves[0]) for half in narrow
        ):  # else an indent, or a mark's white
            whole = [(half, text) for half in halves if half not in narrow and (text := read(half))]
            return [part for half, text in whole for part in parted((inked(half, pixels), text), lines, pixels, read)]
    return [line]


def _column_edges(lines: Sequence[tuple[Box, str]], height: float) -> list[float]:
    """Return where columns begin, those that most lines share first: a column's edge comes before its indent's."""
    shared = {
        edge: sum(abs(other[0] - edge) < _EDGE * height for other, _ in lines) for edge in {box[0] for box, _ in lines}
    }
    return sorted((edge for edge, count in shared.items() if count >= SHARED_EDGE), key=lambda edge: -shared[edge])


def inked(box: Box, pixels: Pixels) -> Box:
    """Return the box without the white that the detector left at both ends, a line's height at most."""
    left, top, right, bottom = box
    crop = pixels[max(round(top), 0) : round(bottom), max(round(left), 0) : round(right)]
    if not crop.size:
        return box
    ink = np.flatnonzero(crop.min(axis=(0, 2)) < INK)
    most = int(_EDGE * (bottom - top))
    if not ink.size:
        return box
    before, behind = min(int(ink[0]), most), min(crop.shape[1] - 1 - int(ink[-1]), most)
    return left + before, top, right - behind, bottom


def _is_others(sliver: Box, lines: Sequence[tuple[Box, str]], *, before: bool) -> bool:
    """Whether a box in the same row ends in a narrow part before a gutter, or begins in one behind it."""
    left, top, right, bottom = sliver
    height = bottom - top
    near = _TOUCHING if before else _EDGE
    return any(
        left < (other[2] if before else other[0]) + near * height < right + 2 * near * height
        and min(other[3], bottom) - max(other[1], top) > _EDGE * height
        for other, _ in lines
    )


def _is_a_columns(sliver: Box, lines: Sequence[tuple[Box, str]]) -> bool:
    """Whether lines right above and below a narrow part, or two on one side of it, begin where it does."""
    left, top, _, bottom = sliver
    height = bottom - top
    begin = [
        (other[1] + other[3]) / 2
        for other, _ in lines
        if abs(other[0] - left) < _GUTTER * height and other[2] - other[0] >= _SLIVER * height
    ]
    middle = (top + bottom) / 2
    return sum(_GUTTER * height < abs(at - middle) < _BESIDE * height for at in begin) > 1
