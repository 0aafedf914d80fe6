"""The Search tab as HTML: the form, what was found, its facets."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.chinese import words as words_of
from rag.finding import Facet, Found, Order, Wanted
from rag.records import Article, CitedField
from ui.web.cards import label
from ui.web.escape import safe
from ui.web.texts import Texts

PAGE = 20  # articles shown at once
_AROUND = 70  # characters shown on either side of the first match


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed and chosen on the Search tab, and how many articles are to be shown."""

    text: str = ""
    exact: bool = False
    newspaper: str = ""
    month: str = ""
    order: Order = Order.BEST
    shown: int = PAGE

    @property
    def wanted(self) -> Wanted:
        """What to look for."""
        return Wanted(self.text, self.exact, self.newspaper, self.month, self.order)


def search_form(texts: Texts) -> str:
    """Return the form."""
    words = texts.search
    ways = "".join(
        f'<label><input type="radio" name="search-exact" value="{value}"{" checked" if not value else ""}>'
        f"<span>{safe(said)}</span></label>"
        for value, said in (("", words.words), ("exact", words.exact))
    )
    orders = "".join(
        f'<option value="{order.value}">{safe(said)}</option>'
        for order, said in ((Order.BEST, words.best), (Order.NEWEST, words.newest))
    )
    return (
        f'<form class="search-form" role="search" aria-label="{safe(texts.tab_search)}"><div class="line">'
        f'<input type="search" class="field" name="search-text" placeholder="{safe(words.placeholder)}" '
        f'aria-label="{safe(words.label)}" maxlength="200" autocomplete="off" required>'
        f'<button type="submit" class="primary">{safe(words.go)}</button></div><div class="line ways">'
        f'<span role="radiogroup" aria-label="{safe(words.label)}" class="radios">{ways}</span>'
        f'<label class="order"><span>{safe(words.order)}</span>'
        f'<select class="field" name="search-order">{orders}</select></label></div>'
        f'<p class="hint">{safe(words.hint)}</p></form>'
    )


def findings(search: Search, found: Found, articles: Sequence[Article], texts: Texts) -> str:
    """Return the facets and the articles that are shown, with the way to more."""
    words = texts.search
    count = safe(words.found.format(count=f"{len(found.ids):,}"))
    facets = _facets("newspaper", words.newspapers, found.newspapers, search.newspaper, texts)
    facets += _facets("month", words.months, found.months, search.month, texts)
    if not found.ids:
        shown = f'<p class="none">{safe(words.none)}</p>'
    else:
        shown = f'<ol class="hits">{"".join(_hit(one, search) for one in articles)}</ol>'
        left = len(found.ids) - len(articles)
        if left > 0:
            said = safe(words.more.format(count=min(left, PAGE)))
            more = len(articles) + PAGE
            shown += f'<button type="button" class="pill more" data-do="more" data-shown="{more}">{said}</button>'
    side = f'<aside class="facets">{facets}</aside>' if facets else ""
    return f'<div class="findings"><div><p class="count" role="status">{count}</p>{shown}</div>{side}</div>'


def _facets(name: str, title: str, facets: Sequence[Facet], chosen: str, texts: Texts) -> str:
    if not facets or (len(facets) == 1 and not chosen):
        return ""
    rows = [Facet("", sum(one.articles for one in facets)), *facets]
    items = "".join(
        f'<li><button type="button" class="plain" data-do="facet" data-name="{name}" data-value="{safe(one.name)}" '
        f'aria-pressed="{str(one.name == chosen).lower()}"><span>{safe(_facet(one.name, texts))}</span>'
        f"<small>{one.articles:,}</small></button></li>"
        for one in rows
    )
    return f"<h3>{safe(title)}</h3><ul>{items}</ul>"


def _facet(name: str, texts: Texts) -> str:
    return texts.search.all if not name else texts.search.undated if name == "-" else name


def _hit(article: Article, search: Search) -> str:
    pattern = _pattern(search)
    body = article.body
    first = pattern.search(body) if pattern else None
    start = max(first.start() - _AROUND, 0) if first else 0
    end = min((first.end() if first else 0) + _AROUND, len(body))
    near = body[start:end].replace("\n", " ")
    text = ("……" if start else "") + _lit(near, pattern) + ("……" if end < len(body) else "")
    span = {"start": first.start(), "end": first.end(), "field": CitedField.BODY.value} if first else {}
    return (
        f'<li><button type="button" class="plain" data-do="read" data-article="{safe(article.id)}" '
        f'data-span="{safe(json.dumps(span))}">{label(article.source)}</button><p lang="zh-CN">{text}</p></li>'
    )


def _pattern(search: Search) -> re.Pattern[str] | None:
    text = " ".join(search.text.split())
    if not text:
        return None
    cut = {word for word in words_of(text) if len(word) > 1}
    if search.exact:  # a line may end anywhere inside a phrase
        return re.compile(r"\s*".join(re.escape(one) for one in text if not one.isspace()), re.IGNORECASE)
    terms = sorted({*text.split(), *cut}, key=len, reverse=True)
    return re.compile("|".join(map(_whole, terms)), re.IGNORECASE)


def _whole(term: str) -> str:
    """The pattern of a term; a number or a Latin word is not lit inside a longer one."""
    before = r"(?<![0-9A-Za-z.])" if term[0].isascii() and term[0].isalnum() else ""
    after = r"(?![0-9A-Za-z])" if term[-1].isascii() and term[-1].isalnum() else ""
    return f"{before}{re.escape(term)}{after}"


def _lit(text: str, pattern: re.Pattern[str] | None) -> str:
    if pattern is None:
        return safe(text)
    shown, at = "", 0
    for match in pattern.finditer(text):
        shown += f"{safe(text[at : match.start()])}<mark>{safe(match.group())}</mark>"
        at = match.end()
    return shown + safe(text[at:])
