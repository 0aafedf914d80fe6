"""A question beside a library → Query: the day it is asked on, the newspapers it may name; and remarks on its days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rag.asking.agreement import tells_of_day
from rag.asking.naming import leans_on_day
from rag.notes import archive_ends, note
from rag.options import AskOptions
from rag.question import make_query
from rag.records import Hit, Note, NoteKind, Query, Turn
from rag.shelf import Shelf

_MAY_NAME_PAPER = re.compile("[《报刊]")


def understand(question: str, library: Shelf, options: AskOptions, history: Sequence[Turn] = ()) -> Query:
    """Return the query that `make_query` makes, asked on the day `as_of` when one is given.

    Else it is asked today, or on the archive's last day where that lies earlier and the question leans on a day.
    An id in `within` that the library does not hold raises InputError, as an unusable question does.
    """
    since, until, newspaper = options.get("since"), options.get("until"), options.get("newspaper", "")
    within = library.held(options.get("within", ()))
    today = date.today()
    as_of = options.get("as_of") or today
    query = make_query(
        question, since=since, until=until, newspaper=newspaper, as_of=as_of, within=within, history=history
    )
    names_paper = _MAY_NAME_PAPER.search(query.text) is not None
    leans = not options.get("as_of") and bool(query.named.dates)
    if not (names_paper or leans):
        return query
    last = library.last_day() if leans else None
    if last and last < today and leans_on_day(query.text, last, today):
        as_of = last
    elif not names_paper:
        return query
    papers = library.contents().newspapers if names_paper else ()
    again = make_query(query.text, since=since, until=until, newspaper=newspaper, as_of=as_of, newspapers=papers)
    return replace(again, within=within)


def remarks(query: Query, hits: Sequence[Hit], library: Shelf, *, asked_on: date | None) -> tuple[Note, ...]:
    """Return what is to be said of the days of a question: taken as of another day, not found, or undated left out.

    `asked_on` is the day that was given with the question, None when none was.
    """
    said: list[Note] = []
    words = "、".join(mention.text for mention in query.named.dates)
    if asked_on is None and query.as_of and words and leans_on_day(words, query.as_of, date.today()):
        said.append(archive_ends(query.text, query.as_of))
    if hits and query.named.dates and not any(tells_of_day(query.named, hit.passage) for hit in hits):
        said.append(_searched_wide(query.text, words))
    if (query.since or query.until) and not query.within and (count := library.undated(query)):
        said.append(_undated(query.text, count))
    return tuple(said)


def _searched_wide(question: str, words: str) -> Note:
    chinese = f"没有找到“{words}”的报道，以下来自其他日期。"
    english = f"Nothing found tells of “{words}”; what follows is of other days."
    return note(NoteKind.WIDE, question, chinese, english)


def _undated(question: str, count: int) -> Note:
    chinese = f"按日期筛选时，有{count}篇没有日期的报道未计入。"
    english = f"The date filter leaves out {count} article{'s' if count > 1 else ''} without a date."
    return note(NoteKind.UNDATED, question, chinese, english)
