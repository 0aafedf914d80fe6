"""JSON Lines of ready articles: {"doc_id", "title", "text", "date", "source"}, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from ingest.encoding import decode
from ingest.formats.reader import Hints, Problem
from ingest.issue_date import date_in_name
from rag.errors import InputError
from rag.records import Article, Origin, Source

LONGEST_LINE = 10_000_000  # bytes; a book has less
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class _Unusable(Exception):
    """Why one line gives no article; never leaves this module."""


def read_jsonl(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield an article or a problem a line; only `text` must be there, blank lines are skipped.

    Raises:
        InputError: the file is missing, empty or in UTF-16.
    """
    file = hints.file or path.name
    try:
        with path.open("rb") as stream:
            yield from _read_lines(stream, file, _default_date(path, hints), hints.newspaper)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}; check the name.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check its permissions.") from error


def _default_date(path: Path, hints: Hints) -> date | None:
    return hints.date or date_in_name(path.name)


def _read_lines(stream: BinaryIO, file: str, day: date | None, newspaper: str) -> Iterator[Article | Problem]:
    number, empty = 0, True
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
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
            yield _article(line, number, file, day, newspaper)
        except _Unusable as error:
            yield Problem(file, number, f"line {number} of {file} {error}")
    if empty:
        raise InputError(f"{file} is empty; pass a file with one JSON object a line.")


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def _article(line: bytes, number: int, file: str, day: date | None, newspaper: str) -> Article:
    row = _row(line, file)
    paragraphs = tuple(part.strip() for part in _words(row, "text").splitlines() if part.strip())
    if not paragraphs:
        raise _Unusable('has no text; give it a "text".')
    source = Source(
        newspaper=_words(row, "source") or newspaper,
        date=_date(row) or day,
        page=_words(row, "page"),
        headline=" ".join(_words(row, "title").split()),
        external_id=_words(row, "doc_id"),
    )
    return Article.of(
        source,
        paragraphs,
        kicker=_words(row, "kicker"),
        dateline=_words(row, "dateline"),
        authors=_authors(row),
        origin=(Origin(file, number, number),),
    )


def _row(line: bytes, file: str) -> dict[str, object]:
    try:
        row: object = json.loads(decode(line, file))
    except InputError as error:
        raise _Unusable("is not UTF-8 text; save the file again as UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise _Unusable(f"is not JSON ({error}); write one object a line.") from error
    if not isinstance(row, dict):
        raise _Unusable("is no JSON object; write one object a line.")
    return row


def _words(row: dict[str, object], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int):
        raise _Unusable(f'has a "{name}" that is no text; write it as a string.')
    words = str(value).strip()
    if not words.isascii() and any("\ud800" <= mark <= "\udfff" for mark in words):
        raise _Unusable(f'has half a character in its "{name}"; save the file again as UTF-8.')
    return words


def _authors(row: dict[str, object]) -> tuple[str, ...]:
    value = row.get("authors")
    if isinstance(value, list):
        return tuple(name.strip() for name in value if isinstance(name, str) and name.strip())
    return tuple(_words(row, "authors").replace("、", " ").split())


def _date(row: dict[str, object]) -> date | None:
    words = _words(row, "date")
    if not words:
        return None
    day = date_in_name(words)
    if day is None:
        raise _Unusable(f"has the date {words!r}; write it as YYYY-MM-DD or leave it out.")
    return day
