"""What a question says of the print it asks for: days, newspaper and page, and the day it is asked on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rag.checking.numbers import level
from rag.dates.grammar import find_dates
from rag.dates.rule import number
from rag.records import DateMention, Named

_PAGE = re.compile(
    r"第\s?(?P<number>[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s?版|(?P<front>头版)|(?P<short>[一二三四]|[A-Z]\d{1,2})版(?!本|权|税|面|式|块|图)"
)
_ABSOLUTE = re.compile(r"\d{4}\s?年|\d{4}[-/.]\d")
_SHORTEST_PAPER = 3  # characters of a newspaper's name that is known without 《》


def name(question: str, as_of: date | None, newspapers: Sequence[str]) -> Named:
    """Return the days, newspaper and page that a question names; `newspapers` are those that the library holds."""
    return Named(find_dates(question, as_of), _newspaper(question, newspapers), _page(question))


def leans_on_day(question: str, one: date, other: date) -> bool:
    """Return whether the question's dates mean other days when it is asked on another day: 去年 does, 2024年 not."""
    return [(m.since, m.until) for m in find_dates(question, one)] != [
        (m.since, m.until) for m in find_dates(question, other)
    ]


def written_out(question: str, dates: Sequence[DateMention]) -> str:
    """Return the question with 去年12月 written as 2023年12月, as an archive prints it; empty when nothing changes."""
    text = question
    for mention in reversed(dates):
        words = _words(mention)
        if words and not _ABSOLUTE.search(level(mention.text)):
            text = text[: mention.start] + words + text[mention.end :]
    return text if text != question else ""


def _words(mention: DateMention) -> str:
    since, until = mention.since, mention.until
    if since == until:
        return f"{since.year}年{since.month}月{since.day}日"
    if (since.year, since.month) == (until.year, until.month):
        return f"{since.year}年{since.month}月"
    return f"{since.year}年" if since.year == until.year else ""


def _newspaper(question: str, newspapers: Sequence[str]) -> str:
    found = [paper for paper in newspapers if f"《{paper}》" in question]
    found = found or [paper for paper in newspapers if len(paper) >= _SHORTEST_PAPER and paper in question]
    return max(found, key=len, default="")


def _page(question: str) -> str:
    found = _PAGE.search(level(question))
    if found is None:
        return ""
    if found["front"]:
        return "1"
    printed = found["number"] or found["short"]
    return str(number(printed)) if not re.search("[A-Za-z0-9]", printed) or printed.isdecimal() else printed.upper()
