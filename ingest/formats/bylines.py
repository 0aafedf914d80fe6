"""The line between a web page's headline and its text: when, in which newspaper and by whom it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.formats.html_blocks import Block
from ingest.issue_date import date_in_name
from ingest.names import person_list

_BYLINE = re.compile(
    r"(?:来源|作者|记者|通讯员|编辑|责编|发布时间|时间|日期)\s*[:：]|\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}"
)
_LONGEST_BYLINE = 80  # characters
_PAPER = re.compile(r"来源\s*[:：]\s*《?([^\s|｜:：》]{2,20})")
_WRITER = re.compile(
    r"(?:作者|记者|通讯员)\s*[:：]\s*([^\d|｜:：]{2,40}?)(?=\s*(?:$|[|｜\d]|来源|编辑|责任编辑|责编|时间))"
)
_STAFF = re.compile(r"[（(\[【]?\s*(?:责任编辑|责编|编辑|校对|审核|监制)\s*[:：].{0,40}")


@dataclass(frozen=True, slots=True)
class Byline:
    """What the line between the headline and the text says."""

    day: date | None = None
    newspaper: str = ""
    authors: tuple[str, ...] = ()


def without_bylines(blocks: Sequence[Block], headline: str) -> tuple[Byline, list[str]]:
    """Take the headline, the bylines below it and the staff at the end off the text."""
    texts = [block.text for block in blocks]
    said = Byline()
    for _ in range(4):
        if texts and texts[0] == headline:
            del texts[0]
        elif texts and _is_byline(texts[0]):
            said = _read_byline(texts.pop(0), said)
    while texts and _STAFF.fullmatch(texts[-1]):
        del texts[-1]
    return said, texts


def seen_byline(blocks: Sequence[Block], headline: str) -> Byline:
    """What the lines right below the headline say, which the main text may have lost."""
    texts = [block.text for block in blocks]
    if headline not in texts:
        return Byline()
    said = Byline()
    below = texts.index(headline) + 1
    for text in texts[below : below + 6]:
        if _is_byline(text):
            said = _read_byline(text, said)
    return said


def _is_byline(text: str) -> bool:
    return len(text) <= _LONGEST_BYLINE and bool(_BYLINE.search(text)) and not text.endswith("。")


def _read_byline(text: str, before: Byline) -> Byline:
    paper, writer = _PAPER.search(text), _WRITER.search(text)
    return Byline(
        before.day or date_in_name(text),
        before.newspaper or (paper[1] if paper else ""),
        before.authors or (people(writer[1]) if writer else ()),
    )


def people(words: str) -> tuple[str, ...]:
    """Return the names in words that a page says are names; none when any of it is no name."""
    return person_list(words, sure=True)
