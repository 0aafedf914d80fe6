"""What can be seen on each line of a page, before anything is decided: its width, how it starts and ends."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from ingest.echo import Echo, echoes
from ingest.edges import Ending, Starting, closed_first, ending, left_open, starting
from ingest.furniture import Furniture, read_furniture
from ingest.glyphs import close_up, half_width, line_width
from ingest.shapes import Shape, shapes
from ingest.taken import Close, Lead, closings, openings
from ingest.variants import plain_lines


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line with its evidence.

    All evidence is that of the text in Simplified characters. `number` counts from 1 in the source; `text` has
    half-width digits, and its characters as printed; `width` is in Han characters, with
    `marks` full-width punctuation marks in it; `set_in` when
    the dump kept the indent of a first line; `led` when an opening runs on from the line before; `spaced` when a
    space stands between Han characters for no known reason; `stopped` and `paused` when a full stop or a comma
    stands inside; `latin` when most of it is no Chinese; `notice` when it is what notices are headed;
    `left_open` and `closed` when a bracket is opened or closed without its other half; `shape` beside its neighbours;
    `echo` of its words in the lines below.
    """

    number: int
    text: str
    width: float
    marks: int
    set_in: bool
    start: Starting
    end: Ending
    lead: Lead
    close: Close
    led: bool
    spaced: bool
    stopped: bool
    paused: bool
    latin: bool
    notice: bool
    left_open: bool
    closed: bool
    furniture: Furniture | None
    shape: Shape = Shape.PLAIN
    echo: Echo = Echo.NONE
    heavy: bool = False


_INNER_SPACE = re.compile(r"(?<=[\u4e00-\u9fff”》）！？]) (?=[\u4e00-\u9fff“《（])")
_INNER_STOP = re.compile(r"[。；](?=[ \u4e00-\u9fff\d“《A-Za-z])")
_NOTICE = re.compile(r".{0,10}(?:公告|启事|通告|声明|公示|讣告|讣闻|更正|致歉|更正与致歉|通知|告示|公报|预告)")
_MARKS = re.compile(r"[，。、；：！？“”‘’（）《》【】「」]")
_BARE_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def read_lines(raw: Sequence[str], first_number: int = 1, heavy: Container[int] = ()) -> list[Line]:
    """Return the printed lines of a page, blank ones left out; `first_number` is the number of `raw[0]`.

    `heavy` are the numbers of the lines in bold type, where that is known.
    """
    kept = [(first_number + at, line) for at, line in enumerate(raw) if half_width(line).strip()]
    printed_texts = [half_width(line) for _, line in kept]
    texts = plain_lines(printed_texts)
    shaped, echoed = shapes(texts), echoes(texts)
    leads, under_lead = openings(texts, shaped)
    closes, under_close = closings(texts)
    lines: list[Line] = []
    for at, (number, printed) in enumerate(kept):
        text = texts[at].strip()
        explained = under_lead[at] or under_close[at]
        before = lines[-1] if lines else None
        signed = _signs(close_up(text), before)
        lines.append(
            Line(
                number=number,
                text=printed_texts[at],
                width=line_width(text),
                marks=len(_MARKS.findall(text)),
                set_in=printed.startswith(("\u3000\u3000", "    ")),
                start=starting(text),
                end=ending(text),
                lead=leads[at],
                close=Close.SIGNATURE if signed else closes[at],
                led=under_lead[at] and not leads[at],
                spaced=not explained and _INNER_SPACE.search(text) is not None,
                stopped=_INNER_STOP.search(text) is not None,
                paused="，" in text[:-1],
                latin=2 * len(text.encode("ascii", "ignore")) > len(text),
                notice=len(text) <= 8 and _NOTICE.fullmatch(text) is not None,
                left_open=left_open(text),
                closed=closed_first(text),
                furniture=_furniture(close_up(text), printed, before),
                shape=shaped[at],
                echo=echoed[at],
                heavy=number in heavy,
            )
        )
    return lines


def _furniture(text: str, printed: str, before: Line | None) -> Furniture | None:
    found = read_furniture(text, indented=printed[:1] in " \u3000\t")
    return None if _signs(text, before) else found


def _signs(text: str, before: Line | None) -> bool:
    """Whether a bare date stands below a line that ends like a name: a notice's signature, not the issue's day."""
    if before is None or before.end is not Ending.OTHER or before.furniture is not None:
        return False
    return _BARE_DAY.fullmatch(text) is not None
