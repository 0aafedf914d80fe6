"""Tables of ready articles as CSV: a header line, then an article a row; the delimiter and the encoding are found."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from ingest.encoding import decode
from ingest.formats.reader import Hints, Problem
from ingest.formats.table_row import Columns, UnusableRow, columns_for, row_article
from rag.errors import InputError
from rag.records import Article, Origin

_SAMPLE = 1 << 18  # bytes that the encoding is decided by
_DELIMITERS = ",\t;|"
_ENCODINGS = ("utf-8", "gb18030", "big5")


def read_csv(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield an article or a problem a row; a row may run over several lines inside quotes.

    Raises:
        InputError: the file cannot be read as text, or its header has no column for the text.
    """
    file = hints.file or path.name
    columns = columns_for(path, hints)
    try:
        with path.open(encoding=_encoding(path, file), newline="") as stream:
            yield from _read_rows(_without_nul(stream), file, columns)
    except UnicodeDecodeError as error:  # in the header; further down the rows before it are given
        raise InputError(f"{file} is damaged in its first line ({error.reason}); save it again as UTF-8.") from error
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}; check the name.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check its permissions.") from error


def _read_rows(lines: Iterator[str], file: str, columns: Columns) -> Iterator[Article | Problem]:
    first = next(lines, "")
    header = [name.strip() for name in next(csv.reader([first], delimiter=_delimiter(first)), [])]
    if not columns.has(header, "text") and not columns.has(header, "paragraphs"):
        raise InputError(
            f"{file} has no column for the text but {', '.join(header)}; say which it is with --map text=NAME."
        )
    for field, name in columns.names.items():
        if name not in header:
            yield Problem(file, 1, f"{file} has no column {name} for {field}; correct --map {field}={name}.")
    rows = csv.reader(lines, delimiter=_delimiter(first))
    while True:
        began = rows.line_num + 2
        try:
            cells = next(rows, None)
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                row = dict(zip(header, cells, strict=False))
                yield row_article(row, columns, Origin(file, began, rows.line_num + 1))
        except (UnusableRow, csv.Error) as error:
            why = error if isinstance(error, UnusableRow) else f"is no row of a table ({error}); check its quotes."
            yield Problem(file, began, f"line {began} of {file} {why}")
        except UnicodeDecodeError as error:
            yield Problem(file, began, f"{file} is damaged near line {began} ({error.reason}); the rest is not read.")
            return


def _delimiter(header: str) -> str:
    """The mark that cuts the header into the most columns."""
    return max(_DELIMITERS, key=header.count)


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("\0", "") for line in lines)


def _encoding(path: Path, file: str) -> str:
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
        if len(sample) == _SAMPLE:  # cut between lines, so that no character is cut
            sample = sample[: sample.rfind(b"\n") + 1] or sample
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    text = decode(sample.replace(b"\0", b"") if sample.count(b"\0") * 200 < len(sample) else sample, file)
    for encoding in _ENCODINGS:
        try:
            if sample.decode(encoding).replace("\0", "") == text:
                return encoding
        except UnicodeDecodeError:
            continue
    return "utf-8"
