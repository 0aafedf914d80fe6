"""Headline lines with their sizes → kicker and title."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ingest.glyphs import half_width, join_lines
from ingest.headline import Headline, join_headline
from ingest.layout.paragraphs import Placed


def printed_headline(lines: Sequence[Placed]) -> Headline | None:
    """Return the headline's parts: the largest type is the title, what stands above it the kicker; None without any.

    What stands below it in smaller type is a subtitle, which the title holds too.
    """
    groups = [list(group) for _, group in groupby(lines, key=lambda placed: round(placed.line.size, 1))]
    if not groups:
        return None
    largest = max(groups, key=lambda group: group[0].line.size)
    at = groups.index(largest)
    kicker = " ".join(_joined(group) for group in groups[:at])
    title = " ".join(_joined(group) for group in groups[at:])
    return Headline(kicker, title, sum(map(len, groups[:at])), sum(map(len, groups[at + 1 :])))


def _joined(group: Sequence[Placed]) -> str:
    """Lines of one size as one text: a line that reaches the edge was wrapped, one that does not ends a phrase."""
    pieces: list[list[str]] = [[]]
    widest = max(placed.line.area.width for placed in group)
    for placed in group:
        pieces[-1].append(half_width(placed.line.text).strip())
        if not placed.fills or placed.line.area.width < widest - 1.2 * placed.line.size:
            pieces.append([])
    return join_headline([join_lines(piece) for piece in pieces if piece])
