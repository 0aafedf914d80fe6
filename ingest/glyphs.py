"""Characters as printed: one width for digits and letters, no stray spaces, lines measured and joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

HALF_WIDTH = 0.55  # a digit or Latin letter beside a Han character of width 1
# Glyphs that extractors give for the hyphen of a word broken at the line's end.
_HYPHENS = "原\u00ad\u2010"

_FULL_TO_HALF = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))  # digits, capitals, small letters
    for code in range(first, last + 1)
}
_FULL_TO_HALF |= {ord("％"): ord("%"), 0x3000: ord(" "), 0x00A0: ord(" "), ord("\t"): ord(" ")}
_INVISIBLE = dict.fromkeys((0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060))
_TRANSLATE = _FULL_TO_HALF | _INVISIBLE

_WIDE = r"[\u2014-\u201f\u2026\u3001-\u303f\u4e00-\u9fff\uff00-\uffef]"
_BESIDE_DIGIT = re.compile(rf"(?<={_WIDE}) +(?=\d)|(?<=[\d%]) +(?={_WIDE})")
_FULL_POINT = re.compile(r"(?<=\d)．(?=\d)")
_SPACES = re.compile(r" {2,}")
_LATIN_END = re.compile(r"[A-Za-z][,.;:!?'’]?$")
_BROKEN_WORD = re.compile(rf"[A-Za-z][{_HYPHENS}]$")


def half_width(line: str) -> str:
    """Return the line with half-width digits and letters, and single plain spaces where any space stood."""
    line = _FULL_POINT.sub(".", line.translate(_TRANSLATE))
    return _SPACES.sub(" ", line) if "  " in line else line


def close_up(line: str) -> str:
    """Return the line without the spaces that stray between digits and Han characters."""
    return _BESIDE_DIGIT.sub("", line) if " " in line else line


def line_width(line: str) -> float:
    """Return the printed width in Han characters: 1 each, 0.55 for an ASCII character, 0 for a stray space."""
    line = close_up(line.strip())
    return len(line) - (1 - HALF_WIDTH) * len(line.encode("ascii", "ignore"))


def join_lines(lines: Sequence[str]) -> str:
    """Return lines of half width as one text: no space between them, one between Latin words, broken words mended."""
    text = ""
    for line in lines:
        if text and line[:1].isascii() and line[:1].isalpha():
            if _BROKEN_WORD.search(text):
                text = text[:-1]
            elif _LATIN_END.search(text):
                text += " "
        text += line
    return close_up(text).strip()
