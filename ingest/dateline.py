"""The dateline before an article's first sentence, as a grammar: source, place?, day?, then 电, 讯, 消息 or 报道.

It is read in plain text, in Simplified characters.

A source is one of a few short names (本报, 外电) or any name that ends like a newspaper, an agency, a station or a
site, so that a paper need not be known. What could be a sentence (据路透社6月18日报道，…) is one: it stays in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.names import person_list
from ingest.reporters import read_reporters

_HAN = r"[\u4e00-\u9fff]"
_SHORT = (
    r"(?:本报|本刊|本社|本网|本台|综合外电|外电|外媒|中国新闻社|中新经纬|中国网|参考消息|文汇报|大公报|路透|美联|法新)"
)
_PAPER = (
    r"(?:日报|晚报|早报|时报|晨报|商报|周报|新报|都市报|青年报|快报|导报|军报|京报|文汇报|大公报|"
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
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_DAY = (
    rf"(?:(?:(?:民国\s*)?(?:\d{{2,4}}|[〇○零一二三四五六七八九]{{4}})\s*年\s*)?{_NUMBER}\s*月\s*{_NUMBER}\s*日|"
    r"今日|昨日|今天|昨天|即日)\s*"
)
_BARE_DAY = rf"(?<![\d月]){_NUMBER}\s*日\s*专?[电讯](?![话视影子力动台器池机讯息])"
_WIRE = r"(?:[\u4e00-\u9fff]{0,4}?(?:电|讯|消息|报道)(?![话视影子力动台器池机讯息导，,称说显灵]))"
BULLET = r"[□■●◎▲△◆◇○★☆▪•#\s]*"
_APART = r"(?:\s*[（(【\[]\s*(?P<authors>[^（()）】\]]{2,80}?)\s*[）)】\]])?"
_TAIL = r"\s*[:：]?\s*"

_DATED = re.compile(
    rf"{BULLET}[（(【\[]?(?P<dateline>{_SEVERAL}\s*{_PLACE}{_COMPILED}"
    rf"(?:{_DAY}{_COMPILED}{_WIRE}|{_BARE_DAY}))[）)】\]]?{_APART}{_TAIL}"
)
_REPORTERS = (
    r"(?:特派|特约|实习|首席|驻[\u4e00-\u9fff]{2,4}?)?(?:记者|通讯员|编译|特派员)\s*[:：]?\s*"
    rf"(?P<run>(?:(?!{_KNOWN})[\u4e00-\u9fff·、／/ ]){{2,30}}?)\s*"
)
_BETWEEN = re.compile(
    rf"{BULLET}[（(【\[]?(?P<dateline>{_SEVERAL})\s*{_REPORTERS}"
    rf"(?P<rest>{_DAY}\s*{_WIRE}|{_BARE_DAY}|专?电(?=[）)】\s]))[）)】\]]?{_APART}{_TAIL}"
)
# 记者王大明／台北报道: the reporter, the place and no agency; set off by brackets, by a stroke, or by standing alone.
_REPORTED = re.compile(
    rf"{BULLET}(?P<open>[（(【\[])?\s*(?:{_SOURCE}\s*)?{_REPORTERS}"
    r"(?P<rest>(?:综合|专题|连线|即时|外电|独家|现场)*报道)\s*(?P<close>[）)】\]])?(?P<tail>\s*[:：]?\s*)"
)
_UNDATED = re.compile(
    rf"{BULLET}[（(【\[]?(?P<dateline>{_SEVERAL}\s*{_PLACE_ALONE}{_COMPILED}"
    rf"(?:综合)?(?:专?电|(?<!通)讯|消息))[）)】\]]?(?P<mark>{_APART}{_TAIL})"
)
_LABELLED = re.compile(
    rf"{BULLET}[【\[](?P<dateline>(?![\u4e00-\u9fff]{{0,6}}(?:记者|编译))[\u4e00-\u9fff]{{2,10}}(?:讯|消息|综合报道)|{_SOURCE}报道)[】\]]{_APART}{_TAIL}"
)
_COMPILATION = re.compile(
    rf"{BULLET}[（(【\[]?(?P<dateline>综合\s*(?:{_SEVERAL}|外媒|媒体|各方)?(?:消息|报道|电|讯))[）)】\]]?{_APART}(?:\s*[:：]\s*|\s+)"
)
_TOLD = re.compile(r"\s*(?:综合[\u4e00-\u9fff]{0,5}驻外记者|(?P<told>[\u4e00-\u9fff·、 ]{2,40}?))报道\s*[:：]\s*")
_ROLE = re.compile(r"记者|通讯员|作者|评论员|编译")
_ROLE_BEFORE = re.compile(r"^\s*(?:特派|特约|实习|首席)?(?:记者|通讯员|编译)\s*[:：]?\s*")
_PLACED = re.compile(r"(?:综合)?报道\s*$")
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
    for pattern in (_DATED, _LABELLED, _COMPILATION, _UNDATED):
        match = pattern.match(text)
        if match is None or (pattern is _UNDATED and not _is_set_off(match)):
            continue
        found = _from(match)
        return found if found.authors else _with_told(found, text)
    return _with_reporters(text)


def _from(match: re.Match[str]) -> Dateline:
    apart = match["authors"]
    authors = _named(apart) if apart else ()
    length = match.end()
    if apart and not authors and not match[0].rstrip().endswith((":", "：")):
        length = match.start("authors") - 1  # the bracket after the dateline belongs to the sentence
    return Dateline(_closed(match["dateline"]), authors, length)


def _named(apart: str) -> tuple[str, ...]:
    """The reporters in the brackets behind a dateline, where a place may stand with them: 记者 李文 广州报道."""
    sure = _ROLE.search(apart) is not None
    told = _PLACED.sub("", apart)
    if told != apart and (found := read_reporters(_ROLE_BEFORE.sub("", told))):
        return found.names
    return person_list(apart, sure=sure)


def _with_reporters(text: str) -> Dateline | None:
    """A dateline with its reporters inside: 中央社记者王大明台北20日电, 记者王大明／台北报道."""
    match = _BETWEEN.match(text)
    if match is not None and (found := read_reporters(match["run"])):
        apart = match["authors"]
        return Dateline(
            _closed(match["dateline"] + found.place + match["rest"]),
            (*found.names, *(_named(apart) if apart else ())),
            match.end(),
        )
    match = _REPORTED.match(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    alone = match["tail"] or match.end() == len(text) or "/" in match["run"] or "／" in match["run"]
    found = read_reporters(match["run"]) if match["open"] or alone else None
    if found is None:
        return None
    place = _closed(found.place + match["rest"])
    return Dateline("" if place == "报道" else place, found.names, match.end())


def _closed(text: str) -> str:
    return "".join(text.split())


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
