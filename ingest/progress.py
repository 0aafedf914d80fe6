"""How far an ingest is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: files and bytes read of all of them, articles stored, and the file at hand.

    `leaf` is the last one read of the file's `leaves`, both 0 where it has none.
    """

    files_done: int
    files: int
    articles: int
    file: str
    bytes_done: int = 0
    bytes: int = 0
    leaf: int = 0
    leaves: int = 0
