"""Questions that count or list articles, or leaf through a day or a section, told from those about the news itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rag.asking.browsing import browse_of
from rag.asking.naming import name
from rag.asking.phrases import ANY_DAY
from rag.asking.sections import Section, section_of

_PIECE = r"(?:新闻报道|相关报道|报道|新闻|文章|稿件|消息|通讯|评论|社论)"
_MENTION = r"(?:提到|提及|提过|涉及|写到|谈到|说到|讲到|介绍|报道|刊登|登载|刊发)"
_HOW_MANY = r"(?:多少|几)(?:篇|条|则)"
_LONGEST = 16  # characters of what the articles are of, said in front of them
_COUNT = re.compile(
    # 多少篇论文 and 多少条线路 count something else.
    rf"(?:一共|总共|共)?(?:有|刊登|发表|刊发|登|发|收录|报道)?了?{_HOW_MANY}(?:的?{_PIECE}(?!文学|社))?"
    rf"(?=$|关于|有关|涉及|{_MENTION}|[的是，,])|"
    rf"(?:多少|几)(?:篇|条|则)?{_PIECE}(?=关于|有关|涉及|{_MENTION})|"
    rf"{_HOW_MANY}(?=[^，,。]{{1,{_LONGEST}}}{_PIECE}$)|"
    rf"{_PIECE}(?:一共|总共|共)?有?{_HOW_MANY}|{_PIECE}的?(?:数量|篇数)是?(?:多少)?"
)
_WRITTEN = re.compile(
    rf"(?:发表|写|撰写|出版|创作|收到|投|采写|入选|入围|评出|评选出?|选出|推荐)[了过]?{_HOW_MANY}"
)  # by a person
_PAPER = re.compile("《|[报刊](?:社|纸)?(?:上|在|今年|去年|一共|总共|共|$)?")
_LIST = re.compile(
    rf"^(?:请|帮我|给我|麻烦)*(?:列出|列举|罗列|找出|查找|检索|汇总|盘点)(?:一下|所有|全部|出)*(?=.*{_PIECE})|"
    rf"(?:有|是)?哪(?:些|几篇|几条|几则|篇){_PIECE}(?=.*(?:{_MENTION}|关于|有关))?|(?:有|都有)哪些(?=(?:关于|有关|涉及).*{_PIECE})"
)
_DAYS = re.compile(rf"(?:在|是)?哪(?:几|些)(?:天|日|期)(?:的?(?:报纸|报上))?(?={_MENTION}|刊|登|有)")
# What is left of such a question without its days: 上周五发生了什么？ 最近三天有什么新闻？
_BROWSE = re.compile(
    rf"^(?:[在从到里内中间的都，,、\s]|报纸?上|当天)*(?:有|出|刊登|登|报道|发生)?[了过]?(?:些|过|哪些|什么|啥){{1,2}}"
    rf"(?:大|重要|主要)?的?(?:{_PIECE}|要闻|事情|事件|事)?(?:发生|可看)?[了过]?$"
)
_ENGLISH = re.compile(
    r"^(?:how many (?:articles|reports|stories|news)|list (?:all |the )*(?:articles|reports|stories)|which articles)\b",
    re.I,
)
_ABOUT = re.compile(
    rf"(?:关于|有关|涉及|围绕|针对)(?P<about>.+?)(?:的)?(?:{_PIECE}|$)|{_MENTION}(?:了|过|到)?(?:有关|关于)?(?P<mention>.+?)(?:的?{_PIECE}.*)?$|"
    r"(?:articles|reports|stories|news)\s+(?:are there\s+)?(?:about|on|(?:that )?mention(?:ing)?)\s+"
    r"(?P<english>.+?)\s*$",
    re.I,
)
_OF = re.compile(rf"{_HOW_MANY}(?P<of>[^，,。]{{1,{_LONGEST}}}?)的?{_PIECE}$")
_QUOTED = re.compile(r"[“「『\"](.+?)[”」』\"]")
_NOISE = re.compile(
    rf"^[的在里中，,、\s]+|(?:的?{_PIECE}|一共|总共|共|有|都|了|过|的|吗|呢|是|哪些|什么|多少篇?|几篇|[，,、\s？?。])+$"
)
_PAGE_WORDS = re.compile(r"《[^》]*[报刊]》|第?\s?[A-Za-z]?\d{0,3}[一二三四五六七八九十]{0,3}版|头版")


class Wanted(StrEnum):
    """What a question about the archive asks for."""

    COUNT = "count"
    LIST = "list"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Census:
    """A question about the archive: what it wants, of the articles that hold all of `words` (none: of all articles).

    `section` takes those of one section, `recent` those of the archive's last days, `first` a page's first story.
    """

    wanted: Wanted
    words: tuple[str, ...]
    section: Section | None = None
    recent: bool = False
    first: bool = False


def census_of(question: str) -> Census | None:
    """Return what a question asks of the archive; None when it asks something of the news itself (有多少人参加)."""
    text = question.strip().rstrip("？?。.!！")
    asked = section_of(text)
    wanted = _wanted(asked.rest)
    words = _words(asked.rest) if wanted else ()
    if wanted and (words or wanted is Wanted.COUNT):
        return Census(wanted, words, asked.section)
    bare = _PAGE_WORDS.sub("", without_dates(text))
    if bare != text and _BROWSE.match(bare):
        return Census(Wanted.LIST, ())
    browse = browse_of(bare, dated=bare != text)
    if browse is None:
        return None
    return Census(
        Wanted.LIST, (browse.scope,) if browse.scope else (), browse.section, recent=browse.recent, first=browse.first
    )


def without_dates(text: str) -> str:
    """Return the text without the days that it names."""
    for mention in reversed(name(text, ANY_DAY, ()).dates):
        text = text[: mention.start] + text[mention.end :]
    return text


def _wanted(text: str) -> Wanted | None:
    english = _ENGLISH.match(text)
    if english:
        return Wanted.COUNT if text.lower().startswith("how many") else Wanted.LIST
    written = _WRITTEN.search(text)
    if written and not _PAPER.search(text[: written.start()]):
        return None
    if _COUNT.search(text):
        return Wanted.COUNT
    if _DAYS.search(text):
        return Wanted.DAYS
    return Wanted.LIST if _LIST.search(text) else None


def _words(text: str) -> tuple[str, ...]:
    """The words that the articles must hold, without dates, newspaper and page."""
    quoted = _QUOTED.findall(text)
    if quoted:
        return tuple(quoted)
    text = _PAGE_WORDS.sub("", without_dates(text))
    asked = [_COUNT.sub("", _LIST.sub("", _DAYS.sub("", text))), text]
    for candidate in asked:
        about = _ABOUT.search(candidate)
        if about:
            topic = _tidy(about["about"] or about["mention"] or about["english"] or "")
            if topic:
                return _split(topic)
    of = _OF.search(text)
    return _split(_tidy(of["of"])) if of else ()


def _tidy(topic: str) -> str:
    before = ""
    while topic != before:
        before, topic = topic, _NOISE.sub("", topic)
    return topic.strip("《》 ")


def _split(topic: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[和与及、]|以及|\s+and\s+", topic) if part) if len(topic) > 3 else (topic,)
