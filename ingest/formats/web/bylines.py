"""The lines around a web page's headline: when, in which newspaper, on which page and by whom it was published."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ingest.formats.web.pieces import Piece
from ingest.furniture import page_name
from ingest.issue_date import date_in_name
from ingest.names import close_spaced, is_person, may_be_person, people_named
from ingest.variants import as_printed, plain

LONGEST = 120  # characters
_HAN = r"[\u4e00-\u9fff]"
_FROM = re.compile(r"(?:来源|稿源|出处|Source)\s*[:：][\s｜]*《?\s*([^\s|｜:：》\d]{2,24})")
_PAPER = re.compile(
    rf"《?({_HAN}{{2,12}}?(?:日报|晚报|晨报|早报|时报|商报|都市报|青年报|周报|周刊|报|网|新闻|时讯|在线|广播|"
    r"电视台|客户端))(?:数字报|电子版|网络版|电子报)?》?"
)
_NO_PAPER = re.compile(r"^(?:本[报网刊台]|晨报$|晚报$|日报$|要闻|国内新闻|国际新闻|本地新闻|社会新闻|热点|记者)|讯$")
_ROLE = re.compile(
    r"(?:作者|撰文|采写|采访|文字|整理|文|(?:全媒体|融媒体|首席|实习|见习|特约|特派)*记者|通讯员|实习生|评论员|由|By)"
    r"\s*[:：/／|｜丨]?\s*(?=[\u4e00-\u9fffA-Z])"
)
_PHOTOGRAPHER = re.compile(rf"摄影\s*[:：/／|｜]\s*({_HAN}{{2,4}})(?!{_HAN})")
_BETWEEN = re.compile(r"[\s、，,/／|｜丨·]+")
_MORE_ROLES = re.compile(r"(?:实习生|通讯员|记者|特约|文|报道|整理)+")
_OTHER_ROLES = re.compile(r"图|图片|摄影|摄影报道|文图|图文|编辑|编辑整理|审核|校对|设计|制图|视频|剪辑|摄")
_OFFICE = re.compile(
    r"(?:室|部|处|局|科|中心|办|委|组|院|社|网|报|号|台|厅|会|站|频道|发布|报道|"
    r"来源|时间|日期|编辑|字号|分享|小字号|大字号)$"
)
_ENGLISH = re.compile(
    r"\bBy\s+([A-Z][\w'.-]+(?:\s+(?!and\b)[A-Z][\w'.-]+){1,3}(?:(?:,| and)\s+[A-Z][\w'.-]+\s+[A-Z][\w'.-]+)*)"
)
_SPLIT_DAY = re.compile(r"((?:19|20)\d{2})\D{1,4}(\d{1,2})\s*[｜/月-]{1,3}\s*(\d{1,2})(?!\d)")
_PAGE = re.compile(r"(?:第\s*)?(?<![A-Za-z0-9])([A-Z]?\d{1,3})\s*版")
_SIGNED = re.compile(
    rf"(?:{_HAN}{{0,8}}(?:报|网|社|刊|新闻|客户端|台))?\s*(?:全媒体|首席|实习|特约)*(?:记者|通讯员|作者)|"
    r"(?:撰文|采写|文字|文)\s*[:：/／|｜丨]|[□■]"
)
_STAMPED = re.compile(
    r"(?:发布|更新|发表|刊登)?(?:时间|日期|于)?\s*[:：]?\s*\d{4}[-年/.]\s*\d{1,2}[-月/.]\s*\d{1,2}|^\d{1,2}[:：]\d{2}"
)
_PLATFORMS = re.compile(
    r"^(?:微信公众平台|微信|今日头条|百家号|网易号|搜狐号|搜狐|知乎|微博|微信公众号|互联网|网络|原创|本站)$"
)
_PROVINCES = frozenset(
    "江苏 安徽 云南 山东 山西 宁夏 甘肃 江西 陕西 吉林 黑龙江 广东 广西 贵州 海南 湖北 湖南 河北 河南".split()
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What lines beside a headline say; unknown parts are empty."""

    day: date | None = None
    newspaper: str = ""
    authors: tuple[str, ...] = ()
    page: str = ""

    def filled(self, other: Byline) -> Byline:
        """Return this with its unknown parts from another."""
        return Byline(
            self.day or other.day,
            self.newspaper or other.newspaper,
            self.authors or other.authors,
            self.page or other.page,
        )


