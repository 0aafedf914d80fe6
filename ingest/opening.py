"""How an article opens: the agency's dateline (新华社北京1月21日电), the reporters behind it, or a byline alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.dateline import BULLET, read_dateline
from ingest.names import is_person, may_be_person, person_list
from ingest.variants import as_printed, plain, plain_lines

REACH = 5  # lines that an opening may run over in a narrow column

_REPORTER = (
    r"(?:(?:本报|本刊|本社|本网|本台|新华社|中新社|人民网|[\u4e00-\u9fff]{2,6}(?:日报|晚报|时报|报|社|网|台))?"
    r"(?:驻[\u4e00-\u9fff·]{2,8}?)?[\u4e00-\u9fff·]{0,6}?(?:记者|通讯员|评论员|特派员|观察员|实习生|编译|特约撰稿人?))"
)
_TEXT_BY = r"(?:撰文|采访|图文|文字|整理|采写|作者|文[／/](?:图|摄影?)|文)"
_BYLINE = re.compile(
    rf"{BULLET}(?P<role>{_TEXT_BY}\s*[／/:：|｜丨]?\s*{_REPORTER}|{_TEXT_BY}|{_REPORTER})\s*[／/:：|｜丨]?\s*"
    r"(?=[\u4e00-\u9fff])"
)
_BRACKETED = re.compile(
    rf"{BULLET}[（(【\[]\s*(?P<names>{_REPORTER}[^（()）】\]。，]{{2,60}}?)"
    r"(?:[／/][^（()）】\]。，]{2,10}报道)?\s*[）)】\]]\s*"
)
_PHOTOGRAPHER = re.compile(r"\s*(?:图片?|摄影?)\s*[／/:：|｜丨]\s*(?=[\u4e00-\u9fff])")
_WORD = re.compile(
    r"\s*(?P<word>[\u4e00-\u9fff·]{1,12})(?=\s|$|[、/／]\s*(?P<next>[\u4e00-\u9fff·]{2,12})(?:[\s、/／]|$))"
)
_LATER_ROLE = re.compile(rf"\s*[、，,；;]?\s*(?:{_REPORTER}|文[／/]图|摄影报道|图)\s*[:：]?(?=\s|[\u4e00-\u9fff])")
_REPORTED = re.compile(r"\s*(?:摄影报道|综合报道|报道|发自[\u4e00-\u9fff]{2,8}|文[／/]图)(?=\s|$)")
_FROM = r"(?:紧接|上接|文接|承接|续)\s*第?\s*(?:[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
_CONTINUED = re.compile(rf"\s*(?:[（(]\s*{_FROM}[^）)\n]{{0,16}}[）)]|{_FROM}(?:\s*《[^》\n]{{1,16}}》)?)\s*")


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before an article's first sentence.

    `dateline` and `authors` are empty when there is none; `length` counts the characters of the joined lines that
    the opening takes; `sure` tells a printed form (本报讯, 记者 …) from a bare run of names.
    """

    dateline: str
    authors: tuple[str, ...]
    length: int
    sure: bool


def read_opening(lines: Sequence[str]) -> Opening | None:
    """Return the opening that lines of half width begin with, or None.

    A line's end is read first as no gap, then as a space: extractors drop the space that stood there.
    """
    lines = lines[:REACH]
    found = _read(plain_lines(lines))
    if found is None:
        return None
    printed = "".join(lines)[: found.length]
    among = plain(printed)
    authors = tuple(as_printed(name, among, printed) for name in found.authors)
    return Opening(as_printed(found.dateline, among, printed), authors, found.length, found.sure)


def _read(lines: Sequence[str]) -> Opening | None:
    best: Opening | None = None
    for gap in ("", " "):
        text = gap.join(lines)
        found = _parse(text)
        if found is None:
            continue
        if gap:
            ends = [sum(len(line) + 1 for line in lines[: n + 1]) for n in range(len(lines))]
            found = Opening(found.dateline, found.authors, found.length - bisect_right(ends, found.length), found.sure)
        if best is None or (found.authors and not best.authors) or _goes_on(best, found, lines):
            best = found
    return best


