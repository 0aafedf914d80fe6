"""Lines that stand for themselves, told by their shape and their neighbours': rows of names, of figures, verse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from typing import TypeVar

from ingest.names import close_spaced, is_person

Row = TypeVar("Row", tuple[str, ...], tuple[int, ...])


class Shape(IntEnum):
    """What a line looks like beside its neighbours."""

    PLAIN = 0
    NAMES = 1  # 李晓云 陈默 赵一凡, or a name in the same column of every row
    FIGURES = 2  # 大米 5.20 5.18
    VERSE = 3  # clauses as long as those of the line beside it, each line ending with one
    SHORT = 4  # a short phrase among short phrases of uneven length, as in free verse


_LIST = 4  # names that make a list on one line
_TABLE_CELLS = 6  # cells that make a table: two rows of three, or three of two
_VERSES = 4  # clauses that make a poem
_CLAUSES = range(3, 10)  # Han characters a clause
_LABEL = 12  # characters; what is longer is a sentence, not a cell
_SENTENCE = re.compile(r"[，。；！？：“”（）]")
_FIGURE = re.compile(
    r"[-+\u2212~～±约￥$]?\d[\d.,:：/~～\-—%℃°×]*[\u4e00-\u9fffA-Za-z]{0,3}[\d.%℃°～~\-]*[\u4e00-\u9fff℃%]{0,2}|[-—－–/]+"
)
_PHRASES = 5  # that stand together in free verse
_PHRASE = re.compile(r"[\u4e00-\u9fff“”‘’《》 ]{1,12}[，。！？…—]{0,2}")
_CLAUSE = re.compile(r"[“‘《]?([\u4e00-\u9fff]+)[》’]?[，。、；：！？]”?")


def shapes(texts: Sequence[str]) -> list[Shape]:
    """Return the shape of every line; the lines have half-width digits and single spaces."""
    found = [Shape.PLAIN] * len(texts)
    cells = [_cells(text) for text in texts]
    for first, end in _runs(cells, _alike):
        rows = cells[first:end]
        if sum(map(len, rows)) >= _TABLE_CELLS or all(all(map(is_person, row)) for row in rows):
            figures = sum(map(_is_figure, rows[-1])) > 0
            found[first:end] = [Shape.FIGURES if figures else Shape.NAMES] * (end - first)
    for at in _uneven(texts):
        found[at] = found[at] or Shape.SHORT
    for at, row in enumerate(cells):
        if len(row) >= _LIST and all(map(is_person, row)):
            found[at] = Shape.NAMES
    clauses = [_clauses(text) for text in texts]
    for first, end in _runs(clauses, lambda one, other: one == other):
        if (end - first) * len(clauses[first]) >= _VERSES:
            found[first:end] = [Shape.VERSE] * (end - first)
    return found


def _cells(text: str) -> tuple[str, ...]:
    """The cells of a row; empty for a line that is none."""
    if " " not in text.strip() or _SENTENCE.search(text):
        return ()
    cells = tuple(close_spaced(text.split()))
    return cells if len(cells) > 1 and all(len(cell) <= _LABEL for cell in cells) else ()


def _clauses(text: str) -> tuple[int, ...]:
    """The lengths of the clauses that a line consists of; empty when it holds anything else."""
    text = text.strip()
    lengths = tuple(len(match[1]) for match in _CLAUSE.finditer(text))
    whole = sum(len(match[0]) for match in _CLAUSE.finditer(text)) == len(text)
    return lengths if whole and all(length in _CLAUSES for length in lengths) else ()


def _uneven(texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines that stand among short phrases of which few are as long as the longest: no column is so set."""
    lengths = [len(text.strip()) if _PHRASE.fullmatch(text.strip()) else 0 for text in texts]
    for first in range(len(lengths) - _PHRASES + 1):
        window = lengths[first : first + _PHRASES]
        if all(window) and 2 * sum(length > max(window) - 2 for length in window) <= _PHRASES:
            yield from range(first, first + _PHRASES)


def _runs(rows: Sequence[Row], alike: Callable[[Row, Row], bool]) -> Iterator[tuple[int, int]]:
    """Yield the first and the end of every run of two or more rows, each like the one before it."""
    first = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows) and rows[at - 1] and rows[at] and alike(rows[at - 1], rows[at]):
            continue
        if at - first > 1:
            yield first, at
        first = at


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two rows have their figures, or their names, in a common column; a table's head has words alone."""
    if len(one) != len(other):
        return all(map(is_person, one)) and all(map(is_person, other))
    pairs = list(zip(one, other, strict=True))
    agree = sum(_is_figure(a) == _is_figure(b) for a, b in pairs) * 2 > len(pairs)
    figures = any(_is_figure(a) and _is_figure(b) for a, b in pairs)
    headed = len(one) > 2 and not any(map(_is_figure, one)) and any(map(_is_figure, other[1:]))
    return (figures and agree) or headed or any(is_person(a) and is_person(b) for a, b in pairs)


def _is_figure(cell: str) -> bool:
    return _FIGURE.fullmatch(cell) is not None
