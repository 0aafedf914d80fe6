"""Characters of a leaf → printed lines, cut where the white between two of them is wider than a space."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.layout.printed import Area, Character, PrintedLine, around

_GAP = 0.7  # of the font's size; set solid, Han characters touch, and columns stand further apart
_WORD_GAP = 0.15  # of the font's size, more than the line's other gaps: a space that was not printed as one
CLOSERS = frozenset("，。、；：！？”’）》】」』〉〕")
_OPENERS = frozenset("“‘（《【「『〈〔")
_SAME_ROW = 0.5  # of the lower character's height
_STACK = 4  # characters one below the other, with nothing beside them, are set vertically


def printed_lines(characters: Iterable[Character]) -> tuple[PrintedLine, ...]:
    """Return the lines that the characters form, horizontal ones first, then those set vertically."""
    lines: list[PrintedLine] = []
    for row in _rows(characters):
        lines.extend(_line(part) for part in _parts(row))
    return _stacked([line for line in lines if line.text])


def _rows(characters: Iterable[Character]) -> list[list[Character]]:
    """Characters grouped by the row they stand in, each row from left to right."""
    rows: list[list[Character]] = []
    open_rows: list[tuple[float, float, list[Character]]] = []  # top and bottom of the row's first character
    for character in sorted(characters, key=lambda each: (each.area.top + each.area.bottom) / 2):
        area = character.area
        middle = (area.top + area.bottom) / 2
        open_rows = [row for row in open_rows if row[1] > area.top]
        fitting = [
            row
            for row in open_rows
            if row[0] < middle < row[1]
            and min(row[1], area.bottom) - max(row[0], area.top) >= _SAME_ROW * max(row[1] - row[0], area.height) * 0.99
        ]
        if fitting:
            min(fitting, key=lambda row: abs((row[0] + row[1]) / 2 - middle))[2].append(character)
        else:
            open_rows.append((area.top, area.bottom, [character]))
            rows.append(open_rows[-1][2])
    return [sorted(row, key=lambda each: each.area.left) for row in rows]


def _parts(row: Sequence[Character]) -> list[list[Character]]:
    parts: list[list[Character]] = []
    end = 0.0
    for character in row:
        if not parts or character.area.left - end > _GAP * min(character.size, parts[-1][-1].size):
            parts.append([])
        parts[-1].append(character)
        end = character.area.right
    return parts


def _line(characters: Sequence[Character]) -> PrintedLine:
    inked = [character for character in characters if character.text.strip()]
    if not inked:
        return PrintedLine("", characters[0].area, characters[0].size)
    first, last = characters.index(inked[0]), len(characters) - [*reversed(characters)].index(inked[-1])
    text, before = "", inked[0]
    usual = _usual_white(inked)
    for character in characters[first:last]:
        apart = before.text not in CLOSERS and character.text not in _OPENERS
        inked_both = before.text.strip() and character.text.strip()
        if apart and inked_both and character.area.left - before.area.right > usual + _WORD_GAP * character.size:
            text += " "
        text += character.text
        before = character
    size = Counter(character.size for character in inked).most_common(1)[0][0]
    return PrintedLine(text, around([character.area for character in inked]), size)


def _usual_white(characters: Sequence[Character]) -> float:
    """The white between most neighbours: lines that are set to a width are spread a little everywhere."""
    whites = sorted(
        after.area.left - before.area.right for before, after in pairwise(characters) if before.text not in CLOSERS
    )
    return max(whites[len(whites) // 2], 0.0) if whites else 0.0


def _stacked(lines: list[PrintedLine]) -> tuple[PrintedLine, ...]:
    """Join single characters that stand below one another into vertical lines, read from top to bottom."""
    single = sorted(
        (line for line in lines if len(line.text) == 1), key=lambda line: (round(line.area.left), line.area.top)
    )
    stacks: list[list[PrintedLine]] = []
    for line in single:
        if stacks and _is_below(stacks[-1][-1].area, line.area, line.size):
            stacks[-1].append(line)
        else:
            stacks.append([line])
    vertical = [stack for stack in stacks if len(stack) >= _STACK]
    taken = {id(line) for stack in vertical for line in stack}
    # A stack is read after the horizontal text, columns of stacks from right to left.
    vertical.sort(key=lambda stack: -stack[0].area.left)
    return (
        *(line for line in lines if id(line) not in taken),
        *(
            PrintedLine("".join(line.text for line in stack), around([line.area for line in stack]), stack[0].size)
            for stack in vertical
        ),
    )


def _is_below(above: Area, below: Area, size: float) -> bool:
    return abs(above.left - below.left) < 0.3 * size and -0.3 * size < below.top - above.bottom < 0.8 * size
