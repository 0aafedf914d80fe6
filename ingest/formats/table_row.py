"""One row of named values (a JSON object, a line of a table) → an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.formats.reader import Hints
from ingest.issue_date import date_in_name
from rag.errors import InputError
from rag.records import Article, ArticleKind, Origin, Source

FIELDS = ("doc_id", "title", "text", "paragraphs", "date", "source", "page", "kicker", "dateline", "authors", "kind")
_OWN_NAMES = {"doc_id": "external_id", "source": "newspaper"}  # as `baoda articles --json` prints them
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class UnusableRow(Exception):
    """Why a row gives no article, as the end of a sentence that begins with its place; readers catch it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which name a row keeps a field under, and what holds for rows that do not tell their date or newspaper."""

    names: Mapping[str, str]
    date: date | None
    newspaper: str

    def value(self, row: Mapping[str, object], field: str) -> object:
        """Return the field's value: under its mapped name, its own, or the one that is printed; None when absent."""
        for name in (self.names.get(field), field, _OWN_NAMES.get(field)):
            if name is not None and row.get(name) is not None:
                return row[name]
        return None

    def has(self, header: Iterable[str], field: str) -> bool:
        """Whether a table with this header keeps the field."""
        return not {self.names.get(field), field, _OWN_NAMES.get(field)}.isdisjoint(header)


def columns_for(path: Path, hints: Hints) -> Columns:
    """Return the columns of a file: mapped as the person said, dated by the flag or by the file's name.

    Raises:
        InputError: a field is mapped that no article has.
    """
    for field in hints.columns:
        if field not in FIELDS:
            raise InputError(f"An article has no field {field}; map one of {', '.join(FIELDS)}.")
    return Columns(hints.columns, hints.date or date_in_name(path.name), hints.newspaper)


def row_article(row: Mapping[str, object], columns: Columns, origin: Origin) -> Article:
    """Return the row's article; only `text` or `paragraphs` must be there.

    Raises:
        UnusableRow: it holds no text, or a value that is none of its field.
    """
    source = Source(
        newspaper=_words(row, columns, "source") or columns.newspaper,
        date=_date(row, columns) or columns.date,
        page=_words(row, columns, "page"),
        headline=" ".join(_words(row, columns, "title").split()),
        external_id=_words(row, columns, "doc_id"),
    )
    return Article.of(
        source,
        _paragraphs(row, columns),
        kicker=_words(row, columns, "kicker"),
        dateline=_words(row, columns, "dateline"),
        authors=_authors(row, columns),
        kind=_kind(row, columns),
        origin=(origin,),
    )


def _paragraphs(row: Mapping[str, object], columns: Columns) -> tuple[str, ...]:
    given = columns.value(row, "paragraphs")
    if isinstance(given, list):
        parts = [_text(part, "paragraphs") for part in given]
    else:
        parts = (_words(row, columns, "text") or _words(row, columns, "paragraphs")).splitlines()
    paragraphs = tuple(part.strip() for part in parts if part.strip())
    if not paragraphs:
        name = columns.names.get("text", "text")
        raise UnusableRow(f'has no text; give it a "{name}", or say with --map text=NAME where its text is.')
    return paragraphs


def _words(row: Mapping[str, object], columns: Columns, field: str) -> str:
    value = columns.value(row, field)
    return "" if value is None else _text(value, columns.names.get(field, field))


def _text(value: object, name: str) -> str:
    if not isinstance(value, str | int):
        raise UnusableRow(f'has a "{name}" that is no text; write it as a string.')
    words = _CONTROL.sub("", str(value)).strip()
    if not words.isascii() and _HALF_CHARACTER.search(words):
        raise UnusableRow(f'has half a character in its "{name}"; save the file again as UTF-8.')
    return words


def _authors(row: Mapping[str, object], columns: Columns) -> tuple[str, ...]:
    value = columns.value(row, "authors")
    if isinstance(value, list):
        return tuple(name.strip() for name in value if isinstance(name, str) and name.strip())
    return tuple(re.sub("[、，,;；]", " ", _words(row, columns, "authors")).split())


def _kind(row: Mapping[str, object], columns: Columns) -> ArticleKind:
    words = _words(row, columns, "kind")
    return ArticleKind(words) if words in set(ArticleKind) else ArticleKind.NEWS


def _date(row: Mapping[str, object], columns: Columns) -> date | None:
    words = _words(row, columns, "date")
    if not words:
        return None
    day = date_in_name(words)
    if day is None:
        raise UnusableRow(f"has the date {words!r}; write it as YYYY-MM-DD or leave it out.")
    return day
