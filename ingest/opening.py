"""How an article opens: the agency's dateline (新华社北京1月21日电), the reporters behind it, or a byline alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.names import is_person, may_be_person, person_list

REACH = 5  # lines that an opening may run over in a narrow column

_AGENCY = (
    r"(?:新华社|新华网|中新社|中新网|中国新闻社|中新经纬|人民网|央视网|央视新闻|央广网|光明网|中国网|国际在线|澎湃新闻|"
    r"参考消息网?|环球网|环球时报|综合外电|外电|法新社|路透社|美联社|塔斯社|俄新社|共同社|时事社|韩联社|埃菲社|德新社|朝中社|"
    r"本报|本刊|本社|本网|本台|[\u4e00-\u9fff]{1,5}?(?:日报|晚报|早报|时报|晨报|商报|周报|新报|都市报|青年报|通讯社|新闻社|电视台))"
)
_SEVERAL = rf"(?:综合\s*|据\s*)*{_AGENCY}(?:[、和]\s*{_AGENCY})*"
_NO_ROLE = r"(?!记者|通讯员|本报|本刊|新华社|中新社)"
_PLACE = rf"(?:{_NO_ROLE}[\u4e00-\u9fff·、／/ ]){{0,16}}?"
_DAY = r"(?:\d{2,4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日\s*"
_WIRE = r"(?:[\u4e00-\u9fff]{0,4}?(?:电|讯|消息|报道)(?![话视影子力动台器池机讯息导，,称说]))"
_BULLET = r"[□■●◎▲△◆◇○★☆▪•#\s]*"
_AUTHORS_APART = r"(?:\s*[（(【\[]\s*(?P<authors>[^（()）】\]]{2,80}?)\s*[）)】\]])?"
_AUTHORS_BETWEEN = r"\s*(?:记者|通讯员)\s*(?P<between>[\u4e00-\u9fff·、 ]{2,24}?)\s*"
_TAIL = r"\s*[:：]?\s*"

_DATED = re.compile(
    rf"{_BULLET}[（(【\[]?(?P<dateline>{_SEVERAL}\s*{_PLACE}\s*{_DAY}\s*{_WIRE})[）)】\]]?{_AUTHORS_APART}{_TAIL}"
)
_NAMED = re.compile(
    rf"{_BULLET}(?P<dateline>{_SEVERAL}){_AUTHORS_BETWEEN}(?P<rest>{_PLACE}\s*{_DAY}\s*{_WIRE}){_AUTHORS_APART}{_TAIL}"
)
_UNDATED = re.compile(
    rf"{_BULLET}[（(【\[]?(?P<dateline>{_SEVERAL}\s*(?:{_NO_ROLE}[\u4e00-\u9fff· ]){{0,8}}?"
    rf"(?:综合)?(?:专?电|(?<!通)讯|消息))[）)】\]]?"
    rf"(?P<mark>{_AUTHORS_APART}{_TAIL})(?P<space>)"
)
_LABELLED = re.compile(
    rf"{_BULLET}[【\[](?P<dateline>[\u4e00-\u9fff]{{2,10}}(?:讯|消息|综合报道))[】\]]{_AUTHORS_APART}{_TAIL}"
)
_REPORTER = (
    r"(?:(?:本报|本刊|本社|本网|本台|新华社|中新社|人民网|[\u4e00-\u9fff]{2,6}(?:日报|晚报|时报|报|社|网|台))?"
    r"[\u4e00-\u9fff·]{0,6}?(?:记者|通讯员|评论员|特派员|观察员|实习生|特约撰稿人?))"
)
_BYLINE = re.compile(
    rf"{_BULLET}(?P<role>{_REPORTER}|作者|文|撰文|整理|采写|文[／/]图|文[／/]摄影?)\s*[:：]?\s*(?=[\u4e00-\u9fff])"
)
_WORD = re.compile(
    r"\s*(?P<word>[\u4e00-\u9fff·]{1,12})(?=\s|$|[、/／]\s*(?P<next>[\u4e00-\u9fff·]{2,12})(?:[\s、/／]|$))"
)
_ROLE = re.compile(r"记者|通讯员|作者|评论员")
_LATER_ROLE = re.compile(rf"\s*[、，,；;]?\s*(?:{_REPORTER}|文[／/]图|摄影报道|图)\s*[:：]?(?=\s|[\u4e00-\u9fff])")
_REPORTED = re.compile(r"\s*(?:摄影报道|综合报道|报道|发自[\u4e00-\u9fff]{2,8}|文[／/]图)(?=\s|$)")
_FROM = r"(?:紧接|上接)\s*第?\s*(?:[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
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
    best: Opening | None = None
    for gap in ("", " "):
        text = gap.join(lines)
        found = _parse(text)
        if found is None:
            continue
        if gap:
            ends = [sum(len(line) + 1 for line in lines[: n + 1]) for n in range(len(lines))]
            found = Opening(found.dateline, found.authors, found.length - bisect_right(ends, found.length), found.sure)
        if best is None or (found.authors and not best.authors):
            best = found
    return best


def _parse(text: str) -> Opening | None:
    return _parse_dateline(text) or _parse_continued(text) or _parse_byline(text)


def _parse_dateline(text: str) -> Opening | None:
    for pattern in (_DATED, _NAMED, _LABELLED, _UNDATED):
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        if pattern is _UNDATED and not _ends_mark(match):
            continue
        dateline = groups["dateline"] + groups.get("rest", "") if pattern is _NAMED else groups["dateline"]
        if groups.get("between") and not person_list(groups["between"], sure=False):
            continue
        named = " ".join(part for part in (groups.get("between"), groups.get("authors")) if part)
        authors = person_list(named, sure=_ROLE.search(named) is not None)
        length = match.end()
        if groups.get("authors") and not authors and not match[0].rstrip().endswith((":", "：")):
            length = match.start("authors") - 1  # the bracket after the dateline belongs to the sentence
        return _with_byline(Opening("".join(dateline.split()), authors, length, sure=True), text)
    return None


def _ends_mark(match: re.Match[str]) -> bool:
    """Whether an undated form is set off from the sentence: 本报讯（…）, 央视网消息：, 本报讯 …; not 本报消息称."""
    if match["dateline"].endswith(("讯", "电")) and not match["dateline"].endswith("通讯"):
        return bool(match["mark"]) or match["dateline"].startswith(("本", "据", "综合"))
    return bool(match["mark"].strip()) or match["mark"] != ""


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


def _parse_byline(text: str) -> Opening | None:
    match = _BYLINE.match(text)
    at = match.end() if match else 0
    names: list[str] = []
    while len(names) < 12:
        role = _LATER_ROLE.match(text, at)
        start = role.end() if role and names else at
        word = _WORD.match(text, start)
        if word is None or not _is_named(word, first=match is not None and not names and text[at - 1].isspace()):
            spaced = _spaced_name(text, start)
            if spaced is None:
                break
            word = spaced
        names.append("".join(word["word"].split()))
        at = word.end()
        separator = _SEPARATOR.match(text, at) if match else None  # bare names stand apart by spaces alone
        at = separator.end() if separator else at
    if not names or _CREDIT.match(text, at):
        return None
    reported = _REPORTED.match(text, at)
    at = reported.end() if reported else at
    while at < len(text) and text[at].isspace():
        at += 1
    return Opening("", tuple(names), at, sure=match is not None)


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
