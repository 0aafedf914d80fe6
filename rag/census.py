"""The articles that a question about the archive asks for, out of the catalogue and the word index."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rag.chinese import fold
from rag.counting import Census
from rag.errors import InputError
from rag.library import Library
from rag.records import Article, ArticleKind, Query, Source
from rag.short_names import other_names

_RECENT = timedelta(days=6)  # before the archive's last day: 最近 is a week
_IN_PRINT_ORDER = 100  # articles that are read for their place on the page; a longer list keeps the catalogue's order


@dataclass(frozen=True, slots=True)
class Found:
    """One article of the census, at its place inside the bounds; `titled`: a word stands in its headline."""

    article_id: str
    source: Source
    titled: bool


def take(census: Census, library: Library, query: Query) -> tuple[Found, ...]:
    """Return every article inside the query's bounds that holds the census's words, newest first.

    A date or newspaper that the question names bounds the count as those do that were set beside it.
    """
    printed = library.printed(bounded(query))
    ids = set(printed)
    if query.within:
        ids &= set(library.held(query.within))
    forms = [(word, *other_names(word)) for word in census.words]
    for alternatives in forms:
        ids &= frozenset().union(*(library.articles_with(word) for word in alternatives))
    found: list[Found] = []
    for article_id, source in printed.items():
        if article_id not in ids or (query.named.page and source.page.upper() != query.named.page):
            continue
        titled = _titled(source.headline, forms)
        with suppress(InputError):  # another program may just have removed it
            if _is_of(census, library, article_id, source, forms, titled=titled):
                found.append(Found(article_id, source, titled and bool(forms)))
    return _first_stories(found, library) if census.first else _in_print_order(found, library)


def moment(census: Census, library: Library, query: Query) -> Query:
    """Return the query with the days that 最近 or the newest headline means, where it names none: the archive's last.

    They count from the day the question is asked on where the archive goes on after it.
    """
    if bounded(query).since or bounded(query).until or not (census.recent or (census.first and not census.words)):
        return query
    last = library.last_day()
    if last is None:
        return query
    until = min(last, query.as_of or last)
    return replace(query, since=until - _RECENT if census.recent and not census.first else until, until=until)


def nearest_days(census: Census, library: Library, query: Query) -> tuple[Found, ...]:
    """Return what was printed on the day nearest to the query's, where that has nothing that the census asks for.

    What the census asks for comes first; where the library holds none, any article of the nearest day. Only a query
    with days has a nearest one.
    """
    days_asked = bounded(query)
    since, until = days_asked.since or days_asked.until, days_asked.until or days_asked.since
    if since is None or until is None:
        return ()
    anywhere = replace(query, since=date.min, until=date.max)
    found = take(replace(census, first=False), library, anywhere)
    found = found or take(replace(census, words=(), section=None), library, anywhere)
    away = {
        one: max((since - one.source.date).days, (one.source.date - until).days, 0) for one in found if one.source.date
    }
    least = min(away.values(), default=0)
    return tuple(one for one, far in away.items() if far == least)


def bounded(query: Query) -> Query:
    """Return the query with the days and the newspaper that it names as its bounds, where none were set."""
    since, until = query.since, query.until
    if query.named.dates and not (since or until):
        since = min(mention.since for mention in query.named.dates)
        until = max(mention.until for mention in query.named.dates)
    return replace(query, since=since, until=until, newspaper=query.newspaper or query.named.newspaper)


def days(found: Sequence[Found]) -> tuple[date, ...]:
    """Return the days of print of these articles, the newest first; the undated have none."""
    return tuple(dict.fromkeys(one.source.date for one in found if one.source.date))


def _titled(headline: str, forms: Sequence[Sequence[str]]) -> bool:
    text = fold(headline)
    return all(any(fold(word) in text for word in alternatives) for alternatives in forms)


def _holds(article: Article, forms: Sequence[Sequence[str]]) -> bool:
    """Whether the words stand in the article as such: the index knows pairs of characters only."""
    printed = f"{article.headline}\n{article.body}"
    missing = [each for each in forms if not any(word in printed for word in each)]
    text = fold(printed) if missing else ""
    return all(any(fold(word) in text for word in each) for each in missing)


def _is_of(
    census: Census, library: Library, article_id: str, source: Source, forms: Sequence[Sequence[str]], *, titled: bool
) -> bool:
    """Whether an article that the index gave holds the words as they are, and is of the section."""
    if not census.section and (titled or not forms):
        return True
    article = library.article(article_id)
    if census.section and not census.section.holds(source.headline, article.body):
        return False
    return titled or not forms or _holds(article, forms)


def _in_print_order(found: Sequence[Found], library: Library) -> tuple[Found, ...]:
    """The articles of each day and page as they follow one another there; many stay as they are."""
    if len(found) > _IN_PRINT_ORDER:
        return tuple(found)
    places: dict[str, tuple[str, int]] = {}
    for one in found:
        origin = library.article(one.article_id).origin
        places[one.article_id] = (origin[0].file, origin[0].first_line) if origin else ("", 0)
    pages: dict[tuple[date | None, str, str], list[Found]] = {}
    for one in found:
        pages.setdefault((one.source.date, one.source.newspaper, one.source.page), []).append(one)
    return tuple(one for page in pages.values() for one in sorted(page, key=lambda each: places[each.article_id]))


def _first_stories(found: Sequence[Found], library: Library) -> tuple[Found, ...]:
    """The story that stands first in each issue, on its first page."""
    issues: dict[tuple[date | None, str], list[Found]] = {}
    for one in found:
        issue = issues.setdefault((one.source.date, one.source.newspaper), [])
        if not issue or issue[0].source.page == one.source.page:  # pages come in their order
            issue.append(one)
    first: list[Found] = []
    for issue in issues.values():
        stories = [one for one in issue if library.article(one.article_id).kind is ArticleKind.NEWS]
        first.extend(_in_print_order(stories or issue, library)[:1])
    return tuple(first)
