"""Strategies: sound files damaged, and texts put together from what readers look for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from hypothesis import strategies as st

from tests.fuzz.specimens import Pack

Item = TypeVar("Item")

# What the readers' grammars look for, in combinations that nobody printed.
PIECES = (
    "本报讯", "新华社北京1月21日电", "（记者 李晓云、陈默）", "图为", "摄", "责任编辑", "第3版", "2024年6月19日",
    "星期三", "二〇二四年", "（下转第二版）", "（上接第一版）", "更正", "本版导读", "据新华社", "临澜日报",
    "灯塔点亮", "万", "亿元", "3.5%", "1,234", "“", "”", "《", "》", "（", "）", "。", "，", "、", "；", "：", "！",
    "？", "……", "——", "·", "\u3000", " ", "\n", "\n\n", "\r\n", "\r", "\x0c", "\t", "\x0b", "\x1c", "\u2028", "\x85",
    "\ufeff", "\u200b", "\xad", "�", "\x00", "𠮷", "👍🏽", "\xe9", "\uff46\uff55\uff4c\uff4c", "A", "9", "昨日",
    "上周五", "去年12月", "2月30日", "99月99日", "9999年12月31日", "0000年1月1日", "[1]", "【段落2】", "[1-3]",
    "[^9]", "［１］", "[1,", "<p>", "</div>", "&#x110000;", "&nbsp;", "<![CDATA[", '{"a":', "]", "}", "\\u0000",
    "|---|", "# ", "```",
)  # fmt: skip


def texts(longest: int = 60) -> st.SearchStrategy[str]:
    """Texts of what readers look for, of any other characters, and of long repeats."""
    letter = st.characters(exclude_categories=["Cs"])
    piece = st.one_of(
        st.sampled_from(PIECES),
        st.text(letter, max_size=8),
        st.builds(str.__mul__, st.sampled_from(PIECES), st.integers(2, 400)),
    )
    return st.lists(piece, max_size=longest).map("".join)


def encoded() -> st.SearchStrategy[bytes]:
    """Texts in the encodings that files come in, also cut in the middle of a character."""
    return st.builds(
        lambda text, encoding, cut: text.encode(encoding, "replace")[: -cut or None],
        texts(),
        st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "utf-16", "utf-16-le", "utf-32", "latin-1"]),
        st.integers(0, 3),
    )


@st.composite
def damaged(draw: st.DrawFn, sound: bytes) -> bytes:
    """Return the bytes with up to eight places overwritten, cut out, doubled, or filled with something else."""
    held = bytearray(sound)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(held)))
        until = min(len(held), at + draw(st.one_of(st.integers(0, 4), st.integers(0, 400))))
        match draw(st.sampled_from(["write", "cut", "double", "swap", "end"])):
            case "write":
                held[at:until] = draw(st.one_of(st.binary(max_size=12), encoded().map(lambda found: found[:200])))
            case "cut":
                del held[at:until]
            case "double":
                held[at:at] = held[at:until] * draw(st.integers(1, 3))
            case "swap":
                other = draw(st.integers(0, len(held)))
                held[at:until] = held[other : other + until - at]
            case _:
                del held[at:]
    return bytes(held)


@st.composite
def damaged_package(draw: st.DrawFn, members: Mapping[str, bytes], pack: Pack) -> bytes:
    """Return a package one or two members of which are damaged, missing or renamed, or whose own bytes are."""
    held = dict(members)
    for _ in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from(sorted(held)))
        match draw(st.sampled_from(["inside", "inside", "inside", "gone", "renamed", "text"])):
            case "inside":
                held[name] = draw(damaged(held[name]))
            case "gone" if len(held) > 1:
                del held[name]
            case "renamed":
                new = draw(
                    st.sampled_from(["../a.txt", "/a.txt", "a.txt/b.txt", "a\\b.txt", "x" * 250 + ".txt", "续.html"])
                )
                held[new] = held.pop(name)
            case _:
                held[name] = draw(encoded())
    packed = pack(held)
    return draw(damaged(packed)) if draw(st.integers(0, 4)) == 0 else packed


def values() -> st.SearchStrategy[object]:
    """JSON values of any shape, deep ones among them."""
    leaf = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        texts(6),
        st.sampled_from(["\ud800", "2024-06-19", "1e999"]),
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts(2), inner, max_size=4)),
        max_leaves=12,
    )


def rows(names: tuple[str, ...]) -> st.SearchStrategy[object]:
    """Objects with the fields that a reader knows, holding anything; or anything at all."""
    return st.one_of(st.dictionaries(st.sampled_from(names), values(), max_size=len(names)), values())
