"""Spans of whole months in their several names: 前两个月 and 1至2月 are one, and so are 一季度 and 1—3月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.checking.numbers import level
from rag.checking.numerals import han_number
from rag.chinese import Span

_NUMERAL = r"(?:1[0-2]|[1-9]|十[一二]?|[一二两三四五六七八九])"
_FORMS = re.compile(
    rf"(?<!日)[前头首](?P<leading>{_NUMERAL})个?月(?!内)"
    rf"|(?<![\d.])(?P<first>{_NUMERAL})月?(?:份)?\s*(?:至|到|—+|-|~|～)\s*(?P<last>{_NUMERAL})月(?!\d)"
    r"|(?P<half>[上下]半年)"
    r"|(?<!前)(?P<quarter>[1-4一二三四首])季度"
)


@dataclass(frozen=True, slots=True)
class Months:
    """A span of months, `first` to `last` of a year, and where it is named."""

    span: Span
    first: int
    last: int

    def same(self, other: Months) -> bool:
        """Return whether both are the same months."""
        return (self.first, self.last) == (other.first, other.last)


def months(text: str) -> Iterator[Months]:
    """Yield the spans of months that a text names, in order."""
    for match in _FORMS.finditer(level(text)):
        first, last = _ends(match)
        yield Months(Span(match.start(), match.end()), first, last)


def _ends(match: re.Match[str]) -> tuple[int, int]:
    if match["leading"]:
        return 1, _number(match["leading"])
    if match["half"]:
        return (1, 6) if match["half"] == "上半年" else (7, 12)
    if match["quarter"]:
        last = 3 * (1 if match["quarter"] == "首" else _number(match["quarter"]))
        return last - 2, last
    return _number(match["first"]), _number(match["last"])


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else int(han_number(numeral))
