"""JSON, JSON Lines and tables as nodes that know their file and line, so that every complaint can name both."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from rag.errors import InputError

_LONGEST_CELL = 1 << 28  # characters; a cell may hold the whole list of a question's passages


def read_source(file: Path) -> str:
    """Return a UTF-8 file's text; InputError when it cannot be read or holds nothing."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read ({error}); it must be UTF-8 text.") from error
    if not text.strip():
        raise InputError(f"{file} is empty; check that it was downloaded whole.")
    return text


@dataclass(frozen=True, slots=True)
class _Text:
    file: Path
    text: str
    first_line: int


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a JSON text and the way to it; a missing or ill-typed part raises InputError with file and line."""

    value: object
    source: _Text
    way: tuple[str | int, ...] = ()

    def error(self, message: str) -> InputError:
        """Return the error that says this of the node's place."""
        line = self.source.first_line + self.source.text.count("\n", 0, _offset(self.source.text, self.way))
        return InputError(f"{self.source.file}:{line}: {message}")

    def find(self, *names: str) -> Node | None:
        """Return the first of these fields that is there and not null."""
        if not isinstance(self.value, dict):
            raise self.error(f"expected an object with {names[0]}, got {_shown(self.value)}; correct it.")
        name = next((name for name in names if self.value.get(name) is not None), None)
        return None if name is None else Node(self.value[name], self.source, (*self.way, name))

    def field(self, *names: str) -> Node:
        """Return the first of these fields that is there."""
        found = self.find(*names)
        if found is None:
            raise self.error(f"there is no {' or '.join(names)}; add it or check the kind of set that was named.")
        return found

    def words(self) -> str:
        """Return the node's text, trimmed, at least one character; a number is taken as its text."""
        text = self.maybe_words()
        if not text:
            raise self.error(f"{self._name} is empty; fill it in.")
        return text

    def maybe_words(self) -> str:
        """Return the node's text, trimmed, which may be empty; a number is taken as its text."""
        if isinstance(self.value, str):
            return self.value.strip()
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return str(self.value)
        raise self.error(f"{self._name} must be a text, got {_shown(self.value)}.")

    def items(self) -> Iterator[Node]:
        """Yield the members of the list that the node is."""
        if not isinstance(self.value, list):
            raise self.error(f"{self._name} must be a list, got {_shown(self.value)}.")
        for at, value in enumerate(self.value):
            yield Node(value, self.source, (*self.way, at))

    def yes(self) -> bool:
        """Return whether the node is true; it must be true or false."""
        if isinstance(self.value, bool):
            return self.value
        raise self.error(f"{self._name} must be true or false, got {_shown(self.value)}.")

    @property
    def _name(self) -> str:
        return "".join(f".{step}" if isinstance(step, str) else f"[{step}]" for step in self.way).lstrip(".") or "it"


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"


def read_tree(file: Path) -> Node:
    """Return the one JSON value of a file."""
    text = read_source(file)
    return _tree(_Text(file, text, 1))


def read_records(file: Path) -> Iterator[Node]:
    """Yield the records of a JSON list, of JSON Lines, or of a table (.csv, .tsv) whose first line names the fields."""
    text = read_source(file)
    if file.suffix.lower() in (".csv", ".tsv"):
        yield from _table(file, text)
        return
    whole = _Text(file, text, 1)
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if text.lstrip().startswith("["):
        yield from _tree(whole).items()
    elif len(lines) > 1 and not _parses(lines[0][1]):
        yield _tree(whole)  # one object, printed over several lines
    else:
        for number, line in lines:
            yield _tree(_Text(file, line, number))


def _parses(line: str) -> bool:
    try:
        json.loads(line)
    except json.JSONDecodeError:
        return False
    return True


def _tree(source: _Text) -> Node:
    try:
        return Node(json.loads(source.text), source)
    except json.JSONDecodeError as error:
        line = source.first_line + error.lineno - 1
        raise InputError(f"{source.file}:{line}: not JSON ({error.msg}); correct the line.") from error


def _table(file: Path, text: str) -> Iterator[Node]:
    names: list[str] | None = None
    for began, row in _rows(file, text):
        if names is None:
            names = row
        elif len(row) == len(names):
            yield Node(dict(zip(names, row, strict=True)), _Text(file, "", began))
        elif row:
            raise InputError(f"{file}:{began}: {len(row)} cells under {len(names)} headings; correct the line.")


def _rows(file: Path, text: str) -> list[tuple[int, list[str]]]:
    """Return the rows of a table, each with the line that it begins in."""
    rows = csv.reader(StringIO(text), delimiter="\t" if file.suffix.lower() == ".tsv" else ",", strict=True)
    found: list[tuple[int, list[str]]] = []
    began = 1
    before = csv.field_size_limit(_LONGEST_CELL)  # one number for the whole process: others' readers keep theirs
    try:
        for row in rows:
            found.append((began, row))
            began = rows.line_num + 1
    except csv.Error as error:
        raise InputError(f"{file}:{began}: not a line of a table ({error}); correct it.") from error
    finally:
        csv.field_size_limit(before)
    return found


def _offset(text: str, way: tuple[str | int, ...]) -> int:
    """Return where in a JSON text the value at the end of the way begins; 0 for a text that is none, as of a table."""
    at = _blank(text, 0)
    if not text:
        return 0
    decoder = json.JSONDecoder()
    for step in way:
        at, number = _blank(text, at + 1), 0
        while True:
            if isinstance(step, str):
                name, at = decoder.raw_decode(text, at)
                at = _blank(text, _blank(text, at) + 1)
                if name == step:
                    break
            elif number == step:
                break
            _, at = decoder.raw_decode(text, at)
            at, number = _blank(text, _blank(text, at) + 1), number + 1
    return at


def _blank(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at
