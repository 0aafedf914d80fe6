"""Sets paragraphs in a column the way a newspaper does and an extractor prints it: the indent is lost."""

from __future__ import annotations

from collections.abc import Sequence

_NEVER_FIRST = "，。、；：！？”’）》】"


def column(paragraphs: Sequence[str], width: int) -> list[str]:
    """Return the lines of a column `width` Han characters wide; a paragraph's first line is two shorter."""
    return [line for paragraph in paragraphs for line in _lines(paragraph, width)]


def _lines(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    rest = paragraph
    while rest:
        room, cut, used = width - (0 if lines else 2), 0, 0.0
        while cut < len(rest) and used < room:
            used += 0.55 if rest[cut].isascii() else 1
            cut += 1
        while cut < len(rest) and rest[cut] in _NEVER_FIRST:
            cut += 1
        lines.append(rest[:cut])
        rest = rest[cut:]
    return lines
