"""Questions that leaf through the archive: what there is of a day, a place, a section; the first story of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.asking.phrases import words_of
from rag.asking.sections import Section, section_of

_PRESS = r"(?:新闻报道|新闻|报道|消息|文章|稿件|要闻|动态|大事)"
_RECENT = re.compile(r"最近|近期|近来|(?:最新|新近)(?:的)?(?!款|型|版)|这几天|这两天|latest|recent(?:ly)?", re.I)
# Wider than the address in `everyday`, which may take nothing from a question of the news: here only leafing follows.
_POLITE = re.compile(
    r"^(?:请问|请|麻烦|帮我|给我|告诉我|说说|讲讲|看看|看一下|查查|查一下|我想(?:知道|看|看看)|介绍(?:一下)?|总结(?:一下)?|汇总|梳理(?:一下)?|归纳|列出|列举|有没有|都)+"
)
_PLAIN = r"(?:重要|主要|重大|热点|热门|社会|民生|本地|本市|大|新|相关|好)?"
_HAVE = r"(?:都|还|又)?(?:有|出|刊登|登|报道|刊发|发生)?[了过]?(?:些|没有)?"
# What is left without days, section and page: 有什么新闻, 的新闻, 新闻有哪些; before it may stand of what.
_LEAFING = re.compile(
    rf"^(?P<scope>.*?)(?:"
    rf"{_HAVE}(?:哪些|什么|啥|哪几[篇条则])(?:{_PLAIN}的?{_PRESS})(?:[吗呢啊呀]|可看|值得看)?|"
    rf"(?:的|有|有没有)?{_PLAIN}的?{_PRESS}(?:(?:都|主要|一共)?[有是](?:哪些|什么|啥)|如何|怎么样|吗|呢|有吗)?"
    rf")$"
)
_TOP = re.compile(
    r"^(?P<scope>.*?)的?(?:新闻)?头条(?:新闻|报道|文章)?(?:都|主要)?[是有讲说]*(?:了|的是)?(?:什么|哪条|哪篇|哪个|哪些|啥|谁)?(?:内容|新闻|事)?[呢啊]?$"
)
_ASIDE = re.compile(
    r"^[的在从到里内中间和都有，,、\s]+|[的在从到里内中上方面有关于，,、\s]+$|^(?:报纸?上?|当天|当日|关于|有关)"
)
_ENGLISH = re.compile(
    r"^(?:(?:please )?(?:what(?:'s| is| was| are| were)?|(?:is |are |was |were )?(?:there )?any|show me|list|give me|"
    r"which)\b"
    r"(?=.*\b(?:news|headlines?|stories|top story|lead story|front page)\b)|(?:the )?(?:news|headlines?)\b)",
    re.I,
)
_ENGLISH_TOP = re.compile(r"\b(?:top|lead|main) (?:story|headline)|\bheadline\b(?! of)|\bfront[- ]page story", re.I)
_ENGLISH_EMPTY = re.compile(
    r"\b(?:please|what|s|is|was|are|were|there|any|show|me|list|give|which|the|all|news|headlines?|stories|story|articles|top|"
    r"lead|main|front|page|in|on|from|of|about|for|to|around|at|by|paper|newspaper|new|latest|recent|recently|published|printed|"
    r"reported|did|do|you|have|a|happened|happening|week|day|month|year|today|yesterday|tomorrow|this|last|past|and)\b|[^\w\s]",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Browse:
    """What a question leafs through: articles that tell of `scope`, of a section, of the last days, the first only."""

    scope: str = ""
    section: Section | None = None
    recent: bool = False
    first: bool = False


def browse_of(question: str, *, dated: bool) -> Browse | None:
    """Return what a question without its days and pages leafs through; None for one that asks something of the news.

    `dated` says whether it named a day, a newspaper or a page.
    """
    asked = section_of(question)
    if _ENGLISH.match(question):
        return _english(question, asked.rest, asked.section)
    text = _POLITE.sub("", asked.rest.strip())
    recent = _RECENT.search(text) is not None
    text = _RECENT.sub("", text)
    first = _TOP.match(text)
    found = first or _LEAFING.match(text)
    if found is None:
        return None
    scope = _bare(found["scope"])
    if scope and not _names_something(scope):
        return None
    bounded = dated or recent or asked.section is not None
    if not (bounded or first or re.search("什么|哪|啥|吗", text)) or (first and not (bounded or not scope)):
        return None
    recent = recent or not (bounded or first or scope)
    return Browse(scope, asked.section, recent, first is not None)


def _english(question: str, rest: str, section: Section | None) -> Browse | None:
    """What an English question leafs through; one that is left with words of its own asks something else."""
    left = _ENGLISH_EMPTY.sub(" ", rest).split()
    scope = " ".join(left)
    if left and not re.fullmatch(r"[\W\d]*|[\u4e00-\u9fff]+", "".join(left)):
        return None
    return Browse(
        scope if not scope.isdigit() else "",
        section,
        _RECENT.search(question) is not None,
        _ENGLISH_TOP.search(question) is not None,
    )


def _bare(scope: str) -> str:
    before = ""
    while scope != before:
        before, scope = scope, _ASIDE.sub("", scope)
    return scope


def _names_something(scope: str) -> bool:
    """Whether these words are a noun or a name: 北川, 临澜港, 轨道交通2号线; a clause is not."""
    found = words_of(scope)
    return len(scope) <= 12 and all(word.tag[:1] in "njmxitsblzg" or word.tag in ("vn", "uj", "eng") for word in found)
