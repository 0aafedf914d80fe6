"""How much a piece of a web page speaks for being an article's text, in log odds, and which region has most of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from ingest.formats.web import wording as words
from ingest.formats.web.kinds import Kind
from ingest.formats.web.pieces import Element, Piece
from ingest.variants import plain

KEPT = -1.5  # what speaks less for text is left out of an article
SENTENCE = 0.8  # what speaks more begins an article's text
_FURNITURE_TAGS = {"nav": Kind.NAVIGATION, "aside": Kind.RELATED, "footer": Kind.SITE, "form": Kind.FORM}
_LINKED = 0.6  # share of a piece in links from which it leads elsewhere
_LONGEST_PHRASE = 160  # characters of what a site says beside an article
_LONGEST_CUE = 16  # characters of what heads a list of other stories
_SHORT = 10  # characters; a sentence of the news has more
_AGAINST = -2.0
_NEAR = 8  # elements around a piece whose names are looked at


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a piece speaks for being text, in log odds, and what it is if it is none, as far as a sign tells."""

    score: float
    kind: Kind = Kind.UNSURE


def weigh(pieces: Sequence[Piece], extracted: str) -> list[Weight]:
    """Return the evidence of every piece; `extracted` is what a general extractor takes for the page's main text."""
    own = [_wording(piece) + _agreed(piece, extracted) for piece in pieces]
    mass = _sums(pieces, [max(score, 0.0) for score in own])
    total = sum(max(score, 0.0) for score in own)
    cued: dict[Element, Kind] = {}
    titled = {element for piece in pieces if piece.level == 1 for element in piece.element.lineage()}
    weights = []
    for at, (piece, score) in enumerate(zip(pieces, own, strict=True)):
        told = _names(list(piece.element.lineage())[:_NEAR], mass, total)
        kind = told.kind if told.kind is not Kind.UNSURE else _kind_by_wording(piece)
        cue = next((cued[element] for element in piece.element.lineage() if element in cued), None)
        if cue is None and len(piece.text) <= _LONGEST_CUE and words.CUES.search(text := plain(piece.text)):
            cue = Kind.COMMENT if words.ABOUT_COMMENTS.search(text) else Kind.RELATED
            cued[_section(piece, pieces[at - 1] if at else None, mass, total, titled)] = cue
        weights.append(Weight(score + told.score - (4.0 if cue else 0.0), cue or kind))
    return weights


def region(pieces: Sequence[Piece], scores: Sequence[float]) -> Element | None:
    """Return the smallest element whose pieces together speak most for text, not one paragraph of several, or None.

    A piece speaks against an element by no more than `_AGAINST`: furniture inside the text is left out later.
    """
    sums = _sums(pieces, [max(score, _AGAINST) for score in scores])
    best = max(sums, key=lambda element: (round(sums[element], 6), element.depth), default=None)
    # In a short story what a site puts between and below the paragraphs may speak louder than they do.
    beside = [
        piece
        for piece, score in zip(pieces, scores, strict=True)
        if best is not None and piece.element is not best and piece.element.parent is best.parent and score > SENTENCE
    ]
    return best.parent if best is not None and best.tag == "p" and any(_says(piece) for piece in beside) else best


def _says(piece: Piece) -> bool:
    return piece.element.tag == "p" and words.SENTENCE_END.search(piece.text) is not None


def inside(piece: Piece, element: Element) -> bool:
    """Whether the piece stands in the element."""
    return any(around is element for around in piece.element.lineage())


def is_furniture(text: str) -> bool:
    """Whether a text is a phrase of the site and not of an article."""
    if len(text) > _LONGEST_PHRASE:
        return False
    text = plain(text)
    if words.SITE_PHRASE.search(text) or words.SITE_PHRASE_INSIDE.search(text):
        return True
    says = words.SENTENCE_END.search(text) and len(text) >= 2 * _SHORT
    return not says and bool(words.LABEL_PHRASE.search(text))


def is_caption(piece: Piece) -> bool:
    """Whether the piece tells what a picture shows."""
    names = piece.element.words
    if piece.element.tag == "figcaption" or any(each.tag == "figcaption" for each in piece.element.lineage()):
        return True
    if len(piece.text) > 120:
        return False
    if words.CAPTION.search(plain(piece.text)) and (piece.pictured or piece.element.centred or len(piece.text) <= 40):
        return True
    named = bool(names & words.CAPTION_NAMES) and not names & {"text", "content", "article"}
    return (named or (piece.pictured and (piece.element.centred or "center" in names))) and len(piece.text) <= 80


def _wording(piece: Piece) -> float:
    """What the text itself says."""
    text, linked = piece.text, piece.linked
    size = len(text)
    score = -0.7
    if is_furniture(text):
        score = -5.0
    elif linked > _LINKED:
        score = -3.0 - min(size, 40) / 20
    elif words.SENTENCE_END.search(text) and size >= _SHORT:
        score = 1.5 + min(size, 120) / 60
    elif len(words.COMMA.findall(text)) > 1 and size >= 3 * _SHORT:
        score = 1.0
    if is_caption(piece):
        score = min(score, -2.0)
    return score


def _agreed(piece: Piece, extracted: str) -> float:
    return 1.0 if piece.linked < _LINKED and "".join(piece.text.split()) in extracted else 0.0


def _kind_by_wording(piece: Piece) -> Kind:
    if is_furniture(piece.text):
        return Kind.COMMENT if words.ABOUT_COMMENTS.search(plain(piece.text)) else Kind.SITE
    return Kind.LINKS if piece.linked > _LINKED else Kind.UNSURE


def _names(around: Sequence[Element], mass: Mapping[Element, float], total: float) -> Weight:
    """What the names of the elements around a piece say; those that hold most of the page's text say nothing bad."""
    score = 0.0
    if any(element.words & words.TEXT_NAMES for element in around[:3]):
        score += 0.7
    for element in around:
        if mass[element] * 2 >= total > 0:
            continue
        if element.tag in _FURNITURE_TAGS:
            return Weight(score - 5.0, _FURNITURE_TAGS[element.tag])
        if found := element.words & words.FURNITURE_NAMES.keys():
            return Weight(score - 4.0, words.FURNITURE_NAMES[min(found)])
    return Weight(score)


def _section(
    piece: Piece, before: Piece | None, mass: Mapping[Element, float], total: float, titled: Container[Element]
) -> Element:
    """The element that a cue like 相关阅读 heads: the one around it, or the one around that.

    It is a small one, or one that begins with the cue and is not `titled`, for it holds no heading of the first level.
    """
    found = piece.element
    for element in (piece.element, piece.element.parent):
        if element is None:
            continue
        begins = before is None or not inside(before, element)
        if mass[element] * 2 < total or (begins and element not in titled):
            found = element
    return found


def _sums(pieces: Sequence[Piece], scores: Sequence[float]) -> defaultdict[Element, float]:
    sums: defaultdict[Element, float] = defaultdict(float)
    for piece, score in zip(pieces, scores, strict=True):
        for element in piece.element.lineage():
            sums[element] += score
    return sums
