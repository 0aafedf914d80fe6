"""Bold type, told by how much ink a line's box holds: for leaves on which no size of type tells a headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ingest.layout.printed import PrintedLine

_INK = 160  # of 255; darker is ink, lighter the blur at its edge
_BOLDER = 1.22  # times the usual share of ink
_LEAST = 4  # characters; fewer have too little ink in common with others
_RARE = 0.3  # of the leaf's characters; what is more is the usual type


def with_heaviness(
    lines: Sequence[PrintedLine], pixels: NDArray[np.uint8], scale: float = 1.0
) -> tuple[PrintedLine, ...]:
    """Return the lines with those in bold type told; `pixels` is their leaf, (height, width, 3), `scale` a point."""
    dark = pixels.min(axis=2) < _INK
    shares = [_share(line, dark, scale) for line in lines]
    known = [share for share, line in zip(shares, lines, strict=True) for _ in line.text if share]
    usual = median(known) if known else 0.0
    heavy = [
        sum(map(str.isalnum, line.text)) >= _LEAST and share > _BOLDER * usual > 0
        for share, line in zip(shares, lines, strict=True)
    ]
    size = sum(len(line.text) for line in lines)
    if sum(len(line.text) for line, bold in zip(lines, heavy, strict=True) if bold) > _RARE * size:
        return tuple(lines)
    return tuple(replace(line, heavy=bold) for line, bold in zip(lines, heavy, strict=True))


def _share(line: PrintedLine, dark: NDArray[np.bool_], scale: float) -> float:
    """Ink by the squares of the line's characters: marks have little, and their white is no sign of light type."""
    area = line.area
    top, bottom = round(area.top * scale), round(area.bottom * scale)
    left, right = round(area.left * scale), round(area.right * scale)
    crop = dark[max(top, 0) : bottom, max(left, 0) : right]
    squares = sum(0.45 if mark.isascii() else 1.0 for mark in line.text if mark.isalnum())
    return float(crop.sum()) / (squares * (line.size * scale) ** 2) if squares else 0.0
