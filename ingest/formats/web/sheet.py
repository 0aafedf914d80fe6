"""A web page laid out for reading: its pieces, what each weighs, and the region of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.formats.web.declared import Declared
from ingest.formats.web.evidence import Weight
from ingest.formats.web.pieces import Element, Piece


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's pieces with their weights, the region of its text, what its head says, and texts of its links.

    `scores` are the weights' evidence alone.
    """

    pieces: Sequence[Piece]
    weights: Sequence[Weight]
    scores: Sequence[float]
    region: Element
    told: Declared
    linked: frozenset[str]