def read_bylines(pieces: Iterable[Piece]) -> Byline:
    """Return what the pieces say together; the first that tells a thing is right."""
    said, bare = Byline(), Byline()
    for piece in pieces:
        text = piece.apart
        if len(text) <= LONGEST and piece.linked < 0.9:
            among = plain(text)
            said = said.filled(_printed(_told(among), among, text))
            bare = bare.filled(_printed(_bare(among), among, text))
    return said.filled(bare)


def _printed(said: Byline, among: str, text: str) -> Byline:
    """What was read in plain text, as the text has it."""
    names = tuple(as_printed(name, among, text) for name in said.authors)
    return Byline(said.day, as_printed(said.newspaper, among, text), names, said.page)


def is_byline(text: str) -> bool:
    """Whether a short text says when, where or by whom a story was published, and nothing of the story."""
    text = plain(text)
    if len(text) > LONGEST or re.search(r"[。！？]$", text):
        return False
    if _STAMPED.search(text) or _FROM.search(text) or _ENGLISH.search(text):
        return True
    signed = _SIGNED.match(text.lstrip("（(〔【"))
    return bool(signed and len(text) <= 60 and _authors(text.replace("□", "作者 ").replace("■", "作者 ")))


def people(words: str) -> tuple[str, ...]:
    """Return the names in words that a page says are names; none when any of it is no name."""
    names = people_named(words, sure=True)
    return tuple(name for name in names if not _OFFICE.search(plain(name)))


def paper_in(text: str) -> str:
    """Return the first newspaper, agency or site that stands in a text as a word of its own, or an empty string."""
    for word in re.split(r"[\s|｜_\-–—·:：,，]+", text):
        match = _PAPER.fullmatch(plain(word))
        if match and not _NO_PAPER.search(match[1]) and not _PLATFORMS.match(match[1]):
            return word[slice(*match.span(1))]
    return ""


def is_platform(name: str) -> bool:
    """Whether a name is that of a platform where papers publish, and of no paper."""
    return bool(_PLATFORMS.match(name))


def _told(text: str) -> Byline:
    """What the text says in so many words."""
    source = _FROM.search(text)
    paper = source[1].strip("《》") if source else ""
    page = _PAGE.search(text)
    marked = re.sub(r"^\s*[□■]\s*", "作者：", text)
    return Byline(
        _day(text),
        "" if is_platform(paper) else paper,
        _authors(marked),
        page_name(page[1]) if page and len(text) < 60 else "",
    )


def _bare(text: str) -> Byline:
    """What names that stand alone beside a date or a paper seem to be."""
    paper = paper_in(text)
    if not paper and not _day(text):
        return Byline()
    before = re.split(r"\d{4}[-年/.]", text)[0]
    words = [word for word in re.split(r"[\s|｜]+", before) if word]
    names = [word for word in words if is_person(word) and word not in _PROVINCES and not _OFFICE.search(word)]
    return Byline(None, paper, tuple(names) if len(names) <= 4 else ())


def _day(text: str) -> date | None:
    found = date_in_name(text.replace("｜", " "))
    if found is None and (match := _SPLIT_DAY.search(text)):
        found = date_in_name("-".join(match.groups()))
    return found


def _authors(text: str) -> tuple[str, ...]:
    """The names behind the roles that stand in a text: 本报记者 甲 通讯员 乙; 文｜丙; By D E."""
    english = _ENGLISH.search(text)
    if english:
        return tuple(name.strip() for name in re.split(r",| and ", english[1]) if name.strip())
    names: list[str] = []
    for role in _ROLE.finditer(text):
        sure = "记者" in role[0] or "通讯员" in role[0]
        for word in close_spaced([word for word in _BETWEEN.split(text[role.end() :].strip()) if word]):
            name = word.strip("（()）〔〕【】:：")
            if _MORE_ROLES.fullmatch(name) or (_OTHER_ROLES.fullmatch(name) and not names):
                continue
            if not _may_sign(name, sure=sure):
                cut = people(name) if len(name) > 4 else ()
                names += [each for each in cut if each not in names]
                break
            if name not in names:
                names.append(name)
    return tuple(names) or tuple(name for role in _PHOTOGRAPHER.finditer(text) for name in people(role[1]))


def _may_sign(name: str, *, sure: bool) -> bool:
    if _OFFICE.search(name) or _PAPER.fullmatch(name) or _ROLE.match(name + " 甲"):
        return False
    return is_person(name) or (sure and may_be_person(name))
