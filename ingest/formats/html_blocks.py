"""Markup → blocks of text with their heading levels, and the names in its head. Nothing is executed or fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BREAKS = frozenset(
    "p div li ul ol tr table blockquote section article header footer main aside br hr dd dt dl pre figcaption figure "
    "caption body form address".split()
)
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset(
    "script style noscript template iframe object svg select button textarea nav math audio video".split()
)
_RUBY = frozenset(("rt", "rp"))  # the reading beside a character is no text
_SPACES = re.compile(r"[\s\u3000]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or heading; `level` is 1 to 6 for headings and 0 for text, `line` where it begins, from 1."""

    level: int
    text: str
    line: int = 1


@dataclass(slots=True)
class Markup:
    """What a page of markup shows, and what its head says: `meta` by lower-case name or property."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)


def read_markup(text: str) -> Markup:
    """Return the blocks of a page in the order they stand."""
    reader = _BlockReader()
    reader.feed(text)
    reader.close()
    return reader.finished()


def tidy(text: str) -> str:
    """Return the text with every run of blanks as one space."""
    return _SPACES.sub(" ", text).strip()


class _BlockReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._markup = Markup()
        self._words: list[str] = []
        self._level = 0
        self._line = 1
        self._unseen: list[str] = []
        self._in_title = False

    def finished(self) -> Markup:
        self._end_block()
        return self._markup

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN or tag in _RUBY:
            self._unseen.append(tag)
        elif tag in _HEADINGS:
            self._end_block()
            self._level = _HEADINGS[tag]
        elif tag in _BREAKS:
            self._end_block()
        elif tag in _CELLS:
            self._words.append("\t")
        elif tag == "title":
            self._in_title = True
        elif tag == "meta":
            self._note_meta({name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _UNSEEN and tag not in _RUBY and tag != "title":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:  # ends everything that was left open inside it too
            del self._unseen[self._unseen.index(tag) :]
        elif tag in _HEADINGS or tag in _BREAKS:
            self._end_block()
            if tag in _HEADINGS:
                self._level = 0
        elif tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._in_title:
            self._markup.title = tidy(self._markup.title + data)
        else:
            if not "".join(self._words).strip():
                self._line = self.getpos()[0]
            self._words.append(data)

    def _note_meta(self, given: dict[str, str]) -> None:
        name = (given.get("name") or given.get("property") or given.get("itemprop") or "").lower()
        if name and given.get("content"):
            self._markup.meta.setdefault(name, tidy(given["content"]))

    def _end_block(self) -> None:
        text = tidy("".join(self._words))
        if text:
            self._markup.blocks.append(Block(self._level, text, self._line))
        self._words = []
