"""Where, when and by whom an article of a web page was published, by the best that the page tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ingest.formats.prose import Printed
from ingest.formats.web.bylines import Byline, paper_in, read_bylines
from ingest.formats.web.declared import Declared, without_site
from ingest.formats.web.sheet import Sheet
from ingest.formats.web.splitting import Span, moment_of

_ABOVE = 14  # pieces above a headline where its day and newspaper may stand
_FAR_ABOVE = 60  # pieces above a text where a newspaper's name may stand alone
_HOUSE = re.compile(r"[\u4e00-\u9fff]{2,14}(?:馆|局|厅|会|院|校|大学|中心|政府|部|社|台)")


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a page before a span is read: `common` is what all of several articles share, None for one."""

    printed: Printed
    guessed: date | None
    common: Byline | None


def published(sheet: Sheet, byline: Byline, given: Given, headline: str, first: int) -> Printed:
    """Where and when an article was published and by whom it is, by the best that tells it."""
    told, printed = sheet.told, given.printed
    alone = given.common is None
    return replace(
        printed,
        newspaper=byline.newspaper
        or told.source
        or told.site
        or _paper_above(sheet, first)
        or _site(told, headline)
        or printed.newspaper,
        date=_day(told, byline, alone=alone) or printed.date or given.guessed,
        authors=byline.authors or (told.authors if alone else ()),
        page=byline.page or printed.page,
    )


def _day(told: Declared, byline: Byline, *, alone: bool) -> date | None:
    return (told.day or byline.day) if alone else (byline.day or told.day)


def said_beside(sheet: Sheet, span: Span, head: int | None, first: int) -> Byline:
    """What the lines between headline and text say, then those above the headline."""
    pieces = sheet.pieces
    top = first if head is None else head
    inner = read_bylines(pieces[max(span.start, top if head is None else top + 1) : first])
    above = range(max(span.start, top - _ABOVE), top)
    own = read_bylines([moment_of(pieces[head])]) if head is not None else Byline()
    return own.filled(inner).filled(read_bylines(pieces[at] for at in reversed(above)))


def said_of_all(sheet: Sheet, first: Span) -> Byline:
    """What the lines above the first of several articles say of all."""
    return read_bylines(sheet.pieces[: first.start])


def _paper_above(sheet: Sheet, first: int) -> str:
    """A newspaper's name that stands above the text."""
    above = sheet.pieces[max(0, first - _FAR_ABOVE) : first]
    names = (paper_in(piece.apart) for piece in above if len(piece.text) < 40)
    return next(filter(None, names), "")


def _site(told: Declared, headline: str) -> str:
    """The window's title where it names no article but the house alone."""
    title = without_site(told.title)
    return title if title != headline and title == told.title and _HOUSE.fullmatch(title) else ""
