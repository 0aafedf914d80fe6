"""tantivy's files looked at from outside: which are damaged, and how many removed documents they still hold.

A file of tantivy's ends in a JSON footer with the CRC-32 of all that stands before it, the footer's length and a magic
number, each of four bytes (tantivy's source, directory/footer.rs).
"""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

META = "meta.json"
_MAGIC = 1337
_TAIL = struct.Struct("<II")
_CHUNK = 1 << 20


def damaged_files(folder: Path) -> list[str]:
    """Return the names of the files that the last commit names and that are missing or not as they were written."""
    alive = {str(segment["segment_id"]).replace("-", "") for segment in _segments(folder)}
    files = {file for file in folder.iterdir() if file.name.partition(".")[0] in alive}
    ends = {(file.name.partition(".")[0], file.suffix) for file in files}
    missing = [
        f"{segment}{end}" for segment in alive for end in (".idx", ".store", ".term") if (segment, end) not in ends
    ]
    return sorted([file.name for file in files if not _is_whole(file)] + missing)


def removed_documents(folder: Path) -> int:
    """Return how many documents are removed and still take room."""
    return sum(int((segment.get("deletes") or {}).get("num_deleted_docs", 0)) for segment in _segments(folder))


def _segments(folder: Path) -> list[dict[str, dict[str, int]]]:
    try:
        segments: list[dict[str, dict[str, int]]] = json.loads((folder / META).read_text("utf-8"))["segments"]
    except FileNotFoundError:
        return []
    return segments


def _is_whole(file: Path) -> bool:
    size = file.stat().st_size
    if size < _TAIL.size:
        return False
    with file.open("rb") as stream:
        stream.seek(size - _TAIL.size)
        length, magic = _TAIL.unpack(stream.read(_TAIL.size))
        body = size - _TAIL.size - length
        if magic != _MAGIC or body < 0:
            return False
        stream.seek(body)
        try:
            said = int(json.loads(stream.read(length))["crc"])
        except (ValueError, KeyError, TypeError):
            return False
        stream.seek(0)
        crc, rest = 0, body
        while rest:
            chunk = stream.read(min(_CHUNK, rest))
            crc = zlib.crc32(chunk, crc)
            rest -= len(chunk)
    return crc == said
