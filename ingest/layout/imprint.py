"""The line that names an issue in full: 《报名》（2025年1月2日 第3版）, in a folio or under a headline."""

from __future__ import annotations

import re
from datetime import date

from ingest.glyphs import close_up, half_width
from ingest.issue_date import Issue
from rag.dates.calendar import day_of

_IMPRINT = re.compile(
    r"\W*(?P<paper>[\u4e00-\u9fff]{2,12})[》\s]*[（(\s]*(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"
    r"[\s，,]*(?:星期[一二三四五六日天])?[\s，,]*第?\s*(?P<page>[A-Za-z]?\d{1,3})\s*版\W*"
)


def read_imprint(text: str, given: date | None = None) -> Issue | None:
    """Return the issue that a line names, or None; `given` goes before the day that is printed."""
    match = _IMPRINT.fullmatch(close_up(half_width(text)).strip())
    if match is None:
        return None
    day = day_of(int(match["y"]), int(match["m"]), int(match["d"]))
    if day is None:
        return None
    page = match["page"]
    return Issue(given or day, str(int(page)) if page.isdigit() else page.upper(), match["paper"])
