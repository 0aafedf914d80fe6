"""How an article ends: a photo credit (新华社记者 张三 摄), its authors in brackets, or a mark (下转第4版, （完）)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.names import person_list
from ingest.variants import as_printed, plain_lines

REACH = 4  # lines that a closing may run over in a narrow column

_HOUSE = (
    r"(?:新华社|中新社|中新网|人民网|视觉中国|人民视觉|影像中国|法新|路透|美联|东方IC|本报|本刊|本社|"
    r"[\u4e00-\u9fff]{2,5}(?:日报|晚报|社|网))"
)
_AGENCY = r"(?:新华社|中新社|中央社|中通社|路透社?|美联社?|法新社?|共同社|韩联社|德新社|塔斯社|彭博社?)"
_FILED = (
    r"(?:\s*(?:\d{7}|\d{2,4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日))?"  # the day that an agency files a text under
)
_ROLES = r"(?:全媒体|融媒体|首席|特约|特派|见习|实习|记者|通讯员|摄影师|供图|图片|发|/|／|图|文)*"
_NAMES = r"(?P<names>[\u4e00-\u9fff·、，,／/ ]{2,40}?)"
_ACT = r"(?:摄影报道|摄影|摄|供图|绘图|绘制|绘|制图|漫画|图)"
_BEFORE = r"(?:^|(?<=[\s。！？”’」』）)…；]))"
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_BEFORE}[（(]?\s*{_HOUSE}?\s*{_ROLES}\s*[（(]\s*{_ROLES}\s*{_NAMES}\s*{_ACT}\s*[）)]\s*[）)]?$",
        rf"{_BEFORE}[（(]?\s*{_HOUSE}?\s*{_ROLES}\s*{_NAMES}\s*[／/]?\s*{_ACT}\s*[）)]?{_FILED}$",
        rf"{_BEFORE}[（(]?\s*(?:图片?|摄影)\s*[:：／/]\s*{_HOUSE}?\s*{_ROLES}\s*{_NAMES}\s*(?:{_ACT}|提供)\s*[）)]?{_FILED}$",
    )
)
_LABELLED = re.compile(rf"{_BEFORE}[（(]?\s*(?:摄影|图|图片|供图|摄)\s*[:：／/]\s*{_ROLES}\s*{_NAMES}\s*[）)]?$")
_HOUSE_ONLY = re.compile(
    rf"{_BEFORE}[（(]?\s*(?:{_HOUSE}\s*(?:资料)?(?:发|供图|图片|照片|图)|(?:资料|网络)(?:图片|照片|图)|"
    rf"(?:图片?|摄影)\s*[:：／/]\s*(?:{_AGENCY}|{_HOUSE})(?:提供)?|图?[:：／/]?(?:翻摄|摘|取|截)自[^（()）。]{{2,14}})\s*[）)]?$"
)
_AUTHORS = re.compile(rf"[（(【]\s*(?P<names>[^（()）】。！？]{{2,60}})\s*[）)】]{_FILED}$")
_GOES_ON = re.compile(
    r"\s*[（(]?\s*(?:下转|下接|转|续|文转)\s*第?\s*(?:[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版[^）)]{0,16}[）)]?$"
)
_THE_END = re.compile(
    rf"[（(](?:完|全文完|本报综合|综合(?:报道|外电)|此稿[^）)]{{2,16}}|据[\u4e00-\u9fff]{{2,8}}|(?:综合)?{_AGENCY}(?:、{_AGENCY})*|"
    rf"(?:责任编辑|责编|编辑|译者|核稿|校对)\s*[:：][^（()）]{{2,24}})[）)]{_FILED}$"
)


class ClosingKind(StrEnum):
    """What stands after an article's last sentence."""

    CREDIT = "credit"
    AUTHORS = "authors"
    CONTRIBUTORS = "contributors"  # 参与采写: authors only where the opening names none
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing, the names in it, and how many characters at the end of the joined lines it takes."""

    kind: ClosingKind
    authors: tuple[str, ...]
    length: int


def read_closing(lines: Sequence[str]) -> Closing | None:
    """Return the closing that lines of half width end with, or None.

    A line's end is read first as no gap, then as a space: extractors drop the space that stood there.
    """
    lines = lines[-REACH:]
    among = plain_lines(lines)
    found = _read(among)
    if found is None or not found.authors:
        return found
    printed, read = ("".join(each).rstrip()[-found.length :] for each in (lines, among))
    return Closing(found.kind, tuple(as_printed(name, read, printed) for name in found.authors), found.length)


def _read(lines: Sequence[str]) -> Closing | None:
    fallback: Closing | None = None
    for gap in ("", " "):
        text = gap.join(lines).rstrip()
        found = _parse(text)
        if found is None:
            continue
        if gap:
            inside = sum(1 for end in _ends(lines) if end >= len(text) - found.length)
            found = Closing(found.kind, found.authors, found.length - inside)
        if found.authors or found.kind is ClosingKind.MARK:
            return found
        fallback = fallback or found
    return fallback


def _ends(lines: Sequence[str]) -> list[int]:
    """Offsets of the gaps in lines joined with one space."""
    ends, at = [], 0
    for line in lines[:-1]:
        at += len(line)
        ends.append(at)
        at += 1
    return ends


def _parse(text: str) -> Closing | None:
    window = text[-60:]
    mark = _GOES_ON.search(window) or _THE_END.search(window)
    if mark:
        return Closing(ClosingKind.MARK, (), len(mark[0]))
    return _parse_credit(window) or _parse_authors(window)


def _parse_credit(window: str) -> Closing | None:
    for pattern in (*_CREDITS, _LABELLED):
        for match in pattern.finditer(window):
            names = person_list(match["names"], sure=False) or _known(match)
            if names:
                return Closing(ClosingKind.CREDIT, names, len(window) - match.start())
    house = _HOUSE_ONLY.search(window)
    return Closing(ClosingKind.CREDIT, (), len(window) - house.start()) if house else None


def _known(match: re.Match[str]) -> tuple[str, ...]:
    """Names outside the list of surnames are taken when the house or a role stands before them."""
    before = match[0][: match.start("names") - match.start()]
    return person_list(match["names"], sure=True) if re.search(r"记者|通讯员|社|报|摄影师", before) else ()


def _parse_authors(window: str) -> Closing | None:
    match = _AUTHORS.search(window)
    if match is None:
        return None
    sure = re.search(r"记者|通讯员|作者|供稿|采写", match["names"]) is not None
    names = person_list(re.sub(r"(?:供稿|参与采写)\s*[:：]?", " ", match["names"]), sure=sure)
    helped = ClosingKind.CONTRIBUTORS if "采写" in match["names"] else ClosingKind.AUTHORS
    return Closing(helped, names, len(match[0])) if names else None
