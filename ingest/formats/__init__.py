"""One reader a format, in a table keyed by suffix."""

from __future__ import annotations

from pathlib import Path

from ingest.formats.jsonl import read_jsonl
from ingest.formats.reader import FormatReader, Hints, Problem
from ingest.formats.text_dump import read_text_dump

__all__ = ["READERS", "FormatReader", "Hints", "Problem", "reader_for"]

READERS: dict[str, FormatReader] = {
    ".txt": read_text_dump,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}


def reader_for(path: Path) -> FormatReader | None:
    """Return the reader of the file's format, or None when no reader knows its suffix."""
    return READERS.get(path.suffix.lower())
