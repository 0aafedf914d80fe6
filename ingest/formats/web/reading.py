"""A web page → its articles: region found and split, every span's headline, byline and paragraphs read off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.formats.prose import Printed, prose_article
from ingest.formats.web import wording as words
from ingest.formats.web.bylines import Byline, is_byline, paper_in, read_bylines
from ingest.formats.web.captions import captions
from ingest.formats.web.declared import Declared, without_site
from ingest.formats.web.evidence import KEPT, SENTENCE, Weight, inside, is_caption, region, weigh
from ingest.formats.web.pieces import Markup, Piece
from ingest.formats.web.publication import Given, published, said_beside, said_of_all
from ingest.formats.web.sheet import Sheet
from ingest.formats.web.splitting import Span, headline_text, spans
from ingest.formats.web.titles import beside_title, find_title, title_evidence
from rag.records import Article, ArticleKind

_LEAST = 1.5  # evidence, in log odds, that the whole of a page's text needs: a menu has none


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page's articles, each followed by its captions, and what the pieces that are in them were read as.

    `titles` are the pieces that are headlines with their evidence for that, in log odds.
    """

    articles: tuple[Article, ...]
    weights: Sequence[Weight]
    labels: Mapping[int, str]
    titles: Mapping[int, float]


def read_web_page(
    markup: Markup, extracted: str, told: Declared, printed: Printed, guessed: date | None
) -> PageReading:
    """Return the page's articles, none when it has only menus and links.

    `extracted` is the main text by a general extractor, without blanks; `printed` what the person said; `guessed` the
    day that the page seems to be from, if nothing tells it.
    """
    pieces = markup.pieces
    weights = weigh(pieces, extracted)
    scores = [weight.score for weight in weights]
    found = region(pieces, scores)
    if found is None:
        return PageReading((), weights, {}, {})
    linked = frozenset(piece.text for piece in pieces if piece.linked > 0.9)
    sheet = Sheet(pieces, weights, scores, found, told, linked)
    parts = spans(pieces, scores, found, told)
    common = said_of_all(sheet, parts[0]) if len(parts) > 1 else None
    articles: list[Article] = []
    labels: dict[int, str] = {}
    for span in parts:
        body = _body(sheet, span)
        if sum(scores[at] for at in body) >= _LEAST:
            articles += _span_articles(sheet, span, body, Given(printed, guessed, common), labels)
    heads = (at for at, label in labels.items() if label == "headline")
    titles = {at: title_evidence(pieces[at], told, linked) for at in heads}
    return PageReading(tuple(articles), weights, labels, titles)


def _span_articles(
    sheet: Sheet, span: Span, body: Sequence[int], given: Given, labels: dict[int, str]
) -> Iterator[Article]:
    """Yield a span's article and its captions, and note in `labels` what their pieces are."""
    pieces = sheet.pieces
    head, headline = _headline(sheet, span, body)
    said, texts = _signed(pieces, body)
    byline = said_beside(sheet, span, head, body[0]).filled(said).filled(given.common or Byline())
    where = published(sheet, byline, given, headline, body[0])
    beside = _beside_head(sheet, span, head, body[0])
    first = body[0] if head is None else min(head, body[0])
    lines = (pieces[first].line, pieces[body[-1]].line)
    kicker = " ".join(pieces[at].text for at in beside)
    article = prose_article(headline, [pieces[at].row for at in texts], where, lines, kicker=kicker)
    if article is None:
        return
    yield article
    labels |= dict.fromkeys(body, "byline") | dict.fromkeys(texts, "paragraph") | {texts[0]: "body"}
    if head is not None:
        labels |= {at: "kicker" if at < head else "subtitle" for at in beside} | {head: "headline"}
    # The region of a story of one paragraph is that paragraph; its pictures stand beside it.
    near = (sheet.region.parent or sheet.region) if sheet.region.tag == "p" else sheet.region
    around = [at for at in range(span.start, span.end) if first <= at <= body[-1] or inside(pieces[at], near)]
    for group in captions(pieces, sheet.weights, [at for at in around if at not in labels]):
        stands = (pieces[group[0]].line, pieces[group[-1]].line)
        unsigned = replace(where, authors=())
        caption = prose_article("", [pieces[at].text for at in group], unsigned, stands, kind=ArticleKind.CAPTION)
        if caption is not None:
            yield caption
            labels |= dict.fromkeys(group, "caption")


def _body(sheet: Sheet, span: Span) -> list[int]:
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


def _first_line(sheet: Sheet, span: Span, plain: Sequence[int]) -> int:
    """Where the text begins of which no line is a sentence, as in verse: after its headline."""
    head = find_title(sheet.pieces[: plain[-1] + 1], sheet.told, sheet.linked) if plain and span.head is None else None
    return next((at for at in plain if head is None or at > head), span.end)


def _says(piece: Piece) -> bool:
    """Whether the piece is a sentence and no line of a headline."""
    return not piece.level and bool(words.SENTENCE_END.search(piece.text) or words.COMMA.search(piece.text))


def _headline(sheet: Sheet, span: Span, body: Sequence[int]) -> tuple[int | None, str]:
    """Where the headline stands, None when only the page's head tells it, and its text."""
    if span.head is not None:
        return span.head, headline_text(sheet.pieces[span.head])
    head = find_title(sheet.pieces[: body[0]], sheet.told, sheet.linked)
    if head is not None:
        return head, headline_text(sheet.pieces[head])
    title = without_site(sheet.told.title)
    return None, sheet.told.headline or ("" if paper_in(title) == title else title)


def _signed(pieces: Sequence[Piece], body: Sequence[int]) -> tuple[Byline, list[int]]:
    """What lines inside the text say of where and by whom it was written, and the pieces of the text without them."""
    said = Byline()
    texts = []
    for number, at in enumerate(body):
        at_edge = number < 3 or number >= len(body) - 4
        told = read_bylines([pieces[at]]) if at_edge and is_byline(pieces[at].apart) else Byline()
        # A day alone below the last line belongs to the text: a notice is signed with it.
        if len(body) > 1 and (told.authors or told.newspaper or (told.day and number < 3)):
            said = said.filled(told)
        else:
            texts.append(at)
    return said, texts


def _beside_head(sheet: Sheet, span: Span, head: int | None, first: int) -> list[int]:
    """The pieces above and below a headline that belong to it."""
    if head is None:
        return []
    return [span.start + at for at in beside_title(sheet.pieces[span.start : first], head - span.start)]
