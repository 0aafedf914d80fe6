"""Lines of mixed Chinese and Latin text cut to a terminal's width: no line begins with 。 or ends with 《."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

_NOT_FIRST = frozenset("，。、；：？！）》〉」』】”’…—～·％%,.;:?!)]}")
_NOT_LAST = frozenset("（《〈「『【“‘([{")


def wrap(text: Text, width: int) -> list[Text]:
    """Return the text's lines, each at most `width` cells (a Han character takes two); styles are kept."""
    lines: list[Text] = []
    for line in text.split("\n", allow_blank=True):
        pieces = line.divide(_breaks(line.plain, max(width, 4)))
        for piece in pieces:
            piece.rstrip()
        lines.extend(pieces or [line])
    return lines


def _breaks(plain: str, width: int) -> list[int]:
    """Return the offsets at which the lines after the first begin."""
    breaks: list[int] = []
    begin, used, at = 0, 0, 0
    while at < len(plain):
        size = cell_len(plain[at])
        if used + size > width and at > begin and plain[at] != " ":
            begin = _last_break(plain, begin, at)
            breaks.append(begin)
            used = cell_len(plain[begin:at])
        used += size
        at += 1
    return breaks


def _last_break(plain: str, begin: int, end: int) -> int:
    """Return the last offset in `begin`..`end` where a line may end; `end` itself when there is none."""
    for offset in range(end, begin, -1):
        before, after = plain[offset - 1], plain[offset]
        inside_word = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
        if not inside_word and after not in _NOT_FIRST and before not in _NOT_LAST and after != " ":
            return offset
    return end
