"""What every format's reader takes and gives: hints from the person, articles or problems back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ingest.notes import Listener
from rag.records import Article


@dataclass(frozen=True, slots=True)
class Hints:
    """What the person said about a file; `file` is its name in origins and messages.

    Where the reader of many files fills `file` in, those inside the folder `below` are named by their path from there.
    `columns` says under which name a table keeps a field: {"title": "标题"}; `listener` is told while a file is read.
    """

    date: date | None = None
    newspaper: str = ""
    file: str = ""
    below: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    listener: Listener | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a file that could not be read while the rest goes on; lines count from 1, None for the whole file.

    `skipped`: nothing is wrong with it, it is of a kind that is not read.
    """

    file: str
    line: int | None
    reason: str
    skipped: bool = False


FormatReader = Callable[[Path, Hints], Iterator[Article | Problem]]
"""Yields what a file holds, as a stream; raises `InputError` when the file as a whole cannot be read."""
