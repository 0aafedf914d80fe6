"""Which piece of a web page is an article's headline, and which pieces around it are kicker and subtitle."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.formats.web import wording as words
from ingest.formats.web.bylines import is_byline
from ingest.formats.web.declared import Declared
from ingest.formats.web.evidence import is_furniture
from ingest.formats.web.pieces import Element, Piece
from ingest.furniture import SECTIONS
from ingest.variants import plain

_LONGEST = 60  # characters; a headline in three lines has fewer
_ENOUGH = 1.5  # evidence, in log odds, from which a piece is the headline
_ENOUGH_UNTOLD = 0.5  # the same where the page's head names no headline
_REACH = 40  # pieces before the text that are looked at
_NEAR_TITLE = 3  # pieces around a headline that may belong to it


def find_title(pieces: Sequence[Piece], told: Declared, linked: frozenset[str]) -> int | None:
    """Return which of the pieces before an article's text is its headline; None for none of them.

    `linked` are the texts of links on the page: a list of headlines on the same page names it too.
    """
    enough = _ENOUGH if told.headline else _ENOUGH_UNTOLD
    best: tuple[float, int] | None = None
    for at in range(max(0, len(pieces) - _REACH), len(pieces)):
        found = title_evidence(pieces[at], told, linked) - 0.08 * (len(pieces) - at)
        if found >= enough and (best is None or found > best[0]):
            best = (found, at)
    return best[1] if best else None


def title_evidence(piece: Piece, told: Declared, linked: frozenset[str] = frozenset()) -> float:
    """Return how much a piece speaks for being a headline, in log odds."""
    text = piece.text
    score = {1: 2.5, 2: 1.5}.get(piece.level, 1.0 if piece.level else 0.0)
    score += 1.0 if not piece.level and piece.share(bold=True) > 0.9 else 0.0
    score += 4.0 if _same(text, told.headline) else 0.0
    score += 2.5 if len(text) > 3 and _flat(told.title).startswith(_flat(text)) else 0.0
    names = piece.element.words
    score += 1.0 if names & words.TITLE_NAMES else 0.0
    score += 1.0 if text in linked and piece.linked < 0.5 else 0.0
    score -= 1.5 if names & words.UNDER_TITLE_NAMES else 0.0
    score -= 1.0 if words.SENTENCE_END.search(text) and text[-1] not in "？！?!" else 0.0
    score -= 2.0 if is_byline(piece.apart) else 0.0
    score -= 4.0 if is_furniture(text) or piece.linked > 0.9 else 0.0
    score -= 3.0 if plain(text).replace(" ", "") in SECTIONS else 0.0
    score -= 3.0 if not 3 < len(text) <= _LONGEST else 0.0
    return score


def beside_title(pieces: Sequence[Piece], title: int) -> list[int]:
    """Return which pieces are the kicker above and the subtitle below the headline, at most one each."""
    above = [at for at in range(max(0, title - 1), title) if _adorns(pieces[at], pieces[title])]
    below = range(title + 1, min(title + 1 + _NEAR_TITLE, len(pieces)))
    return above + [at for at in below if _adorns(pieces[at], pieces[title])][:1]


def _adorns(piece: Piece, title: Piece) -> bool:
    """Whether the piece is set as a line of the headline: a heading, named so, or of the headline's own table."""
    text = piece.text
    if is_furniture(text) or is_byline(piece.apart) or piece.linked or not 3 < len(text) <= _LONGEST:
        return False
    if plain(text).replace(" ", "") in SECTIONS or words.SENTENCE_END.search(text):
        return False
    named = bool(piece.element.words & words.UNDER_TITLE_NAMES)
    table = _table(piece.element) is not None and _table(piece.element) is _table(title.element)
    return named or table or (piece.level > 0 and title.level > 0)


def _table(element: Element) -> Element | None:
    return next((around for around in element.lineage() if around.tag == "table"), None)


def _same(one: str, other: str) -> bool:
    return len(one) > 1 and _flat(one) == _flat(other)


def _flat(text: str) -> str:
    return "".join(text.split())
