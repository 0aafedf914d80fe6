"""Lines of a page → blocks: headline lines, paragraphs as lines, and the furniture that belongs to none."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

from ingest import weights as w
from ingest.edges import Ending, Starting
from ingest.evidence import Line, read_lines
from ingest.headline import Headline
from ingest.labels import Label
from ingest.segment import Reading, read
from ingest.shapes import Shape

_BEGINNERS = [Label.HEAD_1, Label.FURNITURE, Label.BODY]  # what may follow an article
WINDOW = 1500  # lines searched at once; a longer page is read window by window, cut where an article begins
_EDGE = 1e-4  # confidences nearer to 0 or 1 are taken for this
PROSE = 0.6  # share of a page's text in sound paragraphs; a page with less is kept whole
_ENDS = (Ending.STOP, Ending.CALL, Ending.CLOSER, Ending.COLON)
SURE_ENOUGH = 0.4  # a page whose borders are less probable than this, on average, is kept whole


@dataclass(frozen=True, slots=True)
class Block:
    """An article as lines; `confidence` is the probability, 0 to 1, that its borders are right.

    `printed` is the headline where its parts are known from their type and need no guess.
    """

    headline: tuple[Line, ...]
    paragraphs: tuple[tuple[Line, ...], ...]
    confidence: float
    printed: Headline | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines in reading order."""
        return (*self.headline, *(line for paragraph in self.paragraphs for line in paragraph))


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with the label it was given and how probable that label is over all readings of the page, 0 to 1."""

    line: Line
    label: Label
    chance: float


@dataclass(frozen=True, slots=True)
class Page:
    """What was read from a page; `whole` tells that it could not be split and is one block.

    `labelled` are all lines of a page that was searched, in reading order; `confidence` is the mean of the blocks'.
    """

    blocks: tuple[Block, ...]
    furniture: tuple[Line, ...]
    whole: bool = False
    labelled: tuple[Labelled, ...] = ()
    confidence: float = 1.0


def read_page(raw: Sequence[str], first_number: int = 1, heavy: Container[int] = ()) -> Page:
    """Return the page's blocks in reading order; `first_number` is the source's line number of `raw[0]`.

    `heavy` are the numbers of the lines in bold type, where that is known.
    """
    lines = read_lines(raw, first_number, heavy)
    if not lines:
        return Page((), ())
    if not _is_chinese(lines):
        return Page((_whole(lines, 0.0),), (), whole=True, confidence=0.0)
    blocks: list[Block] = []
    furniture: list[Line] = []
    labelled: list[Labelled] = []
    for found, read_here in _windows(lines):
        blocks.extend(found)
        furniture.extend(each.line for each in read_here if each.label.is_furniture)
        labelled.extend(read_here)
    if not blocks:
        return Page((), tuple(furniture), labelled=tuple(labelled))
    sizes = [len(block.lines) for block in blocks]
    confidence = sum(block.confidence * size for block, size in zip(blocks, sizes, strict=True)) / sum(sizes)
    if confidence < SURE_ENOUGH or not _reads_as_prose(blocks):
        whole = _whole([line for line in lines if line not in furniture], min(confidence, SURE_ENOUGH) / 2)
        return Page((whole,), tuple(furniture), whole=True, labelled=tuple(labelled), confidence=whole.confidence)
    return Page(tuple(blocks), tuple(furniture), labelled=tuple(labelled), confidence=confidence)


def _windows(lines: Sequence[Line]) -> Iterator[tuple[list[Block], list[Labelled]]]:
    """Read window by window; a window's last article may be cut, so the next window begins with it."""
    at, size = 0, WINDOW
    while at < len(lines):
        part = lines[at : at + size]
        reading = read(part)
        starts = _starts(reading)
        last = at + len(part) >= len(lines)
        if not last and len(starts) > 1:
            end, size = starts[-1], WINDOW
        elif not last and size < 8 * WINDOW:
            size *= 2
            continue
        else:
            end = len(part)
        yield _blocks(part, reading, starts, end), _labelled(part, reading, end)
        at += end


