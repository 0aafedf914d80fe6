"""What a page of markup shows: pieces of text, each with the elements around it. Nothing is executed or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.web.kinds import Kind

_SPACES = re.compile(r"[\s\u3000]+")
CELL_GAP = "\v"  # no blank that markup holds
GAP = "\u2002"  # an en space
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An open tag: the words of its class and id in lower case, and the element around it, None for the outermost."""

    tag: str
    words: frozenset[str] = frozenset()
    parent: Element | None = None
    centred: bool = False
    depth: int = 0

    def lineage(self) -> Iterator[Element]:
        """Yield the element and all around it, from the inside out."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a piece's text between two tags; `stamp` is the moment that a <time> element declares for it."""

    text: str
    bold: bool = False
    linked: bool = False
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph or heading: `level` is 1 to 6 for headings and 0 for text, `line` where it begins, from 1.

    `element` is the innermost block around it; `pictured` tells that a picture comes right before it.
    """

    parts: tuple[Part, ...]
    level: int
    line: int
    element: Element
    pictured: bool = False
    veiled: bool = False
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", tidy("".join(part.text for part in self.parts)))

    @property
    def row(self) -> str:
        """The text with the gaps between a table's cells told from other blanks, which may go where digits stand."""
        cells = "".join(part.text for part in self.parts).split(CELL_GAP)
        return GAP.join(text for cell in cells if (text := tidy(cell)))

    @property
    def apart(self) -> str:
        """The text with a bar between its parts, as a byline is read."""
        return "｜".join(text for part in self.parts if (text := tidy(part.stamp or part.text)))

    def share(self, *, linked: bool = False, bold: bool = False) -> float:
        """Return the share of the text's characters, 0 to 1, that stand in links, or in bold type."""
        total = sum(len(part.text.strip()) for part in self.parts)
        held = sum(len(part.text.strip()) for part in self.parts if part.linked >= linked and part.bold >= bold)
        return held / total if total else 0.0

    @property
    def linked(self) -> float:
        """The share of the text, 0 to 1, that stands in links."""
        return self.share(linked=True)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A run of text that is no part of what a page shows, with the kind of thing it is; lines count from 1."""

    line: int
    text: str
    kind: Kind


@dataclass(slots=True)
class Markup:
    """What a page shows, and what its head says: `meta` by lower-case name, `data` the texts of its JSON-LD."""

    pieces: list[Piece] = field(default_factory=list)
    passed: list[PassedOver] = field(default_factory=list)
    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)


def tidy(text: str) -> str:
    """Return the text with every run of blanks as one space."""
    return _SPACES.sub(" ", text).strip()


def words_of(names: str) -> frozenset[str]:
    """Return the words that class and id names are made of: articleEdit side-bar → article, edit, side, bar."""
    return frozenset(word.lower() for word in _WORDS.findall(names))
