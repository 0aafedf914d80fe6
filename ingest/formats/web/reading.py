"""A web page → its articles: region found and split, every span's headline, byline and paragraphs read off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.formats.prose import Printed, prose_article
from ingest.formats.web import wording as words
from ingest.formats.web.bylines import Byline, is_byline, paper_in, read_bylines
from ingest.formats.web.declared import Declared, without_site
from ingest.formats.web.evidence import KEPT, SENTENCE, inside, is_caption, region, weigh
from ingest.formats.web.pieces import Element, Markup, Piece
from ingest.formats.web.splitting import Span, headline_text, moment_of, spans
from ingest.formats.web.titles import beside_title, find_title
from rag.records import Article

_ABOVE = 14  # pieces above a headline where its day and newspaper may stand
_FAR_ABOVE = 60  # pieces above a text where a newspaper's name may stand alone
_HOUSE = re.compile(r"[\u4e00-\u9fff]{2,14}(?:馆|局|厅|会|院|校|大学|中心|政府|部|社|台)")
_LEAST = 1.5  # evidence, in log odds, that the whole of a page's text needs: a menu has none


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page's pieces with their evidence, the region of its text, what its head says, and texts of its links."""

    pieces: Sequence[Piece]
    scores: Sequence[float]
    region: Element
    told: Declared
    linked: frozenset[str]


def page_articles(
    markup: Markup, extracted: str, told: Declared, printed: Printed, guessed: date | None
) -> Iterator[Article]:
    """Yield the page's articles, none when it has only menus and links.

    `extracted` is the main text by a general extractor, without blanks; `printed` what the person said; `guessed` the
    day that the page seems to be from, if nothing tells it.
    """
    pieces = markup.pieces
    scores = weigh(pieces, extracted)
    found = region(pieces, scores)
    if found is None:
        return
    linked = frozenset(piece.text for piece in pieces if piece.linked > 0.9)
    sheet = _Sheet(pieces, scores, found, told, linked)
    parts = spans(pieces, scores, found, told)
    alone = len(parts) == 1
    common = _common(sheet, parts[0]) if not alone else Byline()
    for span in parts:
        body = _body(sheet, span)
        if sum(scores[at] for at in body) < _LEAST:
            continue
        head, headline = _headline(sheet, span, body)
        said, paragraphs = _signed(pieces, body)
        near = _beside(sheet, span, head, body[0])
        byline = near.filled(said) if alone else near.filled(said).filled(common)
        where = replace(
            printed,
            newspaper=byline.newspaper
            or told.source
            or told.site
            or _paper_above(sheet, body[0])
            or _site(told, headline)
            or printed.newspaper,
            date=_day(told, byline, alone=alone) or printed.date or guessed,
            authors=byline.authors or (told.authors if alone else ()),
            page=byline.page or printed.page,
        )
        lines = (pieces[body[0] if head is None else min(head, body[0])].line, pieces[body[-1]].line)
        article = prose_article(headline, paragraphs, where, lines, kicker=_kicker(sheet, span, head, body[0]))
        if article is not None:
            yield article


def _day(told: Declared, byline: Byline, *, alone: bool) -> date | None:
    return (told.day or byline.day) if alone else (byline.day or told.day)


def _common(sheet: _Sheet, first: Span) -> Byline:
    """What the lines above the first of several articles say of all."""
    return read_bylines(sheet.pieces[: first.start])


def _body(sheet: _Sheet, span: Span) -> list[int]:
    """The pieces of a span's text: from its first sentence on, or from its first line where it has no sentence."""
    start = span.start if span.head is None else span.head + 1
    kept: list[int] = []
    for at in range(start, span.end):
        piece = sheet.pieces[at]
        if kept and words.THE_END.fullmatch(piece.text):
            break
        if inside(piece, sheet.region) and not is_caption(piece) and sheet.scores[at] > KEPT:
            kept.append(at)
    plain = [at for at in kept if not is_byline(sheet.pieces[at].apart) and sheet.scores[at] > SENTENCE]
    first = next((at for at in plain if _says(sheet.pieces[at])), _first_line(sheet, span, plain))
    element = sheet.pieces[first].element if first < span.end else None
    kept = [at for at in kept if at >= first or (at in plain and sheet.pieces[at].element is element)]
    while kept and sheet.scores[kept[-1]] < 0:
        kept.pop()
    return kept


def _first_line(sheet: _Sheet, span: Span, plain: Sequence[int]) -> int:
    """Where the text begins of which no line is a sentence, as in verse: after its headline."""
    head = find_title(sheet.pieces[: plain[-1] + 1], sheet.told, sheet.linked) if plain and span.head is None else None
    return next((at for at in plain if head is None or at > head), span.end)


def _says(piece: Piece) -> bool:
    """Whether the piece is a sentence and no line of a headline."""
    return not piece.level and bool(words.SENTENCE_END.search(piece.text) or words.COMMA.search(piece.text))


def _headline(sheet: _Sheet, span: Span, body: Sequence[int]) -> tuple[int | None, str]:
    """Where the headline stands, None when only the page's head tells it, and its text."""
    if span.head is not None:
        return span.head, headline_text(sheet.pieces[span.head])
    head = find_title(sheet.pieces[: body[0]], sheet.told, sheet.linked)
    if head is not None:
        return head, headline_text(sheet.pieces[head])
    title = without_site(sheet.told.title)
    return None, sheet.told.headline or ("" if paper_in(title) == title else title)


def _beside(sheet: _Sheet, span: Span, head: int | None, first: int) -> Byline:
    """What the lines between headline and text say, then those above the headline."""
    pieces = sheet.pieces
    top = first if head is None else head
    inner = read_bylines(pieces[max(span.start, top if head is None else top + 1) : first])
    above = range(max(span.start, top - _ABOVE), top)
    own = read_bylines([moment_of(pieces[head])]) if head is not None else Byline()
    return own.filled(inner).filled(read_bylines(pieces[at] for at in reversed(above)))


def _signed(pieces: Sequence[Piece], body: Sequence[int]) -> tuple[Byline, list[str]]:
    """What lines inside the text say of where and by whom it was written, and the text without them."""
    said = Byline()
    texts = []
    for number, at in enumerate(body):
        at_edge = number < 3 or number >= len(body) - 4
        told = read_bylines([pieces[at]]) if at_edge and is_byline(pieces[at].apart) else Byline()
        # A day alone below the last line belongs to the text: a notice is signed with it.
        if len(body) > 1 and (told.authors or told.newspaper or (told.day and number < 3)):
            said = said.filled(told)
        else:
            texts.append(pieces[at].row)
    return said, texts


def _paper_above(sheet: _Sheet, first: int) -> str:
    """A newspaper's name that stands above the text."""
    above = sheet.pieces[max(0, first - _FAR_ABOVE) : first]
    names = (paper_in(piece.apart) for piece in above if len(piece.text) < 40)
    return next(filter(None, names), "")


def _site(told: Declared, headline: str) -> str:
    """The window's title where it names no article but the house alone."""
    title = without_site(told.title)
    return title if title != headline and title == told.title and _HOUSE.fullmatch(title) else ""


def _kicker(sheet: _Sheet, span: Span, head: int | None, first: int) -> str:
    """The lines above and below a headline that belong to it, as one."""
    if head is None:
        return ""
    return " ".join(filter(None, beside_title(sheet.pieces[span.start : first], head - span.start)))
