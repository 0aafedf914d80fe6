"""A web page as it was read → its pieces with their labels, as the report and --explain want them."""

from __future__ import annotations

from math import exp

from ingest.formats.web.bylines import is_byline
from ingest.formats.web.captions import is_credit
from ingest.formats.web.evidence import Weight, is_caption
from ingest.formats.web.kinds import Kind
from ingest.formats.web.pieces import Markup, Piece
from ingest.formats.web.reading import PageReading
from ingest.notes import Told

_SET = 4.0  # log odds that what is set as a byline, a kicker or a subtitle is one


def told(markup: Markup, reading: PageReading) -> tuple[Told, ...]:
    """Return every piece, and every run of text that the page does not show, in the order of their lines.

    A score follows from the evidence that the piece is a headline, that it is text, or that it is no text. What the
    markup itself shuts out is certain.
    """
    shown = [
        Told(piece.line, "headline", _chance(reading.titles[at]), piece.text)
        if at in reading.titles
        else _told(piece, reading.weights[at], reading.labels.get(at, ""))
        for at, piece in enumerate(markup.pieces)
    ]
    passed = [Told(one.line, one.kind.value, 1.0, one.text, dropped=True) for one in markup.passed]
    return tuple(sorted([*shown, *passed], key=lambda line: line.number))


def _told(piece: Piece, weight: Weight, label: str) -> Told:
    if label in ("body", "paragraph"):
        return Told(piece.line, label, _chance(weight.score), piece.text)
    is_other = _chance(-weight.score)
    if label == "caption":
        return Told(piece.line, label, is_other, piece.text)
    if label or (weight.kind is Kind.UNSURE and is_byline(piece.apart)):
        return Told(piece.line, label or "byline", _chance(_SET - weight.score), piece.text)
    credited = weight.kind is Kind.UNSURE and is_caption(piece) and is_credit(piece.text)
    kind = Kind.CREDIT if credited else weight.kind
    return Told(piece.line, kind.value, is_other, piece.text, dropped=True)


def _chance(evidence: float) -> float:
    """The probability, 0 to 1, of log odds."""
    return round(1 / (1 + exp(-evidence)), 4)
