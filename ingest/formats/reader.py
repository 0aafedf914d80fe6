"""What every format's reader takes and gives: hints from the person, articles or problems back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rag.records import Article


@dataclass(frozen=True, slots=True)
class Hints:
    """What the person said about a file; `file` is its name in origins and messages."""

    date: date | None = None
    newspaper: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a file that could not be read while the rest goes on; lines count from 1, None for the whole file."""

    file: str
    line: int | None
    reason: str


FormatReader = Callable[[Path, Hints], Iterator[Article | Problem]]
"""Yields what a file holds, as a stream; raises `InputError` when the file as a whole cannot be read."""
