"""Persons, places and bodies named in a text, by the word cutter's tags, surnames and the endings of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.checking.common_nouns import NOT_NAMES
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
OFFICES = frozenset("长员任记师授练编领锋手民者卫官席将理人家")  # 馆长 主任 书记 工程师 教授 前锋 … end so
_LEADS = frozenset("在于到往给向成为")  # 设在社区 names nothing
_ROAD_WORDS = frozenset("段面程况线人口")  # 大桥路段 is no 大桥路
_DETERMINERS = frozenset("全各本该每某这那此两几多")  # 全市社区 names nothing
_AFTER_NAME = frozenset(
    (
        "说 称 在 对 向 和 与 等 的 是 也 都 表示 介绍 指出 认为 强调 告诉 一 又 就 将 从 到 因 被 把 给 有 还 已 曾"
    ).split()
)
_NO_NAME = frozenset("了第的")
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
            whole = _with_word_before(tokens, place)
            if whole is None:
                continue
            span = whole
        elif token.word in NOT_NAMES:
            continue
        if kind is not None:
            yield Name(kind, span)


def _with_word_before(tokens: Sequence[_Token], place: int) -> Span | None:
    """Return the span of 能源 + 局, one name; None where the ending belongs to no word before it."""
    token, before = tokens[place], tokens[place - 1] if place else None
    if before is None or len(before.word) < 2 or before.tag[:1] not in "njvabzg":
        return None
    if before.word[0] in _DETERMINERS or before.word[-1] in _LEADS or before.word + token.word in NOT_NAMES:
        return None
    if token.word in ("路", "街") and _behind(tokens, place) in _ROAD_WORDS:
        return None
    return Span(before.span.start, token.span.end)


def _behind(tokens: Sequence[_Token], place: int) -> str:
    """Return the character behind a token, empty at the end."""
    return tokens[place + 1].word[:1] if place + 1 < len(tokens) else ""


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
        and word not in NOT_NAMES - _BARE_ENDS
        and tag[:1] in ("n", "j", "x", "k", "q", "z")
    ):
        kind = _by_ending(word)
    return kind if len(word) > 1 or word in _BARE_ENDS else None


def _like_a_person(word: str) -> bool:
    """Return whether a word tagged as a person may be one: a surname in front, or a transcribed name."""
    if _NO_NAME & set(word):
        return False  # 成 + 了第
    return "·" in word or len(word) >= 4 or (len(word) >= 2 and word[0] in SURNAMES)


def _by_ending(word: str) -> NameKind | None:
    if word.endswith(tuple(_BODY_ENDS)):
        return NameKind.BODY
    return NameKind.PLACE if word.endswith(tuple(_PLACE_ENDS)) else None
