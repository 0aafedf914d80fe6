"""Persons, places and bodies named in a text, by the word cutter's tags, surnames and the endings of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.checking.surnames import SURNAMES
from rag.chinese import HAN, Span

# A body's or a place's name ends so; the word in front of the ending belongs to it.
_BODY_ENDS = (
    "委员会 大学 学院 公司 集团 银行 协会 学会 法院 检察院 医院 研究所 研究院 总局 管理局 "
    "船业 实业 药业 矿业 重工 股份 传媒 控股 政府 办公室 中心 出版社 研究会 博物馆 图书馆 委 局 厅 部 署 院 社 报 队"
).split()
_PLACE_ENDS = (
    "省 市 县 区 镇 乡 村 州 岛 湾 港 河 湖 山 路 街 桥 站 机场 广场 公园 寺 码头 街道 社区 体育场 体育馆"
).split()
_BARE_ENDS = frozenset((*_BODY_ENDS, *_PLACE_ENDS))
# Common nouns with such an ending.
_NOT_NAMES = frozenset(
    (
        "全部 内部 外部 部分 干部 一部 总部 城市 都市 地区 社区 山区 区域 市区 农村 乡村 "
        "城镇 乡镇 县城 省市 全省 全市 全县 全区 全村 本市 本省 本报 当局 结局 格局 布局 "
        "公路 道路 铁路 网路 线路 高速公路 车站 网站 港口 河流 湖泊 海湾 出路 思路 套路 医院 "
        "学院 法院 大学 公司 集团 银行 协会 政府 委员会 办公室 中心 公园 广场 机场 码头 街道 "
        "大桥 桥 部 局 厅 委 省 市 县 区 镇 乡 村 州 岛 大街 上市 股市 楼市 门市 开局 时局 "
        "日报 晚报 早报 海报 情报 预报 举报 回报 通报 申报 公报 旅行社 社会 报社 全国 我国 "
        "中方 火山 海岛 电站 该市 该县 该省 该区 该部 该局 该校 该院 各省 各市 各县 各区 "
        "各部 菜市 夜市 超市 集市 闹市 南部 北部 东部 西部 中部 上部 下部 研究院 研究所 "
        "检察院 学会 管理局 总局 城区 景区 园区 灾区 特区 库区 校区 小区 片区 郊区 老区 新区 "
        "新设 新建 新开 体育场 体育馆 博物馆 图书馆 出版社 大海 海湾 海岸 海港 "
        "开发区 示范区 剧院 影院 法庭 考古队 救援队 救护队 消防队 医疗队 工作队 代表队 国家队 主队 客队 该队 球队 "
        "全队 车队 部队 军队 团队 乐队 舰队 抢修队 施工队 服务队 参赛队 志愿队 支队 大队 中队 小队 站队 排队 入队 "
        "归队 领队 带队 强队 弱队"
    ).split()
)
OFFICES = frozenset("长员任记师授练编领锋手民者卫官席将理人家")  # 馆长 主任 书记 工程师 教授 前锋 … end so
_DETERMINERS = frozenset("全各本该每某这那此两几多")  # 全市社区 names nothing
_AFTER_NAME = frozenset(
    (
        "说 称 在 对 向 和 与 等 的 是 也 都 表示 介绍 指出 认为 强调 告诉 一 又 就 将 从 到 因 被 把 给 有 还 已 曾"
    ).split()
)
_HAN_WORD = re.compile(f"[{HAN}·]+")


class NameKind(StrEnum):
    """Whom or what a name names."""

    PERSON = "person"
    PLACE = "place"
    BODY = "body"


_TAGS = {
    "nr": NameKind.PERSON,
    "nrt": NameKind.PERSON,
    "nrfg": NameKind.PERSON,
    "ns": NameKind.PLACE,
    "nt": NameKind.BODY,
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name and where it stands in the text."""

    kind: NameKind
    span: Span


def names(levelled: str) -> Iterator[Name]:
    """Yield the names of a text in order; `levelled` as `rag.checking.numbers.level` gives it."""
    found: list[Name] = []
    for name in _found(list(_tokens(levelled))):
        if found and found[-1].span.start >= name.span.start:
            found.pop()  # 滨海 + 路 is one name
        found.append(name)
    yield from found


