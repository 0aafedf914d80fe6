"""Persons, places and bodies named in a text, by the word cutter's tags, surnames and the endings of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.chinese import HAN, Span

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘"
    "葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐"
    "康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮"
    "蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解"
    "应宗丁宣邓单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲家封储靳段富焦巴谷车侯全班仰秋仲伊"
    "宫宁仇栾暴甘厉祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲鄂索赖卓蔺屠蒙池乔阴胥苍闻党翟谭贡"
    "劳申扶堵冉宰雍桑桂牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎慕连茹习宦艾鱼容向古易慎戈廖庾终居"
    "衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越师巩聂晁勾敖融冷辛阚那简饶空曾沙养鞠须丰关查游竺"
    "权盖益桓公岳海"
)
# A body's or a place's name ends so; the word in front of the ending belongs to it.
_BODY_ENDS = (
    "委员会 大学 学院 公司 集团 银行 协会 学会 法院 检察院 医院 研究所 研究院 总局 管理局 "
    "政府 办公室 中心 委 局 厅 部 署 院 社 报"
).split()
_PLACE_ENDS = ("省 市 县 区 镇 乡 村 州 岛 湾 港 河 湖 山 路 街 桥 站 机场 广场 公园 寺 码头 街道 社区").split()
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
        "开发区 示范区 剧院 影院 法庭"
    ).split()
)
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
    tokens = list(_tokens(levelled))
    for place, token in enumerate(tokens):
        kind = _kind(token.word, token.tag)
        span = token.span
        if kind is None or kind is NameKind.PERSON:
            end = _full_name_end(tokens, place)
            if end > span.end:
                kind, span = NameKind.PERSON, Span(span.start, end)
        elif token.word in _BARE_ENDS:
            before = tokens[place - 1] if place else None
            if before is None or len(before.word) < 2 or before.tag[:1] not in "njvabzg":
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
    for word, tag in rjieba.tag(levelled):
        # The cutter takes a speaker and his verb for one name (李希说).
        name = len(word) - 1 if tag == "nr" and len(word) > 2 and word[-1] in "说称" else len(word)
        yield _Token(word[:name], tag, Span(at, at + name))
        if name < len(word):
            yield _Token(word[name:], "v", Span(at + name, at + len(word)))
        at += len(word)


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