def _starts(reading: Reading) -> list[int]:
    """The lines at which articles begin: a first headline line, or a body that has none."""
    starts = []
    for at, label in enumerate(reading.labels):
        headless = label is Label.BODY and (at == 0 or not reading.labels[at - 1].in_headline)
        if label is Label.HEAD_1 or headless:
            starts.append(at)
    return starts


def _labelled(lines: Sequence[Line], reading: Reading, end: int) -> list[Labelled]:
    return [
        Labelled(line, label, round(float(reading.chances[at, label]), 4))
        for at, (line, label) in enumerate(zip(lines[:end], reading.labels[:end], strict=True))
    ]


def _blocks(lines: Sequence[Line], reading: Reading, starts: Sequence[int], end: int) -> list[Block]:
    blocks = []
    for start, following in zip(starts, [*starts[1:], end], strict=False):
        if start >= end:
            break
        kept = [at for at in range(start, min(following, end)) if not reading.labels[at].is_furniture]
        headline = [at for at in kept if reading.labels[at].in_headline]
        paragraphs: list[list[Line]] = []
        for at in kept:
            if reading.labels[at].in_headline:
                continue
            if not paragraphs or reading.labels[at].starts_paragraph:
                paragraphs.append([])
            paragraphs[-1].append(lines[at])
        blocks.append(
            Block(
                tuple(lines[at] for at in headline),
                tuple(tuple(paragraph) for paragraph in paragraphs),
                _confidence(reading, start, start + len(headline), kept[-1] + 1),
            )
        )
    return blocks


def _confidence(reading: Reading, start: int, body: int, end: int) -> float:
    """P(the article begins here) · P(its body begins here) · P(something else begins after it), calibrated."""
    chances = reading.chances
    begins = chances[start, Label.HEAD_1 if start < body else Label.BODY]
    opens = chances[body, Label.BODY] if body < len(chances) else 0.0
    ends = chances[end, _BEGINNERS].sum() if end < len(chances) else 1.0
    raw = min(max(float(begins * opens * min(ends, 1.0)), _EDGE), 1 - _EDGE)
    slope, constant = w.CALIBRATION
    return round(1 / (1 + exp(-slope * log(raw / (1 - raw)) - constant)), 4)


def _is_chinese(lines: Sequence[Line]) -> bool:
    text = "".join(line.text for line in lines)
    letters = sum(mark.isalpha() for mark in text)
    han = sum("\u4e00" <= mark <= "\u9fff" for mark in text)
    return han * 2 > letters


def _reads_as_prose(blocks: Sequence[Block]) -> bool:
    """Whether most of the text stands in paragraphs that begin and end like sentences, or in rows.

    Pages that are read right have 0.97 and more of it there; advertisements and noise have less than half.
    """
    ended = total = 0
    for block in blocks:
        for paragraph in block.paragraphs:
            size = sum(len(line.text) for line in paragraph)
            total += size
            ended += size if _is_sound(paragraph) else 0
    return ended > PROSE * total


def _is_sound(paragraph: Sequence[Line]) -> bool:
    first, last = paragraph[0], paragraph[-1]
    if last.close or last.shape not in (Shape.PLAIN, Shape.SHORT):
        return True
    return last.end in _ENDS and first.start not in (Starting.CLOSER, Starting.PARTICLE)


def _whole(lines: Sequence[Line], confidence: float) -> Block:
    """The page as one block; paragraphs end where a short line ends a sentence."""
    paragraphs: list[list[Line]] = [[]]
    usual = sorted(line.width for line in lines)[len(lines) * 3 // 4]
    for line in lines:
        paragraphs[-1].append(line)
        if line.width < usual * 0.85:
            paragraphs.append([])
    return Block((), tuple(tuple(paragraph) for paragraph in paragraphs if paragraph), confidence)
