"""Which lines of a page the openings and closings of its articles take, before anything is decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from ingest import closing, opening
from ingest.shapes import Shape

_PHOTO = re.compile(
    r"^\s*(?:图为|图①|上图|下图|左图|右图|这是[^，。]{2,24}[（(])|[（(][^（）()]{0,10}(?:日摄|照片|资料图)[^（）()]{0,8}[）)]"
)
_MAY_OPEN = re.compile(r"[社报网讯电台闻记作文]|^[□■●◎▲△◆◇○★☆▪•【（(]|接|^[\u4e00-\u9fff·]{2,8}(?: |$)")
_MAY_CLOSE = re.compile(
    r"[摄图绘发）)】影片照版作]|[图摄影][/／:：][\u4e00-\u9fff·、 ]{2,12}$|[摄图绘发）)】影片照版作]\W{0,3}$"
)


class Lead(IntEnum):
    """What opening begins at a line."""

    NONE = 0
    NAMES = 1
    PHOTO = 2  # words that only a photo's caption begins with
    BYLINE = 3
    DATELINE = 4


class Close(IntEnum):
    """What closing ends at a line."""

    NONE = 0
    CREDIT = 1
    AUTHORS = 2
    MARK = 3
    SIGNATURE = 4  # the day below the name that signs a notice; it stays in the text


def openings(texts: Sequence[str], shaped: Sequence[Shape]) -> tuple[list[Lead], list[bool]]:
    """Return what opening begins at each line, and which lines openings take."""
    leads, under = [Lead.NONE] * len(texts), [False] * len(texts)
    ended = -1  # the line below an opening that fills its lines
    for at, text in enumerate(texts):
        if _PHOTO.search(text):
            leads[at] = Lead.PHOTO
        if under[at] or not _MAY_OPEN.search(text[:24]):
            continue
        ahead = [line.lstrip() if n == 0 else line for n, line in enumerate(texts[at : at + opening.REACH])]
        found = opening.read_opening(ahead)
        if found is None or (not found.sure and found.length < len(ahead[0].rstrip())):
            continue
        if shaped[at] is Shape.NAMES and not found.sure:
            continue  # a row of a list
        alone = at > 0 and leads[at - 1] in (Lead.NAMES, Lead.BYLINE) and not under[at]
        # A dateline below a byline, or one that is told of below another, opens nothing new.
        leads[at] = Lead.NONE if alone or at == ended else _lead(found)
        ended = at + _mark(under, at, ahead, found.length)
    return leads, under


def _lead(found: opening.Opening) -> Lead:
    if found.dateline:
        return Lead.DATELINE
    return Lead.BYLINE if found.sure else Lead.NAMES


def _mark(under: list[bool], at: int, ahead: Sequence[str], length: int) -> int:
    """Mark the lines that an opening takes: how many, when it takes the last of them whole, else none."""
    for step, line in enumerate(ahead):
        if length <= 0:
            return step if length == 0 else 0
        under[at + step] = True
        length -= len(line.rstrip()) if length == len(line.rstrip()) else len(line)
    return len(ahead) if length == 0 else 0


def closings(texts: Sequence[str]) -> tuple[list[Close], list[bool]]:
    """Return what closing ends at each line, and which lines closings take."""
    kinds = {
        closing.ClosingKind.CREDIT: Close.CREDIT,
        closing.ClosingKind.AUTHORS: Close.AUTHORS,
        closing.ClosingKind.CONTRIBUTORS: Close.AUTHORS,
        closing.ClosingKind.MARK: Close.MARK,
    }
    closes, under = [Close.NONE] * len(texts), [False] * len(texts)
    for at, text in enumerate(texts):
        if not _MAY_CLOSE.search(text):
            continue
        behind = texts[max(at - closing.REACH + 1, 0) : at + 1]
        found = closing.read_closing(behind)
        if found is None:
            continue
        closes[at] = kinds[found.kind]
        length = found.length
        for step, line in enumerate(reversed(behind)):
            if length <= 0:
                break
            under[at - step] = True
            length -= len(line)
    return closes, under
