"""Passages as HTML cards: a citation with its quote lit, a close article, and why passages were found."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.records import Article, Citation, CitedField, Hit, Note, Passage, Source
from ui.exports.references import reference
from ui.web.escape import safe, safe_lines, with_short
from ui.web.icons import COPY, OPEN
from ui.web.texts import Texts

_CONTEXT = 80  # characters shown on either side of a quote
_SENTENCE_END = re.compile(r"[。！？\n]+[”’」』）]*\n?")
_OPENING = 90  # characters shown of an article that came close
_NAMED = 3  # authors shown on a card


def label(source: Source) -> str:
    """Return the place of publication as HTML, the headline set apart from newspaper, date and page."""
    printed = Source(source.newspaper, source.date, source.page).label
    headline = source.headline
    if not printed and not headline:
        return f'<span class="headline">{safe(source.external_id)}</span>'
    said = f'<span class="headline">{safe(headline)}</span> <span class="printed">{safe(printed)}</span>'
    return f'<span lang="zh-CN">{said}</span>'  # for screen readers of the English page


def citation_card(citation: Citation, anchor: str, article: Article | None, texts: Texts, *, short: str = "") -> str:
    """Return a citation as a list item: marker, place of publication, the quote lit in its passage, `short` set off.

    `article` is the one that is cited; None when it is no longer in the library.
    """
    quoted = _in_passage(citation)
    before, after = quoted.before, quoted.after
    near_before = before if len(before) <= _CONTEXT else "……" + _last_sentences(before[-_CONTEXT:])
    near_after = after if len(after) <= _CONTEXT else _first_sentences(after[:_CONTEXT]) + "……"
    mark = f"<mark>{with_short(citation.quote, short)}</mark>"
    field = (
        "" if citation.field is CitedField.BODY else f'<span class="part">{safe(texts.fields[citation.field])}</span>'
    )
    source = citation.passage.source
    span = json.dumps({"start": citation.start, "end": citation.end, "field": citation.field.value})
    return (
        f'<li class="card citation" id="{safe(anchor)}" tabindex="-1">'
        f'<div class="place"><span class="chip">{citation.marker}</span>'
        f"<span>{label(source)}{_by(article, texts)}{field}</span></div>"
        f'<blockquote lang="zh-CN">'
        f"{safe_lines(near_before)}{mark}{safe_lines(near_after)}</blockquote>"
        f"{_tools(citation.passage, article, span, texts)}</li>"
    )


def _by(article: Article | None, texts: Texts) -> str:
    if article is None or not article.authors:
        return ""
    more = "…" if len(article.authors) > _NAMED else ""
    names = "、".join(article.authors[:_NAMED]) + more
    return f' <span class="by"><span class="unseen">{safe(texts.reader.authors)} </span>{safe(names)}</span>'


def _tools(passage: Passage, article: Article | None, span: str, texts: Texts) -> str:
    """The buttons under a card: the whole article, and its reference to copy."""
    if article is None:
        return f'<p class="tools gone">{safe(texts.reader.gone)}</p>'
    cited = reference(passage.source, article.authors)
    return (
        f'<p class="tools"><button type="button" class="link" data-do="read" data-article="{safe(passage.article_id)}" '
        f'data-span="{safe(span)}">{OPEN}{safe(texts.reader.open)}</button>'
        f'<button type="button" class="link" data-do="copy" data-text="{safe(cited)}" title="{safe(cited)}">'
        f"{COPY}{safe(texts.reader.copy)}</button></p>"
    )


def _last_sentences(text: str) -> str:
    """Return the text without the broken sentence that it begins with, if a whole one follows."""
    end = _SENTENCE_END.search(text)
    return text[end.end() :] if end and end.end() < len(text) else text


def _first_sentences(text: str) -> str:
    """Return the text without the broken sentence that it ends with, if a whole one goes before."""
    ends = list(_SENTENCE_END.finditer(text))
    return text[: ends[-1].end()].rstrip() if ends and ends[-1].start() > 0 else text


def hit_card(hit: Hit, article: Article | None, texts: Texts) -> str:
    """Return an article that came close as a list item: place of publication and how its passage begins."""
    text = hit.passage.text
    opening = text if len(text) <= _OPENING else _first_sentences(text[:_OPENING]) + "……"
    also = ""
    if hit.also_in:
        places = "；".join(place.label for place in hit.also_in)
        also = f'<p class="also">{safe(texts.ask.also_in.format(places=places))}</p>'
    span = json.dumps({"start": hit.passage.start, "end": hit.passage.end, "field": CitedField.BODY.value})
    return (
        f'<li class="card close"><div class="place"><span>{label(hit.passage.source)}{_by(article, texts)}</span></div>'
        f'<p lang="zh-CN">{safe_lines(opening)}</p>'
        f"{also}{_tools(hit.passage, article, span, texts)}</li>"
    )


def why_panel(hits: Sequence[Hit], texts: Texts, said: Sequence[Note] = ()) -> str:
    """Return the folded list of all passages that were found, with their ranks and matched words, the notes above."""
    if not hits:
        return ""
    above = "".join(f"<p>{safe_lines(note.text)}</p>" for note in said)
    items = "".join(f"<li>{_opening_link(hit)}<small>{safe(_reasons(hit, texts))}</small></li>" for hit in hits)
    return f'<details class="why"><summary>{safe(texts.ask.why)}</summary>{above}<ol>{items}</ol></details>'


def _opening_link(hit: Hit) -> str:
    passage = hit.passage
    span = json.dumps({"start": passage.start, "end": passage.end, "field": CitedField.BODY.value})
    return (
        f'<button type="button" class="plain" data-do="read" data-article="{safe(passage.article_id)}" '
        f'data-span="{safe(span)}">{label(passage.source)}</button>'
    )


def _reasons(hit: Hit, texts: Texts) -> str:
    ranks = [
        texts.ask.why_rank.format(index=texts.indexes.get(place.index, place.index), rank=place.rank)
        for place in hit.why.ranks
    ]
    terms = [texts.ask.why_terms.format(terms="、".join(hit.why.terms))] if hit.why.terms else []
    return "　".join([*ranks, *terms])


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The passage's text before and after a quote."""

    before: str
    after: str


def _in_passage(citation: Citation) -> _Surroundings:
    """Return what stands around the quote in its passage; nothing when the quote stands elsewhere."""
    passage: Passage = citation.passage
    if citation.field is not CitedField.BODY:
        return _Surroundings("", "")
    begin = citation.start - passage.start
    if begin < 0 or not passage.text.startswith(citation.quote, begin):
        begin = passage.text.find(citation.quote)
    if begin < 0:
        return _Surroundings("", "")
    return _Surroundings(passage.text[:begin], passage.text[begin + len(citation.quote) :])
