"""The reading order of a leaf: white gutters part columns, headlines across them part bands, frames are read alone.

An XY-cut that knows two things more: a line in large type that crosses a gutter is a headline above the columns and
does not close the gutter, and a framed story is one thing however it is set inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.layout.gutters import FEWEST, Column, Frame, Item, gutters_of, parted
from ingest.layout.printed import Area, Leaf, PrintedLine, around

_ROOM = 0.4  # of the body's size: white above and below a headline that spans columns
_WHOLE = 0.9  # share of a leaf's lines; a frame around more is the leaf's own border


def in_order(leaf: Leaf, body: float) -> list[Column | Frame]:
    """Return the leaf's columns and frames in reading order; `body` is the size of its running text in points."""
    items: list[Item] = []
    rest = list(leaf.lines)
    for area in _outermost(leaf.frames):
        inside = [line for line in rest if area.holds(line.area)]
        if not inside or len(inside) > _WHOLE * len(leaf.lines):
            continue
        rest = [line for line in rest if not area.holds(line.area)]
        columns = _ordered([Item(line.area, line) for line in inside], body)
        items.append(Item(area, frame=Frame(tuple(part for part in columns if isinstance(part, Column)))))
    items.extend(Item(line.area, line) for line in rest)
    return _ordered(items, body)


def _outermost(frames: Sequence[Area]) -> list[Area]:
    kept: list[Area] = []
    for area in sorted(frames, key=lambda each: -each.width * each.height):
        if not any(other.holds(area) for other in kept):
            kept.append(area)
    return kept


def _ordered(items: Sequence[Item], body: float) -> list[Column | Frame]:
    if not items:
        return []
    for cut in (_by_clean_gutters, _by_headlines, _by_rows):
        parts = cut(items, body)
        if len(parts) > 1:
            return [piece for part in parts for piece in _ordered(part, body)]
    return _column(items)


def _column(items: Sequence[Item]) -> list[Column | Frame]:
    """One column from top to bottom, with its frames where they stand."""
    area = around([item.area for item in items])
    pieces: list[Column | Frame] = []
    lines: list[PrintedLine] = []
    for item in sorted(items, key=lambda each: (round(each.area.top), each.area.left)):
        if item.line is not None:
            lines.append(item.line)
            continue
        if lines:
            pieces.append(Column(area, tuple(lines)))
            lines = []
        if item.frame is not None:
            pieces.append(item.frame)
    if lines:
        pieces.append(Column(area, tuple(lines)))
    return pieces


def _by_clean_gutters(items: Sequence[Item], body: float) -> list[list[Item]]:
    """Cut at every gutter that nothing crosses, unless headlines stand alone above the columns."""
    gutters = gutters_of(items, body)
    if not gutters:
        return [list(items)]
    spanning = _spanning(items, body)
    return _bands(items, spanning) if spanning else parted(items, gutters)


def _spanning(items: Sequence[Item], body: float) -> list[Item]:
    """Headlines too short to cross a gutter that span the columns all the same.

    They have nothing beside them, are set from the left edge or centred, and columns begin below them, or nothing.
    """
    area = around([item.area for item in items])
    spanning: list[Item] = []
    for item in items:
        left, right = item.area.left - area.left, area.right - item.area.right
        if not item.is_headline(body) or not (left < 2 * body or abs(left - right) < 4 * body):
            continue
        roomy = replace(item.area, top=item.area.top - _ROOM * body, bottom=item.area.bottom + _ROOM * body)
        if any(_is_beside(item.area, roomy, other.area) for other in items if other is not item):
            continue
        below = [other for other in items if other.area.top >= item.area.bottom - 0.2 * item.area.height]
        plain = [other for other in below if not other.is_headline(body)]
        if not below or (plain and gutters_of(plain, body) and _begin_together(plain, body)):
            spanning.append(item)
    return spanning


def _begin_together(items: Sequence[Item], body: float) -> bool:
    """Whether the columns begin at the same height, which those of a headline that spans them do."""
    tops = [min(item.area.top for item in part) for part in parted(items, gutters_of(items, body))]
    return tops[0] - min(tops) < 2 * body


def _is_beside(headline: Area, roomy: Area, other: Area) -> bool:
    """Whether something stands in the white that a headline across columns has on all sides."""
    apart = other.right < headline.left or other.left > headline.right
    return _overlap_down(roomy if apart else headline, other)


def _overlap_down(one: Area, other: Area) -> bool:
    return min(one.bottom, other.bottom) - max(one.top, other.top) > 0.2 * min(one.height, other.height)


def _by_headlines(items: Sequence[Item], body: float) -> list[list[Item]]:
    """Cut above and below the headlines and frames that cross the gutters between the other lines."""
    plain = [item for item in items if item.frame is None and not item.is_headline(body)]
    gutters = gutters_of(plain, body) if plain else []
    if not gutters:
        return [list(items)]
    crossing = [
        item
        for item in items
        if item not in plain and any(item.area.left < middle < item.area.right for middle in gutters)
    ]
    return _bands(items, crossing)


def _bands(items: Sequence[Item], crossing: Sequence[Item]) -> list[list[Item]]:
    """What stands above the first crossing item, that item, what stands between it and the next, and so on."""
    bands: list[list[Item]] = []
    rest = [item for item in items if item not in crossing]
    for item in sorted(crossing, key=lambda each: each.area.top):
        middle = (item.area.top + item.area.bottom) / 2
        above = [other for other in rest if (other.area.top + other.area.bottom) / 2 < middle]
        rest = [other for other in rest if other not in above]
        if above:
            bands.append(above)
        bands.append([item])
    return [*bands, rest] if rest else bands


def _by_rows(items: Sequence[Item], body: float) -> list[list[Item]]:
    """Cut at the widest white row that leaves columns above it or below it, first beside a line across them."""
    rows = sorted(items, key=lambda each: each.area.top)
    if len(rows) < 2 * FEWEST:
        return [list(items)]
    cuts: list[tuple[float, int]] = []
    end = rows[0].area.bottom
    for at, item in enumerate(rows[1:], start=1):
        if item.area.top > end:
            cuts.append((item.area.top - end, at))
        end = max(end, item.area.bottom)
    widest = [at for _, at in sorted(cuts, reverse=True)]
    beside = [at for at in widest if _crosses(rows[at - 1], rows[at:], body) or _crosses(rows[at], rows[:at], body)]
    for at in (*beside, *widest):
        if gutters_of(rows[:at], body) or gutters_of(rows[at:], body):
            return [rows[:at], rows[at:]]
    return [list(items)]


def _crosses(item: Item, others: Sequence[Item], body: float) -> bool:
    """Whether an item stands across the gutters that others have: their columns end at it."""
    return any(item.area.left < middle < item.area.right for middle in gutters_of(others, body))
