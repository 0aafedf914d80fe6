"""Where the articles of a web page begin: headings of one kind that each have a text of their own, or none such."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.dateline import read_dateline
from ingest.formats.web import wording as words
from ingest.formats.web.bylines import is_byline
from ingest.formats.web.declared import Declared
from ingest.formats.web.evidence import KEPT, SENTENCE, inside, is_furniture
from ingest.formats.web.pieces import Element, Piece, tidy
from ingest.formats.web.titles import title_evidence

_LONGEST = 60  # characters of a headline
_ENOUGH = 1.5  # evidence, in log odds, from which headings begin articles and not sections of one
_FULL = 0.8  # share of the headings that must have text below them


@dataclass(frozen=True, slots=True)
class Span:
    """An article's pieces, `start` to `end`; `head` is its headline, None where one has to be found."""

    start: int
    end: int
    head: int | None = None


def spans(pieces: Sequence[Piece], scores: Sequence[float], region: Element, told: Declared) -> list[Span]:
    """Return the spans of the page's articles; one of the whole page when it holds a single article."""
    within = [at for at, piece in enumerate(pieces) if inside(piece, region)]
    best = (0.0, list[Span]())
    for heads in _alike(pieces, scores, within):
        end = within[-1] + 1
        found = [span for span in _between(pieces, heads, end) if _has_text(scores, span)]
        if len(found) < 2 or len(found) < _FULL * len(heads):
            continue
        evidence = _evidence(pieces, scores, found, told, within[0])
        if evidence >= _ENOUGH and evidence * len(found) > best[0]:
            best = (evidence * len(found), found)
    return best[1] or [Span(0, len(pieces))]


def headline_text(piece: Piece) -> str:
    """Return a heading's text without the moment that may stand before it."""
    parts = [part for part in piece.parts if not _is_moment(part.text)]
    return tidy("".join(part.text for part in parts)) or piece.text


def moment_of(piece: Piece) -> Piece:
    """Return the part of a heading that tells its moment, with an empty text where there is none."""
    return replace(piece, parts=tuple(part for part in piece.parts if _is_moment(part.text)))


def _is_moment(text: str) -> bool:
    return all(mark.isdigit() or mark in "年月日时分-/.:： [］［]" for mark in tidy(text))


def _alike(pieces: Sequence[Piece], scores: Sequence[float], within: Sequence[int]) -> list[list[int]]:
    """The pieces that could be headlines, by how they are set."""
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for at in within:
        piece = pieces[at]
        text = headline_text(piece)
        if not 3 < len(text) <= _LONGEST or is_furniture(text) or scores[at] <= -4.0 - 3.0 * (piece.linked > 0.5):
            continue
        if words.SENTENCE_END.search(text) and text[-1] not in "？！?!":
            continue
        if piece.level or _is_bold(piece) or piece.element.words & words.TITLE_NAMES:
            chain = tuple((element.tag, element.words) for element in list(piece.element.lineage())[:3])
            groups[piece.level, _is_bold(piece), chain].append(at)
    return [group for group in groups.values() if len(group) > 1]


def _is_bold(piece: Piece) -> bool:
    parts = [part for part in piece.parts if part.text.strip() and not _is_moment(part.text)]
    return bool(parts) and all(part.bold for part in parts)


def _between(pieces: Sequence[Piece], heads: Sequence[int], end: int) -> list[Span]:
    """The spans from every heading, and what stands above it in its own element, to the next."""
    starts = []
    owns = _own_elements(pieces, heads)
    for number, head in enumerate(heads):
        start = head
        floor = heads[number - 1] + 1 if number else 0
        own = owns.get(head)
        while own is not None and start > floor and inside(pieces[start - 1], own):
            start -= 1
        starts.append(start)
    return [Span(start, after, head) for start, after, head in zip(starts, [*starts[1:], end], heads, strict=True)]


def _own_elements(pieces: Sequence[Piece], heads: Sequence[int]) -> dict[int, Element]:
    """The largest element around each heading that holds none of the others, of those that have one."""
    held = Counter(element for head in heads for element in pieces[head].element.lineage())
    own = {}
    for head in heads:
        for element in pieces[head].element.lineage():
            if held[element] > 1:
                break
            own[head] = element
    return own


def _has_text(scores: Sequence[float], span: Span) -> bool:
    head = span.start if span.head is None else span.head
    return any(score > SENTENCE for score in scores[head + 1 : span.end])


def _evidence(
    pieces: Sequence[Piece], scores: Sequence[float], found: Sequence[Span], told: Declared, first: int
) -> float:
    """How much the headings speak for beginning an article each, in log odds."""
    own = dated = signed = linked = named = 0.0
    heads = [span.head for span in found if span.head is not None]
    owns = _own_elements(pieces, heads)
    for head, span in zip(heads, found, strict=True):
        element = owns.get(head)
        body = [at for at in range(head + 1, span.end) if scores[at] > SENTENCE]
        alone = element is not None and element is not pieces[head].element
        encloses = element is not None and all(inside(pieces[at], element) for at in body)
        own += encloses and (alone or (element is not None and element.tag in ("li", "td")))
        named += element is not None and (element.tag == "article" or bool(element.words & words.ITEM_NAMES))
        beside = [*pieces[span.start : head], *pieces[head + 1 : body[0]]]
        dated += any(is_byline(piece.apart) for piece in beside) or headline_text(pieces[head]) != pieces[head].text
        signed += read_dateline(pieces[body[0]].text) is not None
        linked += pieces[head].linked > 0.5
    share = 1 / len(found)
    score = 2.0 * own * share if own * share > 0.5 else -1.0
    score += 1.0 * named * share + 2.0 * dated * share + 6.0 * signed * share + 1.5 * linked * share
    above = range(first, found[0].start)
    score -= 2.0 if any(scores[at] > SENTENCE + 1 for at in above) else 0.0
    score -= 1.0 if any(title_evidence(piece, told) > 3.0 for piece in pieces[: found[0].start]) else 0.0
    score -= 1.0 if sum(len(pieces[head].text) for head in heads) < 8 * len(heads) else 0.0
    return score


def kept(scores: Sequence[float], at: int) -> bool:
    """Whether a piece may be part of an article's text."""
    return scores[at] > KEPT
