"""The things that are printed on a leaf, measured in points from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle; `top` is above `bottom`, so it is the smaller number."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.bottom - self.top

    def holds(self, other: Area) -> bool:
        """Whether the middle of the other lies inside."""
        across, down = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= across <= self.right and self.top <= down <= self.bottom


@dataclass(frozen=True, slots=True)
class Character:
    """One character with the size of its font in points."""

    text: str
    area: Area
    size: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Characters that stand side by side in one column; `size` is the font's, in points.

    `heavy` tells bold type, where it was looked for: on leaves in one size of type.
    """

    text: str
    area: Area
    size: float
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf of a file: its lines in no order yet, frames around stories, pictures; `number` counts from 1."""

    number: int
    area: Area
    lines: tuple[PrintedLine, ...]
    frames: tuple[Area, ...] = ()
    pictures: tuple[Area, ...] = ()


def around(areas: list[Area]) -> Area:
    """Return the smallest area that holds all of them, at least one."""
    return Area(
        min(area.left for area in areas),
        min(area.top for area in areas),
        max(area.right for area in areas),
        max(area.bottom for area in areas),
    )
