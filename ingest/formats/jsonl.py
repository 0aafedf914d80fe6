"""JSON Lines of ready articles: {"doc_id", "title", "text", "date", "source"}, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ingest.encoding import decode
from ingest.formats.reader import Hints, Problem
from ingest.formats.table_row import Columns, UnusableRow, columns_for, row_article
from ingest.notes import Listener
from rag.errors import InputError
from rag.records import Article, Origin

LONGEST_LINE = 10_000_000  # bytes; a book has less
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_jsonl(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield an article or a problem a line; only `text` or `paragraphs` must be there, blank lines are skipped.

    Raises:
        InputError: the file is missing, empty or in UTF-16.
    """
    file = hints.file or path.name
    try:
        with path.open("rb") as stream:
            yield from _read_lines(stream, file, columns_for(path, hints), hints.listener or Listener())
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}; check the name.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check its permissions.") from error


def _read_lines(stream: BinaryIO, file: str, columns: Columns, listener: Listener) -> Iterator[Article | Problem]:
    number, empty = 0, True
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        listener.bytes(stream.tell())
        if number == 1 and line.startswith(_UTF16):
            raise InputError(f"{file} is in UTF-16; save it as UTF-8, which JSON Lines are.")
        if number == 1:
            line = line.removeprefix(_BOM)
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            _skip_line(stream)
            empty = False
            yield Problem(file, number, f"line {number} of {file} is longer than {LONGEST_LINE:,} bytes; split it.")
            continue
        if not line.strip():
            continue
        empty = False
        try:
            yield row_article(_row(line, file), columns, Origin(file, number, number))
        except UnusableRow as error:
            yield Problem(file, number, f"line {number} of {file} {error}")
    if empty:
        raise InputError(f"{file} is empty; pass a file with one JSON object a line.")


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def _row(line: bytes, file: str) -> dict[str, object]:
    try:
        row: object = json.loads(decode(line, file))
    except InputError as error:
        raise UnusableRow("is not UTF-8 text; save the file again as UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnusableRow(f"is not JSON ({error}); write one object a line.") from error
    if not isinstance(row, dict):
        raise UnusableRow("is no JSON object; write one object a line.")
    return row
