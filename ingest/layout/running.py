"""Running headers and footers: lines at a leaf's edge that repeat over leaves, and folios."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from statistics import median

from ingest.furniture import FurnitureKind, read_furniture
from ingest.glyphs import close_up, half_width
from ingest.layout.imprint import read_imprint
from ingest.layout.printed import Leaf, PrintedLine
from ingest.variants import plain

_EDGE = 0.12  # of the leaf's height, at its top and at its bottom
_ROWS = 3  # rows of a leaf, from its top and from its bottom, that may run
_LEAST = 3  # leaves that a line must stand on
_SHARE = 0.34  # of the leaves looked at
_LARGEST = 1.3  # times the leaf's usual size; what is larger is a headline, whatever it says
_NUMBER = re.compile(r"\d+|(?<=第)\s*[一二三四五六七八九十]+\s*(?=[版页])")
# What a browser prints above and below: the file's address, the time of printing.
_BROWSER = re.compile(r"(?:https?|file)://\S+|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+(?:[上下]午)?\d{1,2}:\d{2}")
_MASTHEAD = re.compile(r"(?!本报)[\u4e00-\u9fff ]{1,8}(?:报|周刊|周末|晚刊)")
_BRIEF = 16  # characters
_LEAF_NUMBER = re.compile(r"\W*(?:第\s*)?\d{1,4}\s*(?:页|[/／]\s*\d{1,4}|of\s+\d{1,4})?(?:\s*共\s*\d{1,4}\s*页)?\W*")
_BLANK = re.compile(r"\s+")


def pattern(text: str) -> str:
    """Return the line with every number as one mark: 第 12 页 and 第 13 页 are one pattern."""
    return _NUMBER.sub("#", _BLANK.sub("", half_width(text)))


def running_patterns(leaves: Iterable[Leaf]) -> frozenset[str]:
    """Return the patterns of lines that stand at the edge of many of the leaves."""
    seen: Counter[str] = Counter()
    looked = 0
    for leaf in leaves:
        looked += 1
        seen.update({pattern(line.text) for line in edge_lines(leaf)})
    return frozenset(text for text, count in seen.items() if count >= max(_LEAST, _SHARE * looked))


def edge_lines(leaf: Leaf) -> list[PrintedLine]:
    """Return the lines of the leaf's outermost rows, those near its top or bottom edge."""
    return [line for row in _edge_rows(leaf) for line in row]


def _edge_rows(leaf: Leaf) -> list[list[PrintedLine]]:
    rows: list[list[PrintedLine]] = []
    for line in sorted(leaf.lines, key=lambda each: each.area.top):
        first = rows[-1][0].area if rows else None
        if first is None or line.area.top > (first.top + first.bottom) / 2:
            rows.append([])
        rows[-1].append(line)
    high, low = leaf.area.top + _EDGE * leaf.area.height, leaf.area.bottom - _EDGE * leaf.area.height
    outer = rows if len(rows) <= 2 * _ROWS else [*rows[:_ROWS], *rows[-_ROWS:]]
    near = [[line for line in row if line.area.bottom < high or line.area.top > low] for row in outer]
    return [sorted(row, key=lambda line: line.area.left) for row in near if row]


def running_lines(leaf: Leaf, patterns: frozenset[str]) -> list[list[PrintedLine]]:
    """Return the leaf's headers and footers, row by row: repeated patterns, leaf numbers, folios, the masthead."""
    usual = median(line.size for line in leaf.lines) if leaf.lines else 0.0
    running: list[list[PrintedLine]] = []
    for row in _edge_rows(leaf):
        sure = [
            line
            for line in row
            if pattern(line.text) in patterns
            or (line.size <= _LARGEST * usual and _is_folio(line.text))
            or (line.area.top < leaf.area.height / 2 and _MASTHEAD.fullmatch(plain(line.text.strip())))
        ]
        # What stands beside a folio and is as short belongs to it: the paper's name, the section's.
        whole = sure and all(len(line.text) <= _BRIEF and line.size <= _LARGEST * usual for line in row)
        if sure:
            running.append(row if whole else sure)
    return running


def _is_folio(text: str) -> bool:
    text = plain(close_up(half_width(text)).strip())
    if _LEAF_NUMBER.fullmatch(text) or _BROWSER.match(text) or read_imprint(text):
        return True
    found = read_furniture(text, indented=False)
    return found is not None and (found.sure or found.kind is FurnitureKind.DAY)