def _found(tokens: Sequence[_Token]) -> Iterator[Name]:
    for place, token in enumerate(tokens):
        kind = _kind(token.word, token.tag)
        span = token.span
        if kind is not NameKind.BODY and (end := _behind_office(tokens, place)):
            kind, span = NameKind.PERSON, Span(span.start, end)
        elif kind is None or kind is NameKind.PERSON:
            end = _full_name_end(tokens, place)
            if end > span.end:
                kind, span = NameKind.PERSON, Span(span.start, end)
        elif token.word in _BARE_ENDS:
            before = tokens[place - 1] if place else None
            if before is None or len(before.word) < 2 or before.tag[:1] not in "njvabzg":
                continue
            if before.word[0] in _DETERMINERS or before.word + token.word in _NOT_NAMES:
                continue
            span = Span(before.span.start, span.end)  # 能源 + 局 is one name
        elif token.word in _NOT_NAMES:
            continue
        if kind is not None:
            yield Name(kind, span)


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    tag: str
    span: Span


def _tokens(levelled: str) -> Iterator[_Token]:
    import rjieba

    at = 0
    for whole, tag in rjieba.tag(levelled):
        word = whole
        if tag == "nr" and len(word) > 2 and word[0] not in SURNAMES and word[1] in SURNAMES and "·" not in word:
            yield _Token(word[0], "n", Span(at, at + 1))  # 传承 + 人柳三娘
            word, at = word[1:], at + 1
        # The cutter takes a speaker and his verb for one name (李希说).
        name = len(word) - 1 if tag == "nr" and len(word) > 2 and word[-1] in "说称" else len(word)
        yield _Token(word[:name], tag, Span(at, at + name))
        if name < len(word):
            yield _Token(word[name:], "v", Span(at + name, at + len(word)))
        at += len(word)


def _behind_office(tokens: Sequence[_Token], place: int) -> int:
    """Return where the name ends that follows an office, 馆长 + 章 + 叙白 or 主教练 + 贺兰 + 舟; 0 where none does."""
    office = tokens[place - 1] if place else None
    if office is None or office.tag[:1] != "n" or len(office.word) < 2 or office.word[-1] not in OFFICES:
        return 0
    first = tokens[place]
    if (
        first.word[0] not in SURNAMES
        or first.word in _AFTER_NAME
        or (len(first.word) == 1 and first.tag[0] in "vpdcru")
    ):
        return 0
    end = 0
    for token in tokens[place : place + 3]:
        length = token.span.end - tokens[place].span.start
        if length > 3 or not _HAN_WORD.fullmatch(token.word) or token.word in _AFTER_NAME or token.tag[0] in "pcrum":
            break
        if length > 1:
            end = token.span.end
    return end


def _full_name_end(tokens: Sequence[_Token], place: int) -> int:
    """Return where a person's name ends that the cutter took apart (沈 + 牧野), or 0: a lone surname must open it."""
    word = tokens[place].word
    if word not in SURNAMES or tokens[place].tag[:1] not in ("n", "g", "z", "x"):
        return 0
    end = 0
    for token in tokens[place + 1 : place + 3]:
        length = token.span.end - tokens[place].span.start
        if length > 3 or not _HAN_WORD.fullmatch(token.word) or token.word in _AFTER_NAME:
            break
        if len(token.word) == 1 or token.tag.startswith(("nr", "nz", "n")):
            end = token.span.end
    return end if end else 0


def _kind(word: str, tag: str) -> NameKind | None:
    if not _HAN_WORD.fullmatch(word):
        return None
    kind = _TAGS.get(tag)
    if kind is NameKind.PERSON and not _like_a_person(word):
        kind = None
    if (
        kind is None
        and (len(word) > 2 or word in _BARE_ENDS)
        and word not in _NOT_NAMES - _BARE_ENDS
        and tag[:1] in ("n", "j", "x", "k", "q", "z")
    ):
        kind = _by_ending(word)
    return kind if len(word) > 1 or word in _BARE_ENDS else None


def _like_a_person(word: str) -> bool:
    """Return whether a word tagged as a person may be one: a surname in front, or a transcribed name."""
    return "·" in word or len(word) >= 4 or (len(word) >= 2 and word[0] in SURNAMES)


def _by_ending(word: str) -> NameKind | None:
    if word.endswith(tuple(_BODY_ENDS)):
        return NameKind.BODY
    return NameKind.PLACE if word.endswith(tuple(_PLACE_ENDS)) else None
