"""A question taken apart: its phrases, the kind of thing each names, and what it is about without what it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from rag.checking.names import NameKind, names
from rag.checking.numbers import level
from rag.dates.grammar import find_dates

ASKS = re.compile(
    r"什么时候|什么时间|什么地方|为什么|是不是|有没有|能不能|会不会|怎么样|怎样|怎么|如何|为何|"
    r"多少|多长时间|多[长久大高远重快宽深](?=[？?，。]|$)|多[久]|"
    r"(?P<either>[\u4e00-\u9fff])不(?P=either)|"
    r"什么|哪一?[天年个些里儿家几位座国种项所]|哪|何[时地人]|是谁|谁|几(?=[个名人家位天年月点次岁])|吗"
)
# What is asked of a thing: it takes the place of what was asked before.
ATTRIBUTE = re.compile(
    r"(?:总?投资|造价|票价|价格|房价|油价|身价|费用|成本|预算|收入|支出|利润|产量|销量|产值|营收|客运量|客流量|流量|面积|人口|人数|"
    r"总?长度?|全长|高度|宽度|深度|里程|规模|工期|时间|地点|地址|职务|年龄|体重|体长|身高|寿命|身份|名称|总部|涨幅|增速|增幅|降幅|"
    r"总额|金额|奖金|押金|定价|月薪|工资|薪水|水深|名额|日期|位置|场地|名字|年纪|[报学运药餐门船车机邮][名费资票]费?|[\u4e00-\u9fff]{1,2}费|"
    r"比例|占比|数量|总数|温度|气温|市值|股价|比分|成绩|名次|容量|速度|班次|电话|官网|用途|特点|功能|质量|重量)$"
)
# Who somebody is to a thing: what is asked of it, answered by a name.
ROLE = re.compile(
    r"(?:负责人|[馆校院局处所队会站船市厂社]长|组长|团长|主任|主席|经理|教练|主编|作者|编者|领队|导演|主角|设计师|工程师|"
    r"传承人|守灯人|接班人|发言人|创始人|冠军|亚军|季军|得主|第[一二三四五六七八九十\d]+名|对手|主办方|承办方|主办单位|建设单位|记者)$"
)
# What is asked of an event: the whole event is carried along.
_OF_EVENT = re.compile("原因|影响|后果|结果|经过|背景|意义|目的|损失|起因|细节|详情|比分|进展|反应|回应|伤亡")
_TAIL = re.compile(r"(?:[有是为达了的]|一共|共|总共|大约|大概|将|会)+$")
# What is named by what it does: 创新大赛, 救助中心.
_NAMED_SO = re.compile("(?:大赛|比赛|中心|项目|工程|活动|会议|论坛|博览会|学会|协会|委员会|展览|展会)$")
_MEASURE = re.compile(r"^[点个名尾人家位天年月次岁元米吨亩度公里万亿篇条座所本册辆届种项只例款斤号%多]+")
ANY_DAY = date(2020, 6, 15)  # for where only what stands as a date is asked, not the day that it is
NAMED = ("nr", "ns", "nt", "date")  # tags of words that name a person, a place, a body or a day


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question with its class as the cutter tags it; offsets in the levelled question."""

    text: str
    tag: str
    start: int
    end: int


def words_of(question: str) -> list[Word]:
    """Return the words of a levelled question in order, a full name or date as one word (`nr`, `ns`, `nt`, `date`)."""
    import rjieba

    whole: list[Word] = [Word(found.text, "date", found.start, found.end) for found in find_dates(question, ANY_DAY)]
    tags = {NameKind.PERSON: "nr", NameKind.PLACE: "ns", NameKind.BODY: "nt"}
    for name in names(question):
        if not any(name.span.start < word.end and word.start < name.span.end for word in whole):
            whole.append(Word(name.span.of(question), tags[name.kind], name.span.start, name.span.end))
    found_words: list[Word] = []
    at = 0
    for text, tag in rjieba.tag(question):
        start, end = at, at + len(text)
        at = end
        if found_words and tag.startswith("nr") and found_words[-1].tag == "nr" and found_words[-1].end == start:
            before = found_words.pop()  # the cutter takes transcribed names apart
            found_words.append(Word(before.text + text, "nr", before.start, end))
            continue
        over = next((word for word in whole if word.start < end and start < word.end), None)
        if over is None:
            found_words.append(Word(text, tag, start, end))
        elif not found_words or found_words[-1] != over:
            found_words.append(over)
    return found_words


def plain(question: str) -> str:
    """Return the question in half width and Simplified characters, without white space and its last mark."""
    return "".join(level(question).split()).strip("?。.!,")


def statement(question: str) -> str:
    """Return what the question takes for known: 王毅和谁举行了会谈 is 王毅举行了会谈; what is measured is dropped."""
    text = plain(question)
    asks = ASKS.search(text)
    if asks is None:
        return text
    before, after = text[: asks.start()], text[asks.end() :]
    measured = asks.group().startswith(("多", "几"))
    if measured:
        after = _MEASURE.sub("", after)
    before = re.sub(r"(?:和|与|同|在|由|被|从|到|对|于|给|向|是|有)$", "", before)
    if not before or re.search("[了过]$", before) or _verbs(after):
        return before + after
    return before + after if _verbs(before) else topic(question)


def topic(question: str) -> str:
    """Return the thing that the question is about: 临澜大桥 of 临澜大桥全长多少公里."""
    noun = subject(question)
    role = ROLE.search(noun)
    cut = role or ATTRIBUTE.search(noun)
    head = noun[: cut.start()] if cut else ""
    if role and "的" in head:
        head = head[: head.rindex("的")]  # 大赛的金奖得主 is of the 大赛
    shorter = _TAIL.sub("", head)
    return shorter if len(shorter) > 1 else noun


def subject(question: str) -> str:
    """Return what a question says something of, with what is asked of it: 科技馆馆长 of 科技馆馆长多大年纪."""
    text = plain(question)
    asks = ASKS.search(text)
    head = text[: asks.start()] if asks else text
    if not head:
        return statement(question) if asks and text[asks.end() :] else text
    kept: list[Word] = []
    found = words_of(head)
    for word, following in zip_longest(found, found[1:]):
        named_so = following and word.tag == "v" and len(word.text) == 2 and _NAMED_SO.search(following.text)
        if word.tag[:1] in "vprd" and word.tag != "vn" and word.text != "到" and kept and not named_so:
            break
        kept.append(word)
    while kept and _TAIL.fullmatch(kept[-1].text):  # by words: 华为 keeps its 为
        kept.pop()
    return head[: kept[-1].end] if kept else head


def asks_of_event(question: str) -> bool:
    """Return whether a short question asks for the cause, outcome or the like of what was told."""
    return _OF_EVENT.search(question) is not None


def _verbs(text: str) -> bool:
    import rjieba

    return any(tag in ("v", "vn") and word not in ("是", "有", "为", "达") for word, tag in rjieba.tag(text))
