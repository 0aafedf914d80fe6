"""The dateline before an article's first sentence, as a grammar: source, place?, day?, then 电, 讯, 消息 or 报道.

A source is one of a few short names (本报, 外电) or any name that ends like a newspaper, an agency, a station or a
site, so that a paper need not be known. What could be a sentence (据路透社6月18日报道，…) is one: it stays in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.names import person_list

_HAN = r"[\u4e00-\u9fff]"
_SHORT = r"(?:本报|本刊|本社|本网|本台|综合外电|外电|外媒|中国新闻社|中新经纬|中国网|参考消息)"
_PAPER = (
    r"(?:日报|晚报|早报|时报|晨报|商报|周报|新报|都市报|青年报|快报|导报|军报|京报|文汇报|"
    r"(?<![预汇通警海举公电情播简上])报(?![道告名社警考价]))"
)
_HOUSE = r"(?:通讯社|新闻社|(?<![报版公行作])社(?![会区长保]))"
_STATION = r"(?:广播电视总台|广播电视台|广播电台|电视台|总台|卫视|广播公司|电视新闻网|新闻广播|之声)"
_SITE = r"(?:新闻网|网(?![络友民点红])|在线|新闻|融媒体?(?:中心)?|云媒|通讯|客户端)"
# A line above that ends like half a name is no part of one that is known: 昨晚点亮 / 新华社青屿6月18日电.
_KNOWN = (
    r"(?:新华[社网]|中新[社网]|中国新闻[社网]|人民[日网]|央[视广]|光明[日网]|经济日|本[报刊社网台]|参考消息|"
    r"法新社|路透社|美联社|塔斯社|俄新社|韩联社|朝中社|共同社|时事社|德新社|埃菲社)"
)
_NAMED = rf"(?:{_HAN}(?!{_KNOWN})){{1,6}}?(?:{_PAPER}|{_HOUSE}|{_STATION}|{_SITE})"
_CHANNEL = r"(?:客户端|网站|官网|微信公众号|公众号)"
_ABBREVIATED = r"(?:[（(][A-Z]{2,6}[）)])?"
_SOURCE = rf"(?:《{_HAN}{{2,10}}》|{_SHORT}|{_NAMED}){_ABBREVIATED}{_CHANNEL}?"
_SEVERAL = rf"(?:综合\s*|据\s*)*{_SOURCE}(?:\s*[、和]\s*{_SOURCE})*"
_NO_ROLE = r"(?!记者|通讯员|本报|本刊|新华社|中新社)"
_PLACE = rf"(?:{_NO_ROLE}[\u4e00-\u9fff·、／/“” A-Za-z0-9]){{0,16}}?"
_PLACE_ALONE = rf"(?:{_NO_ROLE}[\u4e00-\u9fff· ]){{0,8}}?"
_COMPILED = r"\s*(?:[（(]综合[）)])?\s*"
_DAY = r"(?:(?:\d{2,4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日|今日|昨日|今天|昨天|即日)\s*"
_WIRE = r"(?:[\u4e00-\u9fff]{0,4}?(?:电|讯|消息|报道)(?![话视影子力动台器池机讯息导，,称说显灵]))"
_BULLET = r"[□■●◎▲△◆◇○★☆▪•#\s]*"
_APART = r"(?:\s*[（(【\[]\s*(?P<authors>[^（()）】\]]{2,80}?)\s*[）)】\]])?"
_BETWEEN = r"\s*(?:记者|通讯员)\s*(?P<between>[\u4e00-\u9fff·、 ]{2,24}?)\s*"
_TAIL = r"\s*[:：]?\s*"

_DATED = re.compile(
    rf"{_BULLET}[（(【\[]?(?P<dateline>{_SEVERAL}\s*{_PLACE}{_COMPILED}{_DAY}{_COMPILED}{_WIRE})[）)】\]]?{_APART}{_TAIL}"
)
_BETWEEN_DATED = re.compile(
    rf"{_BULLET}(?P<dateline>{_SEVERAL}){_BETWEEN}(?P<rest>{_PLACE}\s*{_DAY}\s*{_WIRE}){_APART}{_TAIL}"
)
_UNDATED = re.compile(
    rf"{_BULLET}[（(【\[]?(?P<dateline>{_SEVERAL}\s*{_PLACE_ALONE}{_COMPILED}"
    rf"(?:综合)?(?:专?电|(?<!通)讯|消息))[）)】\]]?(?P<mark>{_APART}{_TAIL})"
)
_LABELLED = re.compile(
    rf"{_BULLET}[【\[](?P<dateline>[\u4e00-\u9fff]{{2,10}}(?:讯|消息|综合报道))[】\]]{_APART}{_TAIL}"
)
_COMPILATION = re.compile(
    rf"{_BULLET}[（(【\[]?(?P<dateline>综合\s*(?:{_SEVERAL}|外媒|媒体|各方)?(?:消息|报道|电|讯))[）)】\]]?{_APART}(?:\s*[:：]\s*|\s+)"
)
_TOLD = re.compile(r"\s*(?:综合[\u4e00-\u9fff]{0,5}驻外记者|(?P<told>[\u4e00-\u9fff·、 ]{2,40}?))报道\s*[:：]\s*")
_ROLE = re.compile(r"记者|通讯员|作者|评论员")
_WORDS = re.compile(r"电|讯|消\s?息|报\s?道")
_REACH = 90  # characters that a dateline with its reporters may take


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline without spaces, the reporters printed with it, and how many characters both take."""

    text: str
    authors: tuple[str, ...]
    length: int


def read_dateline(text: str) -> Dateline | None:
    """Return the dateline that a text of half width begins with, or None."""
    if not _WORDS.search(text, 0, _REACH):
        return None
    for pattern in (_DATED, _BETWEEN_DATED, _LABELLED, _COMPILATION, _UNDATED):
        match = pattern.match(text)
        if match is None or (pattern is _UNDATED and not _is_set_off(match)):
            continue
        found = _from(match)
        if found is not None:
            return found if found.authors else _with_told(found, text)
    return None


def _from(match: re.Match[str]) -> Dateline | None:
    groups = match.groupdict()
    between, apart = groups.get("between"), groups.get("authors")
    if between and not person_list(between, sure=False):
        return None
    named = " ".join(part for part in (between, apart) if part)
    authors = person_list(named, sure=_ROLE.search(named) is not None)
    length = match.end()
    if apart and not authors and not match[0].rstrip().endswith((":", "：")):
        length = match.start("authors") - 1  # the bracket after the dateline belongs to the sentence
    return Dateline("".join((groups["dateline"] + (groups.get("rest") or "")).split()), authors, length)


def _is_set_off(match: re.Match[str]) -> bool:
    """Whether an undated form is set off from the sentence: 本报讯（…）, 央视网消息：, 本报讯 …; not 本报消息称."""
    if match["dateline"].endswith(("讯", "电")) and not match["dateline"].endswith("通讯"):
        return bool(match["mark"]) or match["dateline"].startswith(("本", "据", "综合"))
    return bool(match["mark"])


def _with_told(found: Dateline, text: str) -> Dateline:
    """Add the reporters that are told with a verb: 本报讯 记者张三、通讯员李四报道：."""
    match = _TOLD.match(text, found.length)
    if match is None:
        return found
    authors = person_list(match["told"], sure=_ROLE.search(match["told"]) is not None) if match["told"] else ()
    return Dateline(found.text, authors, match.end()) if authors or not match["told"] else found
