"""An article laid open, as HTML: its text with a stretch lit, or the printed leaf with the stretch's lines marked."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from rag.records import Article, ArticleKind, CitedField, LineBox
from rag.regions import printed_at
from ui.exports.references import reference
from ui.web.escape import safe
from ui.web.icons import CLOSE, COPY, PAGE, TEXT
from ui.web.presses import Opening
from ui.web.texts import Texts


@dataclass(frozen=True, slots=True)
class LeafImage:
    """A printed leaf as a JPEG, with the lines to mark on it."""

    leaf: int
    jpeg: bytes
    marked: tuple[LineBox, ...]


def marked_boxes(article: Article, opening: Opening) -> tuple[LineBox, ...]:
    """Return the printed lines of the stretch; for one outside the body the lines of headline and credits."""
    if opening.field is CitedField.BODY and opening.end > opening.start:
        return tuple(box for region in printed_at(article, opening.start, opening.end) for box in region.boxes)
    every = [box for origin in article.origin for box in origin.boxes]
    if opening.field is CitedField.BODY:
        return tuple(every)
    return tuple(box for box in every if box.start == box.end)


def article_view(article: Article, opening: Opening, texts: Texts, *, has_leaf: bool) -> str:
    """Return the article's text; `has_leaf`: with the way to its printed leaf."""
    words = texts.reader
    lit = opening if opening.end > opening.start else None
    headline = _lit(article.headline or texts.library.untitled, 0, lit, CitedField.HEADLINE)
    kicker = f'<p class="kicker">{_lit(article.kicker, 0, lit, CitedField.KICKER)}</p>' if article.kicker else ""
    dateline = f"<span>{_lit(article.dateline, 0, lit, CitedField.DATELINE)}</span>" if article.dateline else ""
    authors = "、".join(article.authors)
    credit = f"<span>{_lit(authors, 0, lit, CitedField.CREDIT)}</span>" if authors else ""
    kind = f"<span>{safe(texts.kinds[article.kind])}</span>" if article.kind is not ArticleKind.NEWS else ""
    return _frame(
        article,
        opening,
        texts,
        f'{kicker}<h2 id="reader-title">{headline}</h2><p class="facts">{kind}{credit}{dateline}</p>'
        f'<div class="body">{_paragraphs(article, lit)}</div>{_others(article, texts)}',
        tools=_view_switch(opening, texts) if has_leaf else "",
        said=words.text,
    )


def leaf_view(article: Article, opening: Opening, leaves: Sequence[LeafImage], texts: Texts) -> str:
    """Return the printed leaves with the lines of the stretch marked."""
    drawn = "".join(_leaf(leaf, texts) for leaf in leaves)
    headline = safe(article.headline or texts.library.untitled)
    return _frame(
        article,
        opening,
        texts,
        f'<h2 id="reader-title" class="small">{headline}</h2>{drawn}',
        tools=_view_switch(opening, texts),
        said=texts.reader.leaf,
    )


def failed_view(reason: str, texts: Texts) -> str:
    """Return the reader with a sentence in place of an article."""
    return (
        f'<div class="sheet" role="dialog" aria-label="{safe(texts.error)}" tabindex="-1"><div class="reader-head">'
        f'{_close(texts)}</div><p class="note caution" role="alert">{safe(reason)}</p></div>'
    )


def _frame(article: Article, opening: Opening, texts: Texts, inside: str, *, tools: str, said: str) -> str:
    cited = reference(article.source, article.authors)
    copy = (
        f'<button type="button" class="link" data-do="copy" data-text="{safe(cited)}" title="{safe(cited)}">'
        f"{COPY}{safe(texts.reader.copy)}</button>"
    )
    place = article.source
    printed = " ".join(
        part
        for part in (
            f"《{place.newspaper}》" if place.newspaper else "",
            place.date.isoformat() if place.date else texts.library.undated,
            f"第{place.page}版" if place.page else "",
        )
        if part
    )
    return (
        f'<div class="sheet" role="dialog" aria-labelledby="reader-title" tabindex="-1" data-view="{safe(said)}" '
        f'data-article="{safe(opening.article)}"><div class="reader-head"><span class="printed">{safe(printed)}</span>'
        f"{tools}{copy}{_close(texts)}</div>"
        f'<div class="reader-body" role="document" tabindex="0" lang="zh-CN">{inside}</div></div>'
    )


def _close(texts: Texts) -> str:
    said = safe(texts.reader.close)
    return (
        f'<button type="button" class="tool" data-do="close-reader" aria-label="{said}" title="{said}">{CLOSE}</button>'
    )


def _view_switch(opening: Opening, texts: Texts) -> str:
    span = {"start": opening.start, "end": opening.end, "field": opening.field.value, "leaf": not opening.leaf}
    icon, said = (TEXT, texts.reader.text) if opening.leaf else (PAGE, texts.reader.leaf)
    return (
        f'<button type="button" class="link" data-do="read" data-article="{safe(opening.article)}" '
        f'data-span="{safe(json.dumps(span))}">{icon}{safe(said)}</button>'
    )


def _paragraphs(article: Article, lit: Opening | None) -> str:
    shown: list[str] = []
    at = 0
    for paragraph in article.paragraphs:
        shown.append(f"<p>{_lit(paragraph, at, lit, CitedField.BODY)}</p>")
        at += len(paragraph) + 1
    return "".join(shown)


def _lit(text: str, offset: int, lit: Opening | None, field: CitedField) -> str:
    """The text as HTML, with what of it lies in the stretch marked; `offset` is where it begins in its field."""
    if lit is None or lit.field is not field:
        return safe(text)
    start = min(max(lit.start - offset, 0), len(text))
    end = min(max(lit.end - offset, 0), len(text))
    if start >= end:
        return safe(text)
    return f"{safe(text[:start])}<mark>{safe(text[start:end])}</mark>{safe(text[end:])}"


def _others(article: Article, texts: Texts) -> str:
    """Further places of publication, and the article that this one corrects."""
    found = ""
    if len(article.places) > 1:
        places = "".join(f"<li>{safe(place.label)}</li>" for place in article.places)
        found += f'<div class="also"><h3>{safe(texts.reader.places)}</h3><ul>{places}</ul></div>'
    if article.corrects:
        found += (
            f'<p class="also"><button type="button" class="link" data-do="read" '
            f'data-article="{safe(article.corrects)}">{safe(texts.reader.corrects)}</button></p>'
        )
    return found


def _leaf(leaf: LeafImage, texts: Texts) -> str:
    image = base64.b64encode(leaf.jpeg).decode()
    marks = "".join(
        f'<span class="box" style="left:{box.left:.4%};top:{box.top:.4%};width:{box.right - box.left:.4%};'
        f'height:{box.bottom - box.top:.4%}"></span>'
        for box in leaf.marked
    )
    said = safe(texts.reader.leaf_image.format(leaf=leaf.leaf))
    return f'<div class="leaf"><img src="data:image/jpeg;base64,{image}" alt="{said}">{marks}</div>'
