"""Markup → pieces: a lenient reader of HTML that keeps which elements are open, and passes over what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.formats.lenient import LenientParser
from ingest.formats.web.kinds import Kind
from ingest.formats.web.pieces import CELL_GAP, Markup, Part, PassedOver, Piece, tidy
from ingest.formats.web.stack import BLOCKS, Open, opened

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_TABLE = frozenset("table tbody thead tfoot tr td th".split())
_ENDS = {  # a start tag ends these open elements, as far as the first of the others
    "li": (("li",), ("ul", "ol")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "tr": (("tr",), ("table",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "option": (("option",), ("select",)),
}
_DEEPEST = 400  # open elements; real pages have some dozens
_SENTENCE = re.compile(r"[。！？]\s*$")
_LONGEST_CELL = 40  # characters; what is longer is a paragraph, and the table there for its borders


def read_markup(text: str) -> Markup:
    """Return the pieces of a page in the order they stand.

    Text that is made invisible counts as seen only where it is most of the page: some pages show theirs by a script.
    """
    reader = _PieceReader()
    reader.feed(text)
    reader.close()
    markup = reader.finished()
    veiled = sum(len(piece.text) for piece in markup.pieces if piece.veiled)
    if veiled * 2 < sum(len(piece.text) for piece in markup.pieces):
        markup.passed += [PassedOver(one.line, one.text, Kind.HIDDEN) for one in markup.pieces if one.veiled]
        markup.pieces = [piece for piece in markup.pieces if not piece.veiled]
    return markup


class _PieceReader(LenientParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._markup = Markup()
        self._stack: list[Open] = [Open()]
        self._cell = self._stack[0]
        self._broken = False
        self._overflow = 0
        self._parts: list[Part] = []
        self._line = 1
        self._pictured = False
        self._in_title = self._in_data = False

    def finished(self) -> Markup:
        self._end_piece()
        return self._markup

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            self._pass_void(tag, given)
            return
        self._in_title = tag == "title" and not any(opened.tag == "svg" for opened in self._stack)
        self._in_data = tag == "script" and given.get("type", "").lower() == "application/ld+json"
        if tag in BLOCKS:
            if not self._goes_on_in_row(tag):
                self._end_piece()
            self._end_open(("p",), tuple(_TABLE), only=True)
        if tag in _ENDS:
            self._end_open(*_ENDS[tag])
        if len(self._stack) < _DEEPEST:
            self._stack.append(opened(tag, given, self._stack[-1]))
        else:
            self._overflow += 1
        if tag == "tr":
            self._broken = False
        if tag in ("td", "th"):
            self._parts.append(Part(CELL_GAP))
            self._cell = self._stack[-1]

    def _pass_void(self, tag: str, given: Mapping[str, str]) -> None:
        if tag in ("br", "hr", "img"):
            self._end_piece()
            self._pictured = self._pictured or tag == "img"
        elif tag == "meta":
            name = (given.get("name") or given.get("property") or given.get("itemprop") or "").lower()
            if name and given.get("content"):
                self._markup.meta.setdefault(name, tidy(given["content"]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_data = False
        if tag in _VOID:
            return
        if self._overflow:
            self._overflow -= 1
            return
        if tag in BLOCKS and not self._goes_on_in_row(tag, ends=True):
            self._end_piece()
        for at in range(len(self._stack) - 1, 0, -1):
            if self._stack[at].tag == tag:  # ends everything that was left open inside it too
                del self._stack[at:]
                return
            if self._stack[at].tag in _TABLE and tag not in _TABLE:
                return

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self._markup.title = tidy(self._markup.title + data)
            return
        if self._in_data:
            self._markup.data.append(data)
            return
        here = self._stack[-1]
        if here.unseen:
            return
        if here.passed:
            if text := tidy(data):
                self._markup.passed.append(PassedOver(self.getpos()[0], text, here.passed))
            return
        if not any(part.text.strip() for part in self._parts):
            self._line = self.getpos()[0]
        self._parts.append(Part(data, here.bold, here.linked, here.stamp))

    def _goes_on_in_row(self, tag: str, *, ends: bool = False) -> bool:
        """Whether text before and after the tag is one row of a table: its cells are short, with a paragraph each."""
        if tag not in ("td", "th", "p") or any(len(part.text.strip()) > _LONGEST_CELL for part in self._parts):
            return False
        if tag != "p":
            return not self._broken and not any(_SENTENCE.search(part.text) for part in self._parts)
        around = self._stack[-2 if ends and len(self._stack) > 1 else -1]
        return around.tag in ("td", "th") and (ends or self._parts[-1:] == [Part(CELL_GAP)])

    def _end_open(self, tags: tuple[str, ...], border: tuple[str, ...], *, only: bool = False) -> None:
        """End the innermost open element of these tags that lies inside all of `border`; `only` if it is innermost."""
        for at in range(len(self._stack) - 1, 0, -1):
            opened = self._stack[at].tag
            if opened in tags:
                del self._stack[at:]
                return
            if opened in border or (only and opened in BLOCKS):
                return

    def _end_piece(self) -> None:
        self._broken = True  # a row of which a part is a piece of its own is no row of figures
        parts = tuple(part for part in self._parts if part.text)
        self._parts = []
        if any(part.text.strip() for part in parts):
            here = self._stack[-1]
            if here.tag == "tr" and sum(part.text == CELL_GAP for part in parts) == 1:
                here = self._cell  # a row of one cell is what the cell is
            piece = Piece(parts, here.level, self._line, here.element, self._pictured, here.veiled)
            self._markup.pieces.append(piece)
            self._pictured = False
