"""An image of a page → a leaf with its lines, through OCR (RapidOCR, whose models ship in its package)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.layout.lines import CLOSERS
from ingest.layout.printed import Area, Leaf, PrintedLine, around
from rag.errors import InputError

if TYPE_CHECKING:
    from rapidocr import RapidOCR

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels

_LONGEST_SIDE = 6000  # pixels that text is looked for in; the model's own limit blurs a newspaper page
_SURE = 0.5  # of a line's recognition, 0 to 1
_ALIKE = 1.3  # heights of boxes on a page vary by this much around one size of type
_EDGE = 0.6  # of a line's height: how far the lines of a column begin from each other
_SHARED_EDGE = 3  # lines that begin at one place are a column's
_GUTTER = 0.8  # of a line's height: white before a column's edge that no line of text has inside
_MARGIN = 0.15  # of a box's height: the white that the detector adds to a line
_FROM_HEIGHT = 0.93  # size of type to height of box
_STEP = 0.1  # sizes that differ by less are measured from one size of type
_CERTAIN = 3  # characters; what is shorter takes the nearest size that a longer line has
_ROUGH = 1400  # rows that a page is reduced to before frames and pictures are looked for
_INK = 215  # of 255; darker is ink
_SIDE, _LOW = 0.06, 0.02  # of the page's width and height; less is no frame and no picture
_FILLED = 0.4  # of a picture is ink
_RULED = 0.8  # of each side of a frame


def read_image(pixels: Pixels, number: int, file: str) -> Leaf:
    """Return the leaf that an image shows, (height, width, 3) in RGB; distances are in pixels.

    Raises:
        InputError: OCR is not installed.
    """
    engine = _engine(file)
    found = engine(pixels[:, :, ::-1], use_cls=False)
    boxes = getattr(found, "boxes", None)
    texts: Sequence[str] = getattr(found, "txts", None) or ()
    scores: Sequence[float] = getattr(found, "scores", None) or ()
    lines: list[tuple[Box, str]] = []
    if boxes is not None:
        for corners, text, score in zip(boxes, texts, scores, strict=True):
            if score >= _SURE and text.strip():
                (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
                lines.append(((float(left), float(top), float(right), float(bottom)), text.strip()))
    lines = [part for line in lines for part in _parted(line, lines, pixels, engine)]
    area = Area(0.0, 0.0, float(pixels.shape[1]), float(pixels.shape[0]))
    frames, pictures = _drawn(pixels)
    return Leaf(number, area, recognised_lines(lines), frames, pictures)


def _parted(
    line: tuple[Box, str], lines: Sequence[tuple[Box, str]], pixels: Pixels, engine: RapidOCR
) -> list[tuple[Box, str]]:
    """A box that runs over a gutter, cut there and read again; else the line as it is."""
    (left, top, right, bottom), _ = line
    height = bottom - top
    crop = pixels[max(round(top), 0) : round(bottom), max(round(left), 0) : round(right)]
    white = crop.min(axis=(0, 2)) >= _INK if crop.size else np.zeros(0, dtype=bool)
    for (edge, *_), _ in lines:
        at, room = round(edge - left), round(_GUTTER * height)
        if not (2 * height < at < right - left - 2 * height) or not white[max(at - room, 0) : at - 2].all():
            continue
        if sum(abs(other[0] - edge) < _EDGE * height for other, _ in lines) < _SHARED_EDGE:
            continue
        halves = [(left, top, edge - _GUTTER * height, bottom), (edge, top, right, bottom)]
        return [(half, text) for half in halves if (text := _text(half, pixels, engine))]
    return [line]


def _text(box: Box, pixels: Pixels, engine: RapidOCR) -> str:
    left, top, right, bottom = (max(round(side), 0) for side in box)
    found = engine(pixels[top:bottom, left:right, ::-1], use_det=False, use_cls=False)
    return "".join(getattr(found, "txts", None) or ()).strip()


def recognised_lines(found: Sequence[tuple[Box, str]]) -> tuple[PrintedLine, ...]:
    """Return boxes with their text as lines: pieces of one line joined, sizes of type told from the lines' widths."""
    joined = _joined([PrintedLine(text, Area(*box), box[3] - box[1]) for box, text in found])
    if not joined:
        return ()
    sizes = [_size(line) for line in joined]
    usual = float(median(size for size, line in zip(sizes, joined, strict=True) for _ in line.text))
    steps = _steps([size for size, line in zip(sizes, joined, strict=True) if len(line.text) >= _CERTAIN], usual)
    return tuple(
        PrintedLine(line.text, line.area, round(_nearest(steps, size), 1))
        for line, size in zip(joined, sizes, strict=True)
    )


def _nearest(steps: Sequence[float], size: float) -> float:
    return min(steps, key=lambda step: abs(step / size - 1))


def _joined(pieces: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Join pieces that touch in one row, for the detector breaks long lines; not where a column begins."""
    joined: list[PrintedLine] = []
    for piece in sorted(pieces, key=lambda each: each.area.left):
        height = piece.area.height
        edge = sum(abs(other.area.left - piece.area.left) < _EDGE * height for other in pieces) >= _SHARED_EDGE
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
    return (line.area.width - _MARGIN * line.area.height) / squares


def _steps(sizes: Sequence[float], usual: float) -> list[float]:
    """The few sizes that a page is set in: the usual one, and the middle of every other group of like sizes."""
    groups: list[list[float]] = []
    for size in sorted(size for size in sizes if abs(size / usual - 1) > _STEP):
        if groups and size < groups[-1][0] * (1 + _STEP):
            groups[-1].append(size)
        else:
            groups.append([size])
    return [usual, *(median(group) for group in groups)]


def _drawn(pixels: Pixels) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    """Frames and pictures: connected ink much wider and higher than a line, along its edges only or all over."""
    import cv2

    step = max(1, round(pixels.shape[0] / _ROUGH))
    ink = (pixels[::step, ::step].min(axis=2) < _INK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    frames: list[Area] = []
    pictures: list[Area] = []
    for left, top, width, height, size in stats[1:].tolist():
        if width < _SIDE * ink.shape[1] or height < _LOW * ink.shape[0]:
            continue
        area = Area(left * step, top * step, (left + width) * step, (top + height) * step)
        rim = ink[top : top + height, left : left + width]
        sides = (rim[:3].max(axis=0), rim[-3:].max(axis=0), rim[:, :3].max(axis=1), rim[:, -3:].max(axis=1))
        if size > _FILLED * width * height:
            pictures.append(area)
        elif all(side.mean() > _RULED for side in sides):
            frames.append(area)
    return tuple(frames), tuple(pictures)


@cache
def _loaded() -> RapidOCR:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.WARNING)
    return RapidOCR(
        params={
            "Global.log_level": "warning",
            "Global.max_side_len": _LONGEST_SIDE,
            "Det.limit_side_len": _LONGEST_SIDE,
            "Det.limit_type": "max",
        }
    )


def _engine(file: str) -> RapidOCR:
    try:
        return _loaded()
    except ImportError as error:
        raise InputError(
            f"{file} is a scan, and reading scans needs the OCR extra; run: pip install baoda[ocr]"
        ) from error
