"""Stories whose type shows what they are → pages with labelled lines, as the report and --explain want them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.evidence import Line, read_lines
from ingest.furniture import Furniture, FurnitureKind
from ingest.labels import Label
from ingest.layout.paragraphs import Placed
from ingest.page import Block, Labelled, Page

SURE = 0.95  # confidence of a border that a headline's type shows


def page_lines(placed: Iterable[Placed]) -> tuple[Line, ...]:
    """Return the lines with the evidence on each."""
    return tuple(line for each in placed for line in read_lines([each.line.text], each.number))


def dropped_lines(texts: Sequence[str], first_number: int, kind: FurnitureKind) -> list[Line]:
    """Return lines that belong to no article; `kind` is what those are that their own words do not tell."""
    lines = (line for at, text in enumerate(texts) for line in read_lines([text], first_number + at))
    return [line if line.furniture else replace(line, furniture=Furniture(kind, sure=True)) for line in lines]


def story_page(block: Block | None, furniture: Sequence[Line]) -> Page:
    """Return a page of at most one article, every line labelled, in the order of their numbers."""
    labelled = [Labelled(line, Label.FURNITURE, SURE) for line in furniture]
    if block is not None:
        heads = (Label(min(at, Label.HEAD_5)) for at in range(len(block.headline)))
        labelled.extend(Labelled(line, label, SURE) for line, label in zip(block.headline, heads, strict=True))
        for at, paragraph in enumerate(block.paragraphs):
            first = Label.PARAGRAPH if at else Label.BODY
            labelled.extend(
                Labelled(line, Label.INSIDE if step else first, SURE) for step, line in enumerate(paragraph)
            )
    labelled.sort(key=lambda each: each.line.number)
    return Page((block,) if block else (), tuple(furniture), labelled=tuple(labelled))
