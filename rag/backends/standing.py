"""Where stored articles stand: their places, their reports, and which of them lie inside a query's bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from rag.backends.catalogue_rows import day_of, source_of
from rag.protocols import Contents, Standing
from rag.records import Query, Source

Find = Callable[[str, Sequence[str]], list[tuple[str, ...]]]

_PLACE = "p.newspaper, p.date, p.page, p.headline, p.external_id"
PLACES = f"SELECT p.article_id, a.report, {_PLACE} FROM prints p JOIN articles a ON a.id = p.article_id WHERE a.id"


def standings_of(rows: Iterable[tuple[str, ...]]) -> dict[str, Standing]:
    """Return article id → standing from the rows of `PLACES`, each article's in the order of its prints."""
    places: dict[str, list[Source]] = {}
    reports: dict[str, str] = {}
    for article_id, report, *place in rows:
        places.setdefault(article_id, []).append(source_of(*place))
        reports[article_id] = report
    return {article_id: Standing(tuple(found), reports[article_id]) for article_id, found in places.items()}


def elsewhere(find: Find, query: Query) -> tuple[str, ...]:
    """Return ids of the articles that a later place brings inside the query's bounds; `find` runs a statement."""
    bounds, values = _bounds(query)
    # Without DISTINCT, for which SQLite would rather go through all prints by their articles.
    rows = find(f"SELECT p.article_id FROM prints p WHERE p.rank > 0{bounds}", values)
    return tuple(dict.fromkeys(row[0] for row in rows))


def printed(find: Find, query: Query) -> dict[str, Source]:
    """Return article id → its first place inside the query's bounds, newest first, the undated last."""
    bounds, values = _bounds(query)
    found: dict[str, Source] = {}
    for article_id, *place in find(
        f"SELECT p.article_id, {_PLACE} FROM prints p WHERE 1 = 1{bounds} ORDER BY p.article_id, p.date = '', p.rank",
        values,
    ):
        found.setdefault(article_id, source_of(*place))
    return dict(sorted(found.items(), key=lambda item: (*_newest_first(item[1]), item[0])))


def _newest_first(place: Source) -> tuple[int, str, int, str]:
    return -(place.date.toordinal() if place.date else 0), place.newspaper, len(place.page), place.page


def undated(find: Find, query: Query) -> int:
    """Return how many articles of the query's newspaper no place of publication gives a day for."""
    paper, values = ("AND p.newspaper = ? ", [query.newspaper]) if query.newspaper else ("", [])
    rows = find(
        f"SELECT count(*) FROM (SELECT DISTINCT p.article_id FROM prints p WHERE p.date = '' {paper}AND NOT EXISTS "
        "(SELECT 1 FROM prints o WHERE o.article_id = p.article_id AND o.date != '')) AS found",
        values,
    )
    return int(rows[0][0])


def contents(find: Find) -> Contents:
    """Return counts and the span of dates; `find` runs a statement."""
    counts = find(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages), "
        "(SELECT min(date) FROM prints WHERE date != ''), (SELECT max(date) FROM prints)",
        (),
    )[0]
    papers = find("SELECT DISTINCT newspaper FROM prints WHERE newspaper != '' ORDER BY newspaper", ())
    return Contents(
        articles=int(counts[0]),
        passages=int(counts[1]),
        newspapers=tuple(row[0] for row in papers),
        first_date=day_of(counts[2]),
        last_date=day_of(counts[3]),
    )


def last_day(find: Find) -> date | None:
    """Return the last day of publication."""
    return day_of(find("SELECT max(date) FROM prints", ())[0][0])


def _bounds(query: Query) -> tuple[str, list[str]]:
    """The conditions of a query's bounds, each with AND in front, and their values; an undated print is in no span."""
    conditions: list[tuple[str, str]] = []
    if query.since or query.until:
        conditions.append(("p.date >= ?", query.since.isoformat() if query.since else "0000-00-01"))
    if query.until:
        conditions.append(("p.date <= ?", query.until.isoformat()))
    if query.newspaper:
        conditions.append(("p.newspaper = ?", query.newspaper))
    return "".join(f" AND {condition}" for condition, _ in conditions), [value for _, value in conditions]
