"""An image of a page → a leaf with its lines, through OCR (RapidOCR, whose models ship in its package)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np

from ingest.layout.heaviness import with_heaviness
from ingest.layout.overrun import INK, Box, Pixels, inked, parted
from ingest.layout.printed import Area, Leaf
from ingest.layout.recognised import recognised_lines
from rag.errors import InputError

if TYPE_CHECKING:
    from rapidocr import RapidOCR

_LONGEST_SIDE = 6000  # pixels that text is looked for in; the model's own limit blurs a newspaper page
_SURE = 0.5  # of a line's recognition, 0 to 1
_ROUGH = 1400  # rows that a page is reduced to before frames and pictures are looked for
_SIDE, _LOW = 0.06, 0.02  # of the page's width and height; less is no frame and no picture
_FILLED = 0.4  # of a picture is ink
_RULED = 0.8  # of each side of a frame


def read_image(pixels: Pixels, number: int, file: str) -> Leaf:
    """Return the leaf that an image shows, (height, width, 3) in RGB; distances are in pixels.

    Raises:
        InputError: OCR is not installed.
    """
    engine = _engine(file)
    found = engine(pixels[:, :, ::-1], use_det=True, use_cls=False)  # it keeps what the last call asked for
    boxes = getattr(found, "boxes", None)
    texts: Sequence[str] = getattr(found, "txts", None) or ()
    scores: Sequence[float] = getattr(found, "scores", None) or ()
    lines: list[tuple[Box, str]] = []
    if boxes is not None:
        for corners, text, score in zip(boxes, texts, scores, strict=True):
            if score >= _SURE and text.strip():
                (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
                lines.append((inked((float(left), float(top), float(right), float(bottom)), pixels), text.strip()))
    lines = [
        part for line in lines for part in parted(line, lines, pixels, partial(_text, pixels=pixels, engine=engine))
    ]
    area = Area(0.0, 0.0, float(pixels.shape[1]), float(pixels.shape[0]))
    frames, pictures = _drawn(pixels)
    return Leaf(number, area, with_heaviness(recognised_lines(lines), pixels), frames, pictures)


def _text(box: Box, pixels: Pixels, engine: RapidOCR) -> str:
    left, top, right, bottom = (max(round(side), 0) for side in box)
    found = engine(pixels[top:bottom, left:right, ::-1], use_det=False, use_cls=False)
    return "".join(getattr(found, "txts", None) or ()).strip()


def _drawn(pixels: Pixels) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    """Frames and pictures: connected ink much wider and higher than a line, along its edges only or all over."""
    import cv2

    step = max(1, round(pixels.shape[0] / _ROUGH))
    ink = (pixels[::step, ::step].min(axis=2) < INK).astype(np.uint8)
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
