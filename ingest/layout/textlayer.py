"""One leaf of a PDF → its characters, frames and pictures, through PDFium."""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Sequence
from contextlib import closing
from statistics import median
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from ingest.layout.heaviness import with_heaviness
from ingest.layout.lines import CLOSERS, printed_lines
from ingest.layout.overrun import Pixels
from ingest.layout.printed import Area, Character, Leaf, PrintedLine
from rag.errors import InputError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_SIDE = 36.0  # points; smaller pictures and frames are ornaments
_DPI = 200  # that leaves without text are drawn at
_DEPTH = 4  # of forms inside forms
_ABOVE = 0.86  # of a character's square, above its baseline
_HALF = 0.55  # of the size
_LARGER = 1.25  # times the usual size: a headline
_LEVEL = 0.1  # radians that a character may lean

# PDFium keeps its state in globals: two threads inside it at once crash the process.
PDFIUM = threading.RLock()


def read_leaf(document: PdfDocument, index: int, file: str) -> Leaf:
    """Return leaf `index`, from 0; a leaf without a text layer has no lines.

    Raises:
        InputError: PDFium cannot load the leaf.
    """
    import pypdfium2

    try:
        with PDFIUM, closing(document[index]) as page, closing(page.get_textpage()) as text:
            left, bottom, right, top = page.get_bbox()
            characters = _characters(text, left, top)
            frames, pictures = _drawn(page, left, top)
            lines = printed_lines(characters)
            if lines and not _has_sizes(lines):
                with closing(page.render(scale=_DPI / 72, rev_byteorder=True)) as drawn:
                    lines = with_heaviness(lines, _rgb(drawn.to_numpy()), _DPI / 72)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"Leaf {index + 1} of {file} cannot be read ({error}); print the file again.") from error
    empty = [frame for frame in frames if not any(frame.holds(line.area) for line in lines)]  # drawn, not framed
    return Leaf(
        index + 1,
        Area(0.0, 0.0, right - left, top - bottom),
        lines,
        tuple(frame for frame in frames if frame not in empty),
        (*pictures, *empty),
    )


def recognised_leaf(document: PdfDocument, index: int, file: str) -> Leaf:
    """Return leaf `index`, from 0, as OCR reads its image; distances are in pixels of that image.

    Raises:
        InputError: PDFium cannot draw the leaf, or OCR is not installed.
    """
    import pypdfium2

    from ingest.layout.recognition import read_image

    try:
        with (
            PDFIUM,
            closing(document[index]) as page,
            closing(page.render(scale=_DPI / 72, rev_byteorder=True)) as drawn,
        ):
            pixels = drawn.to_numpy().copy()
    except pypdfium2.PdfiumError as error:
        raise InputError(f"Leaf {index + 1} of {file} cannot be drawn ({error}); print the file again.") from error
    return read_image(_rgb(pixels), index + 1, file)


def _rgb(pixels: Pixels) -> Pixels:
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        pixels = pixels.reshape(*pixels.shape[:2], 1).repeat(3, axis=2)
    return pixels[:, :, :3]


def _has_sizes(lines: Sequence[PrintedLine]) -> bool:
    """Whether larger type than the usual tells headlines."""
    usual = median(line.size for line in lines for _ in line.text)
    return any(line.size >= _LARGER * usual for line in lines)


def _characters(text: PdfTextPage, left: float, top: float) -> list[Character]:
    """The upright characters, each in the cell of its font's size: glyph boxes differ from font to font."""
    from pypdfium2 import raw

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    characters: list[Character] = []
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        angle = raw.FPDFText_GetCharAngle(text, at)
        if abs(math.remainder(angle, 2 * math.pi)) > _LEVEL or not raw.FPDFText_GetLooseCharBox(text, at, box):
            continue
        if not raw.FPDFText_GetCharOrigin(text, at, x, y) or not raw.FPDFText_GetMatrix(text, at, matrix):
            continue
        size = round(raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d), 1)
        if size <= 0:
            continue
        start = min(x.value, float(box.left))
        end = max(start + size if _is_wide(chr(code)) else 0.0, float(box.right))
        if chr(code) in CLOSERS:  # their right half is white, and dropped at a line's end
            end = min(end, start + _HALF * size)
        baseline = top - y.value
        area = Area(start - left, baseline - _ABOVE * size, end - left, baseline + (1 - _ABOVE) * size)
        characters.append(Character(chr(code), area, size))
    return characters


def _is_wide(mark: str) -> bool:
    """Whether a character takes a whole square in a Chinese font."""
    return mark in "“”‘’—…·" or east_asian_width(mark) in "WF"


def _drawn(page: PdfPage, left: float, top: float) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    from pypdfium2 import raw

    frames: list[Area] = []
    pictures: list[Area] = []
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH):
        x1, y1, x2, y2 = drawn.get_bounds()
        area = Area(x1 - left, top - y2, x2 - left, top - y1)
        if area.width >= _SIDE and area.height >= _SIDE:
            (pictures if drawn.type == raw.FPDF_PAGEOBJ_IMAGE else frames).append(area)
    return tuple(frames), tuple(pictures)
