"""A document as blocks: headings with their levels, and paragraphs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or heading; `level` is 1 to 6 for headings and 0 for text, `line` where it begins, from 1.

    `caption`: the document marks it as what a picture shows.
    """

    level: int
    text: str
    line: int = 1
    caption: bool = False
