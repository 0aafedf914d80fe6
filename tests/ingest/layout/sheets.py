"""Sets lines on a leaf by hand, for tests of the layout."""

from __future__ import annotations

from ingest.layout.printed import Area, Character, Leaf, PrintedLine

SIZE = 10.0


def line(text: str, left: float, top: float, size: float = SIZE) -> PrintedLine:
    """Return a line whose characters are squares of its size."""
    return PrintedLine(text, Area(left, top, left + len(text) * size, top + size), size)


def column(texts: list[str], left: float, top: float, size: float = SIZE) -> list[PrintedLine]:
    """Return lines below one another, half a square apart."""
    return [line(text, left, top + 1.5 * size * at, size) for at, text in enumerate(texts)]


def sheet(lines: list[PrintedLine], frames: tuple[Area, ...] = (), pictures: tuple[Area, ...] = ()) -> Leaf:
    """Return a leaf of 600 by 800 points."""
    return Leaf(1, Area(0, 0, 600, 800), tuple(lines), frames, pictures)


def characters(text: str, left: float, top: float, size: float = SIZE) -> list[Character]:
    """Return the characters of a line as squares; a space leaves its square empty."""
    return [
        Character(mark, Area(left + at * size, top, left + (at + 1) * size, top + size), size)
        for at, mark in enumerate(text)
        if mark != " "
    ]
