"""Where the lines of an article stand on their leaf, with the offsets of their text in the article's body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ingest.evidence import Line
from ingest.layout.printed import Leaf, PrintedLine
from rag.records import Article, LineBox

_DIGITS = 4  # of a fraction: a tenth of a millimetre on a broadsheet


def leaf_boxes(leaf: Leaf, lines: Iterable[PrintedLine], first_number: int) -> dict[int, LineBox]:
    """Return the boxes of a leaf's lines in reading order by their numbers, without any text yet."""
    width, height = leaf.area.width or 1.0, leaf.area.height or 1.0

    def share(place: float, of: float) -> float:
        return round(min(max(place / of, 0.0), 1.0), _DIGITS)

    return {
        number: LineBox(
            leaf.number,
            share(line.area.left, width),
            share(line.area.top, height),
            share(line.area.right, width),
            share(line.area.bottom, height),
            0,
            0,
        )
        for number, line in enumerate(lines, start=first_number)
    }


def with_boxes(
    article: Article, headline: Sequence[Line], body: Sequence[Line], boxes: Mapping[int, LineBox]
) -> Article:
    """Return the article with the boxes of its lines in its one origin; lines without a box are left out."""
    spans = text_spans(article.body, [line.text for line in body])
    placed = [boxes[line.number] for line in headline if line.number in boxes]
    for line, (start, end) in zip(body, spans, strict=False):
        if line.number in boxes:
            placed.append(replace(boxes[line.number], start=start, end=end))
    return replace(article, origin=(replace(article.origin[0], boxes=tuple(placed)),))


def text_spans(body: str, lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return start and end in `body` of the text of every line that it was joined from, (0, 0) for none of it.

    Blanks do not count: joining takes some away. What was read off the first and the last lines is not in the body.
    """
    inked = [at for at, mark in enumerate(body) if not mark.isspace()]
    flat = "".join(body[at] for at in inked)
    texts = ["".join(text.split()) for text in lines]
    spans = _spans(flat, texts) or _spans_line_by_line(flat, texts)
    return [(inked[start], inked[end - 1] + 1) if end > start else (0, 0) for start, end in spans]


def _spans(flat: str, texts: Sequence[str]) -> list[tuple[int, int]]:
    """Spans when the body is one stretch of the lines' text; none when characters were mended inside."""
    skipped = "".join(texts).find(flat)
    if skipped < 0:
        return []
    spans: list[tuple[int, int]] = []
    at = -skipped
    for text in texts:
        spans.append((max(at, 0), max(min(at + len(text), len(flat)), 0)))
        at += len(text)
    return spans


def _spans_line_by_line(flat: str, texts: Sequence[str]) -> list[tuple[int, int]]:
    """Spans found one after the other: a line's end may have lost its hyphen, the first and last lines more."""
    spans: list[tuple[int, int]] = []
    at = 0
    for text in texts:
        kept = next((part for part in _remains(text, at) if part and flat.startswith(part, at)), "")
        spans.append((at, at + len(kept)))
        at += len(kept)
    return spans


def _remains(text: str, at: int) -> list[str]:
    """What of a line may be in the body: all, all but a hyphen, at the body's beginning its end, else its beginning."""
    cuts = range(1, len(text))
    return [text, text[:-1], *(text[cut:] if at == 0 else text[:-cut] for cut in cuts)]
