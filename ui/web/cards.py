"""Passages as HTML cards: a citation with its quote lit, a close article, and why passages were found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.records import Citation, CitedField, Hit, Passage, Source
from ui.web.escape import safe, safe_lines
from ui.web.texts import Texts

_CONTEXT = 60  # characters shown on either side of a quote before the card is unfolded
_SENTENCE_END = re.compile(r"[。！？\n]+[”’」』）]*\n?")
_OPENING = 90  # characters shown of an article that came close


def label(source: Source) -> str:
    """Return the place of publication as HTML, the headline set apart from newspaper, date and page."""
    printed = Source(source.newspaper, source.date, source.page).label
    headline = f"《{source.headline}》" if source.headline else ""
    if not printed and not headline:
        return f'<span class="headline">{safe(source.external_id)}</span>'
    return f'<span class="printed">{safe(printed)}</span> <span class="headline">{safe(headline)}</span>'


def citation_card(citation: Citation, anchor: str, texts: Texts) -> str:
    """Return a citation as a list item: marker, place of publication, the quote lit in its passage."""
    quoted = _in_passage(citation)
    before, after = quoted.before, quoted.after
    cut = len(before) > _CONTEXT or len(after) > _CONTEXT
    near_before = before if len(before) <= _CONTEXT else "……" + _last_sentences(before[-_CONTEXT:])
    near_after = after if len(after) <= _CONTEXT else _first_sentences(after[:_CONTEXT]) + "……"
    mark = f"<mark>{safe_lines(citation.quote)}</mark>"
    whole = (
        f"<details><summary>{safe(texts.whole_passage)}</summary>"
        f"<p>{safe_lines(before)}{mark}{safe_lines(after)}</p></details>"
        if cut
        else ""
    )
    field = (
        "" if citation.field is CitedField.BODY else f'<span class="field">{safe(texts.fields[citation.field])}</span>'
    )
    return (
        f'<li class="card citation" id="{safe(anchor)}" tabindex="-1">'
        f'<div class="place"><span class="chip">{citation.marker}</span>'
        f"<span>{label(citation.passage.source)}{field}</span></div>"
        f"<blockquote>{safe_lines(near_before)}{mark}{safe_lines(near_after)}</blockquote>{whole}</li>"
    )


def _last_sentences(text: str) -> str:
    """Return the text without the broken sentence that it begins with, if a whole one follows."""
    end = _SENTENCE_END.search(text)
    return text[end.end() :] if end and end.end() < len(text) else text


def _first_sentences(text: str) -> str:
    """Return the text without the broken sentence that it ends with, if a whole one goes before."""
    ends = list(_SENTENCE_END.finditer(text))
    return text[: ends[-1].end()].rstrip() if ends and ends[-1].start() > 0 else text


def hit_card(hit: Hit, texts: Texts) -> str:
    """Return an article that came close as a list item: place of publication and how its passage begins."""
    text = hit.passage.text
    opening = text if len(text) <= _OPENING else text[:_OPENING] + "……"
    also = ""
    if hit.also_in:
        places = "；".join(place.label for place in hit.also_in)
        also = f'<p class="also">{safe(texts.also_in.format(places=places))}</p>'
    return (
        f'<li class="card close"><div class="place"><span>{label(hit.passage.source)}</span></div>'
        f"<p>{safe_lines(opening)}</p>{also}</li>"
    )


def why_panel(hits: Sequence[Hit], texts: Texts) -> str:
    """Return the folded list of all passages that were found, with their ranks and matched words."""
    if not hits:
        return ""
    items = "".join(f"<li>{label(hit.passage.source)}<small>{safe(_reasons(hit, texts))}</small></li>" for hit in hits)
    return f'<details class="why"><summary>{safe(texts.why)}</summary><ol>{items}</ol></details>'


def _reasons(hit: Hit, texts: Texts) -> str:
    ranks = [
        texts.why_rank.format(index=texts.indexes.get(place.index, place.index), rank=place.rank)
        for place in hit.why.ranks
    ]
    terms = [texts.why_terms.format(terms="、".join(hit.why.terms))] if hit.why.terms else []
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
