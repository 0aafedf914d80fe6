"""The places of an article's lines as a few bytes each: the numbers column by column, as differences, deflated."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from rag.records import LineBox, Origin

_FRACTION = 10_000  # an edge is kept to a ten-thousandth of the leaf: 0.04 mm of a newspaper page
_COLUMNS = 7


def pack_boxes(origins: Sequence[Origin]) -> bytes:
    """Return the boxes of all origins as bytes; none at all when there are no boxes."""
    if not any(origin.boxes for origin in origins):
        return b""
    rows = [_numbers(box) for origin in origins for box in origin.boxes]
    counts = [len(origins), *(len(origin.boxes) for origin in origins)]
    numbers = [*counts, *(step for column in zip(*rows, strict=True) for step in _steps(column))]
    return zlib.compress(struct.pack(f"<{len(numbers)}i", *numbers), 6)


def with_boxes(origins: Sequence[Origin], packed: bytes | None) -> tuple[Origin, ...]:
    """Return the origins with the boxes that `pack_boxes` packed of them."""
    if not packed:
        return tuple(origins)
    raw = zlib.decompress(packed)
    numbers = struct.unpack(f"<{len(raw) // 4}i", raw)
    counts, steps = numbers[1 : 1 + numbers[0]], numbers[1 + numbers[0] :]
    total = len(steps) // _COLUMNS
    columns = [accumulate(steps[at * total : (at + 1) * total]) for at in range(_COLUMNS)]
    boxes = [_box(row) for row in zip(*columns, strict=True)]
    ends = list(accumulate(counts, initial=0))
    return tuple(
        replace(origin, boxes=tuple(boxes[start:end]))
        for origin, (start, end) in zip(origins, pairwise(ends), strict=True)
    )


def _numbers(box: LineBox) -> tuple[int, ...]:
    edges = (round(edge * _FRACTION) for edge in (box.left, box.top, box.right, box.bottom))
    return (box.leaf, *edges, box.start, box.end)


def _box(numbers: Sequence[int]) -> LineBox:
    leaf, left, top, right, bottom, start, end = numbers
    return LineBox(leaf, left / _FRACTION, top / _FRACTION, right / _FRACTION, bottom / _FRACTION, start, end)


def _steps(column: Iterable[int]) -> Iterable[int]:
    return (after - before for before, after in pairwise((0, *column)))
