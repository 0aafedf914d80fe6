"""What a line of a page can be."""

from __future__ import annotations

from enum import IntEnum


class InBody(IntEnum):
    """Labels of lines inside an article; each exists once for every column."""

    FIRST = 0  # first line of a paragraph, more follow
    MIDDLE = 1
    LAST = 2
    ONLY = 3  # a paragraph of one line
    BROKEN = 4  # furniture in the middle of a paragraph
    BETWEEN = 5  # furniture between two paragraphs of one article
    ROW = 6  # a line that stands for itself among others: of names, of figures, of verse


class Outside(IntEnum):
    """Labels of lines outside the body: up to five lines of headline (kicker and subtitle included), furniture."""

    HEAD_1 = 0
    HEAD_2 = 1
    HEAD_3 = 2
    HEAD_4 = 3
    HEAD_5 = 4
    FURNITURE = 5


class Label(IntEnum):
    """What a line is, whatever column it is set in; the first six are those of `Outside`."""

    HEAD_1 = 0
    HEAD_2 = 1
    HEAD_3 = 2
    HEAD_4 = 3
    HEAD_5 = 4
    FURNITURE = 5
    BODY = 6  # an article's body begins
    PARAGRAPH = 7  # another of its paragraphs begins
    INSIDE = 8
    INTERRUPTION = 9  # furniture inside an article
    ROW = 10  # a row of a list, a table or a poem: a paragraph of its own

    @property
    def in_headline(self) -> bool:
        """Whether the line belongs to a headline."""
        return self < Label.FURNITURE

    @property
    def is_furniture(self) -> bool:
        """Whether the line belongs to the page and to no article."""
        return self in (Label.FURNITURE, Label.INTERRUPTION)

    @property
    def starts_paragraph(self) -> bool:
        """Whether a paragraph begins with the line."""
        return self in (Label.BODY, Label.PARAGRAPH, Label.ROW)