def _goes_on(best: Opening, found: Opening, lines: Sequence[str]) -> bool:
    """Whether the lines read with gaps give more names, the last of which ends a line: a byline on its own line."""
    more = len(found.authors) > len(best.authors) and found.authors[: len(best.authors)] == best.authors
    ends = {sum(len(line) for line in lines[: number + 1]) for number in range(len(lines))}
    return more and found.length in ends


def _parse(text: str) -> Opening | None:
    return _parse_dateline(text) or _parse_continued(text) or _parse_bracketed(text) or _parse_byline(text)


def _parse_dateline(text: str) -> Opening | None:
    found = read_dateline(text)
    return _with_byline(Opening(found.text, found.authors, found.length, sure=True), text) if found else None


def _with_byline(opening: Opening, text: str) -> Opening:
    """Add the reporters that follow the dateline without brackets: 本报北京1月21日电 记者张三报道."""
    if opening.authors:
        return opening
    byline = _parse_byline(text[opening.length :])
    if byline is None or not byline.sure:
        return opening
    return Opening(opening.dateline, byline.authors, opening.length + byline.length, sure=True)


def _parse_continued(text: str) -> Opening | None:
    match = _CONTINUED.match(text)
    return Opening("", (), match.end(), sure=True) if match and "版" in match[0] else None


def _parse_bracketed(text: str) -> Opening | None:
    match = _BRACKETED.match(text)
    names = person_list(match["names"], sure=True) if match else ()
    return Opening("", names, match.end(), sure=True) if match and names else None


def _parse_byline(text: str) -> Opening | None:
    match = _BYLINE.match(text)
    names, at = _names(text, match.end() if match else 0, led=match is not None)
    photographer = _PHOTOGRAPHER.match(text, at) if match and names else None
    if photographer is not None:  # credited beside the authors, and none of them
        credited, after = _names(text, photographer.end(), led=True)
        at = after if credited else at
    if not names or _CREDIT.match(text, at):
        return None
    reported = _REPORTED.match(text, at)
    at = reported.end() if reported else at
    while at < len(text) and text[at].isspace():
        at += 1
    return Opening("", tuple(names), at, sure=match is not None)


def _names(text: str, at: int, *, led: bool) -> tuple[list[str], int]:
    """The names that stand at an offset, and where they end; `led`: a role stands before them."""
    begin, names = at, list[str]()
    while len(names) < 12:
        role = _LATER_ROLE.match(text, at)
        start = role.end() if role and names else at
        word = _WORD.match(text, start)
        if word is None or not _is_named(word, first=led and not names and text[begin - 1].isspace()):
            spaced = _spaced_name(text, start)
            if spaced is None:
                break
            word = spaced
        names.append("".join(word["word"].split()))
        at = word.end()
        separator = _SEPARATOR.match(text, at) if led else None  # bare names stand apart by spaces alone
        at = separator.end() if separator else at
    return names, at


_CREDIT = re.compile(r"\s*(?:摄影?(?!报道)|供图|绘|制图|图)")
_SEPARATOR = re.compile(r"[、/／]")


def _is_named(word: re.Match[str], *, first: bool) -> bool:
    """Whether a word is a name; the first, set off from its role, may be any name.

    One before a comma needs another name after it: 华北、东北受灾地区 names nobody.
    """
    test = may_be_person if first else is_person
    return test(word["word"]) and (word["next"] is None or is_person(word["next"]))


_SPACED = re.compile(r"\s*(?P<word>[\u4e00-\u9fff] [\u4e00-\u9fff])(?=[\s、]|$)")


def _spaced_name(text: str, at: int) -> re.Match[str] | None:
    match = _SPACED.match(text, at)
    return match if match and is_person("".join(match["word"].split())) else None
