"""JSON of ready articles: a list of objects, or an object with such a list inside. Objects are read one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import JSONDecodeError
from pathlib import Path

from ingest.encoding import decode
from ingest.formats.reader import Hints, Problem
from ingest.formats.table_row import Columns, UnusableRow, columns_for, row_article
from rag.errors import InputError
from rag.records import Article, Origin

LARGEST_FILE = 256_000_000  # bytes; it is held in memory as a whole, JSON Lines are not
_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def read_json(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield an article or a problem an object of the list; what stands before damage is read.

    Raises:
        InputError: the file cannot be read, is too large, or holds no list of objects.
    """
    file = hints.file or path.name
    columns = columns_for(path, hints)
    text = decode(_read(path), file)
    at = _list_start(text, file)
    line, counted = 1, 0
    while (at := _skip(text, at)) < len(text) and text[at] != "]":
        line, counted = line + text.count("\n", counted, at), at
        try:
            row, end = _value(text, at)
        except (JSONDecodeError, RecursionError) as error:
            reason = f"line {line} of {file} is not JSON ({error}); correct it, for the rest is not read."
            yield Problem(file, line, reason)
            return
        yield _item(row, columns, Origin(file, line, line + text.count("\n", at, end)))
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at += 1
        elif text[at : at + 1] != "]":
            yield Problem(file, line, f"{file} is cut off or damaged after line {line}; the rest of it is not read.")
            return


def _item(row: object, columns: Columns, origin: Origin) -> Article | Problem:
    why = "holds no JSON object; write a list of objects."
    if isinstance(row, dict):
        try:
            return row_article(row, columns, origin)
        except UnusableRow as error:
            why = str(error)
    return Problem(origin.file, origin.first_line, f"line {origin.first_line} of {origin.file} {why}")


def _list_start(text: str, file: str) -> int:
    """Offset of the first object of the list; an object around it is searched key by key."""
    at = _skip(text, 0)
    if text[at] == "[":
        return at + 1
    try:
        while text[at] in "{,":
            _, at = _value(text, _skip(text, at + 1))
            at = _skip(text, _skip(text, at) + 1)
            inside = _skip(text, at + 1)
            if text[at] == "[" and text[inside] == "{":
                return inside
            at = _skip(text, _value(text, at)[1])
    except (JSONDecodeError, RecursionError, IndexError) as error:
        raise InputError(f"{file} is no JSON, or cut off before its first article; save it again.") from error
    raise InputError(f"{file} holds no list of articles; pass a list of objects, or an object with such a list in it.")


def _value(text: str, at: int) -> tuple[object, int]:
    value: object
    value, end = _DECODER.raw_decode(text, at)
    return value, end


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"{path} is larger than {LARGEST_FILE:,} bytes; save it as JSON Lines, one object a line.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}; check the name.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check its permissions.") from error
