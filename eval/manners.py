"""The manners in which several papers print, which the reader was not made with: widths, openings, furniture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paper prints: `openings` are forms of datelines and bylines, with {place} {m} {d} {names} {first} {second}.

    `widths` are those of columns in Han characters; `own_line` the forms of a byline on a line of its own; `blank` the
    share of lines with a blank one behind; `headings` that of articles with headings between their paragraphs.
    """

    name: str
    widths: tuple[int, int]
    openings: tuple[str, ...]
    furniture: tuple[str, ...]
    own_line: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    title_lines: int = 2
    kickers: tuple[str, ...] = ()
    indent_kept: bool = False
    blank: float = 0.0
    headings: float = 0.0
    wide_digits: bool = False


MANNERS = (
    Manner(
        "evening paper",
        (9, 13),
        ("本报讯（记者 {names}）", "本报讯（记者 {first} 通讯员 {second}）", "晚报讯 记者{first}报道：", "本报讯 "),
        ("A{p:02d} 城事", "{y}年{m}月{d}日 星期{w} 责编：{n1} 美编：{n2}", "新闻热线：96{p:03d}"),
    ),
    Manner(
        "party daily",
        (15, 18),
        (
            "本报{place}{m}月{d}日电 （记者{names}）",
            "新华社{place}{m}月{d}日电 （记者{first}、{second}）",
            "本报记者 {names} ",
        ),
        ("第{p}版 要闻", "本版责编：{n1} {n2} 版式设计：{n1}"),
        kickers=("新时代新征程新伟业·{place}行", "在希望的田野上", "“{place}经验”调查（{k}）"),
        title_lines=1,
    ),
    Manner(
        "one wide column",
        (30, 40),
        (
            "据新华社{place}{m}月{d}日电 ",
            "中新网{place}{m}月{d}日电 （记者 {first}）",
            "中新社{place}{m}月{d}日电 （{names}）",
        ),
        ("{y}-{m:02d}-{d:02d} 第{p:02d}版",),
        indent_kept=True,
        title_lines=1,
    ),
    Manner(
        "foreign news",
        (18, 26),
        (
            "央视网消息：",
            "【本报驻{place}特约记者 {first}】",
            "综合新华社消息 ",
            "据新华社{place}{m}月{d}日专电（记者{names}）",
        ),
        ("环球 {p}", "主编 {n1} 编辑 {n2}"),
        closings=("（{first}）", ""),
        blank=0.6,
        title_lines=3,
    ),
    Manner(
        "weekly",
        (13, 20),
        ("",),
        ("周末特刊", "{y}年{m}月{d}日"),
        own_line=("□ 本报记者 {names}", "文/{first}", "撰文 {names}", "本刊记者/{first}"),
        title_lines=2,
        headings=0.5,
        blank=0.2,
    ),
    Manner(
        "older print",
        (11, 16),
        (
            "新华社{place}{m}月{d}日电（记者{first}）",
            "本报{place}{m}月{d}日讯 记者{first}报道：",
            "本报讯 通讯员{first}报道：",
        ),
        ("第{h}版", "{y}年{m}月{d}日 星期{w}"),
        wide_digits=True,
        blank=0.9,
    ),
)
