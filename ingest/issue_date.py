"""The day and the page (版) of an issue, from the file's name, the page's folio, or its datelines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.evidence import Line
from ingest.furniture import FurnitureKind
from ingest.page import Page
from ingest.spelled_days import in_figures
from ingest.variants import plain
from rag.dates.calendar import day_of

_NAME_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:18|19|20)\d{2})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})"),
    re.compile(r"(?<!\d)(?P<y>(?:18|19|20)\d{2})[-_./ ](?P<m>\d{1,2})[-_./ ](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:18|19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)"),
)
_NAME_PAGES = (
    re.compile(r"第?\s*0*(?P<page>[1-9]\d{0,2})\s*版"),
    re.compile(r"(?<![A-Za-z0-9])(?P<page>[A-Da-d]\d{2})(?![A-Za-z0-9])"),
    re.compile(r"(?<![A-Za-z])(?:page|版面|版)[-_ ]?0*(?P<page>[1-9]\d{0,2})(?!\d)", re.IGNORECASE),
)
# 本报 and 责编 stand in folios too and are no names of papers.
_NEWSPAPER = re.compile(
    r"(?<![\u4e00-\u9fff])(?!本报|责)(?P<paper>[\u4e00-\u9fff]{1,10}?(?:报|新闻|周刊|周末|晚刊))(?![\u4e00-\u9fff])"
)
_FULL_DAY = re.compile(r"(?P<y>(?:18|19|20)\d{2})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日")
_DATELINE_DAY = re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Issue:
    """When and where a page was printed; `date` is None, `page` and `newspaper` are empty when unknown."""

    date: date | None
    page: str
    newspaper: str = ""


def date_in_name(name: str) -> date | None:
    """Return the day that a file's name carries: 2025-01-22, 20250122, 2025年1月22日; None when it carries none."""
    name = in_figures(plain(name))
    for pattern in _NAME_DATES:
        for match in pattern.finditer(name):
            day = _day(match)
            if day is not None:
                return day
    return None


def page_in_name(name: str) -> str:
    """Return the page that a file's name carries (第3版, A03), or an empty string."""
    name = plain(name)
    for pattern in _NAME_PAGES:
        match = pattern.search(name)
        if match:
            return match["page"].upper()
    return ""


def read_issue(page: Page, name: str, given: date | None) -> Issue:
    """Return the issue of a page: the day given, else from the name, the folio, the datelines, in this order."""
    folio = [line for line in page.furniture if line.furniture is not None]
    day = given or date_in_name(name) or _folio_day(folio) or _dateline_day(page)
    pages = [line.furniture.page for line in folio if line.furniture and line.furniture.page]
    printed = Counter(pages).most_common(1)
    return Issue(day, printed[0][0] if printed else page_in_name(name), _folio_newspaper(folio))


def _folio_day(folio: Sequence[Line]) -> date | None:
    days = [
        _day(match)
        for line in folio
        if line.furniture and line.furniture.kind in (FurnitureKind.DAY, FurnitureKind.STAFF, FurnitureKind.IMPRINT)
        for match in _FULL_DAY.finditer(in_figures(plain(line.text)))
    ]
    known = [day for day in days if day is not None]
    return Counter(known).most_common(1)[0][0] if known else None


def _folio_newspaper(folio: Sequence[Line]) -> str:
    """The commonest newspaper's name among the folios that also print a day or a page; empty when there is none."""
    texts = {line.text: plain(line.text) for line in folio if line.furniture}
    names = Counter(
        line.text[slice(*match.span("paper"))]
        for line in folio
        if line.furniture and (line.furniture.page or _FULL_DAY.search(in_figures(texts[line.text])))
        for match in [_NEWSPAPER.search(texts[line.text])]
        if match
    )
    return names.most_common(1)[0][0] if names else ""


def _dateline_day(page: Page) -> date | None:
    """The commonest day of the datelines, if the text names the year of that day."""
    openings = (
        "".join(line.text for line in block.paragraphs[0][:4]) for block in page.blocks if _opens(block.paragraphs)
    )
    days = Counter(match.group("m", "d") for text in openings if (match := _DATELINE_DAY.search(text[:40])))
    if not days:
        return None
    month, day = (int(part) for part in days.most_common(1)[0][0])
    text = "".join(line.text for block in page.blocks for line in block.lines)
    years = Counter(
        found.year
        for match in _FULL_DAY.finditer(text)
        if (found := _day(match)) and (found.month, found.day) == (month, day)
    )
    return day_of(years.most_common(1)[0][0], month, day) if years else None


def _opens(paragraphs: Sequence[Sequence[Line]]) -> bool:
    return bool(paragraphs) and bool(paragraphs[0][0].lead)


def _day(match: re.Match[str]) -> date | None:
    return day_of(int(match["y"]), int(match["m"]), int(match["d"]))
