"""The page's head, and what stands where no conversation has begun: examples to try, or a first run's invitation."""

from __future__ import annotations

from collections.abc import Sequence

from rag.accounts import BEARER, LOCAL
from rag.protocols import Contents
from ui.web.escape import safe
from ui.web.icons import PAGE, UPLOAD
from ui.web.texts import Texts


def masthead(contents: Contents, texts: Texts, user: str = "") -> str:
    """Return the page's head: the name, what the library holds, the other language; a `user` can sign out."""
    holdings = ""
    if contents.articles:
        holdings = f"<span>{safe(texts.holdings.format(articles=f'{contents.articles:,}'))}</span>"
    if contents.first_date and contents.last_date:
        holdings += f" <span>{safe(texts.span.format(first=contents.first_date, last=contents.last_date))}</span>"
    return (
        f'<header class="masthead"><h1>{safe(texts.title)}</h1><p class="motto">{safe(texts.motto)}</p>'
        f'<p class="holdings">{holdings}</p>'
        f'<div class="corner">{_leaving(user, texts)}'
        f'<a class="language" href="{safe(texts.other_path)}" data-do="language" '
        f'lang="{"en" if texts.language != "en" else "zh-CN"}">{safe(texts.other_language)}</a></div></header>'
    )


def _leaving(user: str, texts: Texts) -> str:
    """The name of who is signed in and a button that ends it; nothing where nobody is."""
    if user in ("", LOCAL):
        return ""
    name = "" if user == BEARER else f'<span class="user">{safe(user)}</span>'
    said = safe(texts.leave)
    return f'{name}<form method="post" action="/logout"><button type="submit" class="link">{said}</button></form>'


def welcome(examples: Sequence[str], texts: Texts) -> str:
    """Return the panel with questions to try."""
    buttons = "".join(
        f'<li><button type="button" class="example" data-do="example" data-question="{safe(question)}" '
        f'lang="zh-CN">{safe(question)}</button></li>'
        for question in examples
    )
    return (
        f'<div class="welcome"><h2>{safe(texts.ask.welcome)}</h2><p>{safe(texts.ask.welcome_hint)}</p>'
        f'<ul class="examples">{buttons}</ul></div>'
    )


def empty_library(texts: Texts, trying: str = "") -> str:
    """Return the panel of a library without articles: what to do first, or how far it is."""
    if trying:
        return f'<div class="welcome empty"><h2>{safe(texts.ask.empty)}</h2><div class="trying">{trying}</div></div>'
    return (
        f'<div class="welcome empty"><h2>{safe(texts.ask.empty)}</h2><p>{safe(texts.ask.empty_hint)}</p>'
        f'<p class="first-steps"><button type="button" class="primary" data-do="try-pages">{PAGE}'
        f'{safe(texts.ask.try_pages)}</button><button type="button" class="secondary" data-do="go-upload">{UPLOAD}'
        f"{safe(texts.ask.upload)}</button></p></div>"
    )
