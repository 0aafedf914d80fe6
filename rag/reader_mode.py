"""How much the small reader reads: a word that settings, answers and turns share."""

from __future__ import annotations

from enum import StrEnum


class ReaderMode(StrEnum):
    """How much the small reader reads of what was found."""

    OFF = "off"
    FAST = "fast"
    FULL = "full"
