"""What a web page's head declares of its article: headline, day, authors and the site's name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from ingest.formats.web.bylines import is_platform, paper_in
from ingest.formats.web.pieces import Markup, tidy
from ingest.issue_date import date_in_name
from ingest.names import people_named

_HEADLINES = ("articletitle", "og:title", "twitter:title", "title")
_DATES = ("publishdate", "article:published_time", "pubdate", "datepublished", "publish_date", "dc.date", "date")
_AUTHORS = ("author", "article:author", "byl")
_SOURCES = ("contentsource", "source")
_SITES = ("og:site_name", "sitename", "application-name")
_SITE = re.compile(r"\s*(?:[_|｜]|\s[-–—]+\s|--+|(?<=[\u4e00-\u9fff）)])-)\s*[^_|｜]{1,30}$")
_LATIN_NAME = re.compile(r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){1,3}")
_ARTICLES = frozenset("Article NewsArticle ReportageNewsArticle BlogPosting Report".split())


@dataclass(frozen=True, slots=True)
class Declared:
    """What the head says; unknown parts are empty. `title` is the window's, which mostly names the site too."""

    headline: str = ""
    title: str = ""
    day: date | None = None
    authors: tuple[str, ...] = ()
    source: str = ""
    site: str = ""


def declared(markup: Markup, sitename: str = "") -> Declared:
    """Return what the head declares; `sitename` is what a general extractor takes for the site's name."""
    story = next(_stories(markup.data), {})
    meta = markup.meta
    said = str(story.get("headline") or "") or next((meta[name] for name in _HEADLINES if name in meta), "")
    days = (*(meta[name] for name in _DATES if name in meta), str(story.get("datePublished") or ""))
    site = _name(story.get("publisher")) or next((meta[name] for name in _SITES if name in meta), "")
    site = site or (paper_in(sitename) and sitename) or paper_in(markup.title)
    source = next((re.sub(r"^来源\s*[:：]\s*", "", meta[name]) for name in _SOURCES if name in meta), "")
    named = (*_names(story.get("author")), *(meta[name] for name in _AUTHORS if name in meta))
    return Declared(
        headline=without_site(tidy(said)),
        title=markup.title,
        day=next((day for words in days if (day := date_in_name(words[:10]))), None),
        authors=next((found for words in named if (found := _people(words))), ()),
        source="" if is_platform(source) or len(source) > 24 else source,
        site="" if is_platform(site) else site,
    )


def without_site(title: str) -> str:
    """Return a window's title without the names of the column and the site at its end."""
    best = title
    while (shorter := _SITE.sub("", best)) and shorter != best:
        best = shorter
    return best.strip(" :：·-—_|<>《》")


def _people(words: str) -> tuple[str, ...]:
    """The persons of an author's field, which as often names a site or an office."""
    return (words,) if _LATIN_NAME.fullmatch(words) else people_named(words, sure=False)


def _stories(texts: list[str]) -> Iterator[Mapping[str, object]]:
    """The articles that a page's JSON-LD tells of."""
    for text in texts:
        with suppress(ValueError, RecursionError):  # damaged data tells nothing
            yield from _articles_in(json.loads(text))


def _articles_in(told: object) -> Iterator[Mapping[str, object]]:
    if isinstance(told, list):
        for each in told:
            yield from _articles_in(each)
    elif isinstance(told, dict):
        kinds = told.get("@type")
        if _ARTICLES & set(kinds if isinstance(kinds, list) else [str(kinds)]):
            yield told
        yield from _articles_in(told.get("@graph"))


def _names(told: object) -> tuple[str, ...]:
    if isinstance(told, list):
        joined = " ".join(name for each in told for name in _names(each))
        return (joined,) if joined else ()
    name = _name(told)
    return (name,) if name else ()


def _name(told: object) -> str:
    if isinstance(told, dict):
        told = told.get("name")
    return tidy(told) if isinstance(told, str) else ""
