"""An open tag of a page of markup, and what the text inside it inherits: link, bold type, level, whether unseen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.formats.web.kinds import Kind
from ingest.formats.web.pieces import Element, words_of

BLOCKS = frozenset(
    "p div li ul ol tr table tbody thead tfoot td th blockquote section article header footer main aside dd dt dl pre "
    "figcaption figure caption body html form address center h1 h2 h3 h4 h5 h6".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NO_TEXT = frozenset("head script style noscript template iframe object svg math audio video".split())
_PASSED_OVER = {"nav": Kind.NAVIGATION, "select": Kind.FORM, "button": Kind.FORM, "textarea": Kind.FORM}
_RUBY = frozenset(("rt", "rp"))  # the reading beside a character is no text
_LARGE = frozenset("4567")  # sizes of a <font> that only headlines have
_BOLD = frozenset(("b", "strong", "big"))
_HIDDEN = re.compile(r"display\s*:\s*none|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_VEILED = re.compile(r"visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Open:
    """An open tag on the stack with what its text inherits; what is `passed` over is text that is not read, by kind."""

    tag: str = ""
    element: Element = field(default_factory=lambda: Element(""))
    level: int = 0
    bold: bool = False
    linked: bool = False
    stamp: str = ""
    unseen: bool = False
    passed: Kind | None = None
    veiled: bool = False


def opened(tag: str, given: Mapping[str, str], outer: Open) -> Open:
    """Return what stands on the stack for a start tag inside another."""
    style = given.get("style", "")
    element = outer.element
    if tag in BLOCKS:
        centred = given.get("align", "").lower() == "center" or tag == "center" or bool(_CENTRED.search(style))
        words = words_of(f"{given.get('class', '')} {given.get('id', '')}")
        element = Element(tag, words, element, centred or element.centred, element.depth + 1)
    large = tag == "font" and given.get("size", "").lstrip("+") in _LARGE
    return Open(
        tag,
        element,
        level=_HEADINGS.get(tag, outer.level),
        bold=outer.bold or tag in _BOLD or large or "bold" in style,
        linked=outer.linked or (tag == "a" and ("href" in given or "onclick" in given)),
        stamp=given.get("datetime", "") if tag == "time" else outer.stamp,
        unseen=outer.unseen or tag in _NO_TEXT or tag in _RUBY,
        passed=outer.passed or _PASSED_OVER.get(tag) or (Kind.HIDDEN if _is_hidden(given) else None),
        veiled=outer.veiled or given.get("aria-hidden") == "true" or bool(_VEILED.search(style)),
    )


def _is_hidden(given: Mapping[str, str]) -> bool:
    return "hidden" in given or bool(_HIDDEN.search(given.get("style", "")))
