"""The words at a web page's pictures: captions, which are articles of their own, told from bare credits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.closing import ClosingKind, read_closing
from ingest.formats.web import wording as words
from ingest.formats.web.evidence import Weight, is_caption
from ingest.formats.web.kinds import Kind
from ingest.formats.web.pieces import Piece
from ingest.variants import plain

_CREDIT = re.compile(r"\W*(?:图片?来源|图源|图片|供图|摄影|图)\s*[:：/／|｜]?[^。，！？]{0,24}\W*|\[?Photo\b.{0,60}")
_LEAST = 4  # characters; less is a number or a mark


def captions(pieces: Sequence[Piece], weights: Sequence[Weight], within: Sequence[int]) -> list[list[int]]:
    """Return the captions among the pieces `within`, each as the pieces that stand below one another at a picture."""
    found: list[list[int]] = []
    for at in within:
        if not is_caption(pieces[at]) or weights[at].kind is not Kind.UNSURE:
            continue
        before = found[-1][-1] if found else None
        if before == at - 1 and not pieces[at].pictured and pieces[at].element.parent is pieces[before].element.parent:
            found[-1].append(at)
        elif _at_picture(pieces[at]):
            found.append([at])
    return [group for group in found if not all(is_credit(pieces[at].text) for at in group)]


def is_credit(text: str) -> bool:
    """Whether the words at a picture only say whose it is."""
    if len(text) < _LEAST or _CREDIT.fullmatch(plain(text)):
        return True
    closing = read_closing([text])
    return closing is not None and closing.kind is ClosingKind.CREDIT and closing.length >= len(text)


def _at_picture(piece: Piece) -> bool:
    """Whether a picture is sure: the piece says so, or is marked so, or stands right below one."""
    marked = any(element.tag in ("figure", "figcaption") for element in piece.element.lineage())
    return marked or piece.pictured or bool(words.CAPTION.search(plain(piece.text)))
