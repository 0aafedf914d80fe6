"""A streamed text's citation markers: every written form becomes [n] behind its sentence, unknown ones vanish."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

MARKER = re.compile(r"\[(\d+)\]")  # as `resolve_markers` writes them

_OPEN, _CLOSE = "[［【〔", "]］】〕"
_ENDS, _CLOSERS = "。！？!?…", "”’」』）)》】"
_LABELS = ("段落", "来源", "资料", "报道", "文段", "第", "段", "passage", "source", "ref", "references")
_INSIDE = re.compile(
    rf"\s*\^?\s*(?:(?P<label>{'|'.join(_LABELS)})\s*[:：]?\s*)?(?P<numbers>\d+(?:\s*(?:[,，、;；\-–—~～至到&]|和)\s*(?:{'|'.join(_LABELS)})?\s*\d+)*)\s*段?\s*",
    re.IGNORECASE,
)
_COULD_BE = re.compile(r"[\s\d^,，、;；\-–—~～至到&和:：]*")
_RANGE = re.compile(r"(\d+)\s*[-–—~～至到]\s*(\d+)")
_LETTER = re.compile(r"[^\W\d_]+")
_BRACKETED = re.compile(rf"[{re.escape(_OPEN)}]([^{re.escape(_OPEN + _CLOSE)}]{{1,60}})[{re.escape(_CLOSE)}]")


def without_markers(text: str) -> str:
    """Return printed text in which nothing reads as a marker: [9] and 【段落9】 stand in round brackets instead."""
    return _BRACKETED.sub(lambda found: f"（{found[1]}）" if _INSIDE.fullmatch(found[1]) else found[0], text)


def resolve_markers(pieces: Iterable[str], known: Collection[int]) -> Iterator[str]:
    """Yield the text as it comes with its markers as [n] behind the sentence that they stand in or after.

    Read are [1], [1,2], [1][2], 【1】, ［1］, [1-3], [^1] and [段落1], in full or half width, also split across pieces.
    A marker outside `known` is dropped; brackets that are no markers pass. Held back are only an opened bracket that
    may become a marker and white space; markers wait for their sentence to end. White space around it is dropped.
    """
    stream = _Stream(known)
    try:
        for piece in pieces:
            ready = "".join(stream.take(character) for character in piece)
            if ready:
                yield ready
        rest = stream.finish()
        if rest:
            yield rest
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()


class _Stream:
    """The state between two characters of the text."""

    def __init__(self, known: Collection[int]) -> None:
        self._known = known
        self._bracket = ""  # from an opened bracket on, as long as it may become a marker
        self._space = ""
        self._waiting: list[int] = []  # markers of the sentence under way
        self._early: list[int] = []  # markers that stand on a new line before any of its text
        self._ended = False  # the last character ended a sentence
        self._dotted = False  # the last character was a dot that ends one if a space follows
        self._begun = False

    def take(self, character: str) -> str:
        """Return what may be shown after this character."""
        if character in _OPEN:
            self._bracket += character
            return ""
        if not self._bracket:
            return self._text(character)
        self._bracket += character
        if character in _CLOSE:
            return self._closed()
        inner = re.split(f"[{re.escape(_OPEN)}]", self._bracket)[-1]
        return "" if _may_become(inner) else self._flush()

    def finish(self) -> str:
        """Return what is left at the end: text first, then the markers that still wait; a torn marker is dropped."""
        torn = self._bracket.lstrip(_OPEN)
        text = "" if torn.strip() and (torn.strip()[0].isdigit() or torn.strip()[0] == "^") else self._flush()
        waiting = _marks([*self._waiting, *self._early]) if self._begun else ""
        self._waiting, self._early, self._space, self._bracket = [], [], "", ""
        return text + waiting

    def _closed(self) -> str:
        """Settle the innermost open bracket: note its markers, or give up on all that is held."""
        start = max(self._bracket.rfind(character) for character in _OPEN)
        inner = _INSIDE.fullmatch(self._bracket[start + 1 : -1])
        if inner is None:
            return self._flush()
        # What stood around a nested marker is held on, so that dropping it cannot make a new one: [[9]1].
        self._bracket = self._bracket[:start]
        self._note(_numbers(inner["numbers"], self._known))
        return ""

    def _note(self, markers: list[int]) -> None:
        if "\n" in self._space:
            self._early.extend(markers)
            return
        self._space = ""
        self._waiting.extend(markers)
        self._ended = self._ended or self._dotted

    def _flush(self) -> str:
        held, self._bracket = self._bracket, ""
        return "".join(self._text(character) for character in held)

    def _text(self, character: str) -> str:
        if character.isspace():
            if character == "\n" or not self._early:  # a marker that opens a line goes with its space
                self._space += character
            return ""
        ready = ""
        if "\n" in self._space and self._begun:
            ready = _marks(self._waiting)
            self._waiting, self._early = self._early, []
            self._ended = False
        elif (self._ended and character not in _ENDS + _CLOSERS) or (self._dotted and self._space):
            ready = _marks(self._waiting)
            self._waiting = []
            self._ended = False
        if self._begun:
            ready += self._space
        self._waiting, self._early = [*self._waiting, *self._early], []
        self._space, self._begun = "", True
        self._ended = character in _ENDS or (self._ended and character in _CLOSERS)
        self._dotted = character == "."
        return ready + character


def _may_become(inner: str) -> bool:
    """Return whether what follows an opened bracket may still become a marker."""
    words = _LETTER.findall(inner.lower())
    rest = _LETTER.sub("", inner)
    known = all(any(label.startswith(word) for label in (*_LABELS, "和", "至", "到")) for word in words)
    return len(inner) <= 60 and known and _COULD_BE.fullmatch(rest) is not None


def _numbers(written: str, known: Collection[int]) -> list[int]:
    found: list[int] = []
    spans = {match.start(): match for match in _RANGE.finditer(written)}
    at = 0
    for number in re.finditer(r"\d+", written):
        if number.start() < at:
            continue
        span = spans.get(number.start())
        if span is not None:
            first, last = int(span[1]), int(span[2])
            found.extend(marker for marker in sorted(known) if first <= marker <= last)
            at = span.end()
        elif int(number.group()) in known:
            found.append(int(number.group()))
    return found


def _marks(markers: Iterable[int]) -> str:
    return "".join(f"[{marker}]" for marker in dict.fromkeys(markers))
