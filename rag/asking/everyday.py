"""Everyday wordings → the words that a newspaper prints: 啥时候 → 什么时候, 何守礁是谁 → 何守礁是什么人.

What results is searched for and read, never shown: a question stays as it was put.
"""

from __future__ import annotations

import re

from rag.asking.phrases import ROLE, words_of
from rag.checking.surnames import SURNAMES

# Asked of the assistant, not of the news.
_ADDRESS = re.compile(
    r"^(?:(?:你好|您好|请问一下|请问|请教一下|请教|麻烦(?:你|您)?|劳驾)[，,]?)*"
    r"(?:(?:请|帮我|给我|能不能|可以)?(?:告诉我们?|(?:跟|给|和)我(?:说说|讲讲|说|讲|介绍)|(?:介绍|说|讲|谈|查|总结)(?:一下|下)|"
    r"说说|讲讲|谈谈|查查)(?:一下|下)?|我?(?:想|要)(?:知道|了解|问)(?:一下|下|的是)?)?[，,：:]?(?=[^，,。了过])"
)
_WORDS = (
    (re.compile("为啥子?|咋个?(?=就|会|还|又)"), "为什么"),
    (re.compile("啥时候?|啥时间|几时"), "什么时候"),
    (re.compile("咋个?样"), "怎么样"),
    (re.compile("咋"), "怎么"),
    (re.compile("啥地方|哪块儿?"), "哪里"),
    (re.compile("啥"), "什么"),
    (re.compile("(?<=了)没有?(?=$|[？?])"), "吗"),
    (re.compile("几点(?:钟)?(?:关门|打烊|下班)"), "开放到几点"),
    (re.compile("几点(?:钟)?开门"), "几点开放"),
    (re.compile("几块钱|多少块钱"), "多少钱"),
    (re.compile("在哪[里儿](?:办|搞)的?(?=$|[？?呀啊呢])"), "在哪里举办"),
    (re.compile("(?:的)?截止(?:日期|时间)(?:是(?:哪一?天|什么时候|几号|多少))?(?=$|[？?])"), "什么时候截止"),
)
_WHO = re.compile(r"^(?:谁是(?P<last>[^，,的]{2,8})|(?P<first>[^，,的]{2,8})(?:到底|究竟)?是谁)[呀啊呢]?$")
_LONGEST_NAME = 3  # characters of a name that is known by its surname alone


def in_print(question: str) -> str:
    """Return the question in the words of print; empty where it is in them already."""
    text = question.rstrip("？?。！!")
    mark = question[len(text) :]
    text = _ADDRESS.sub("", text) or text
    for pattern, printed in _WORDS:
        text = pattern.sub(printed, text)
    who = _WHO.match(text)
    if who and _person(who["last"] or who["first"]):
        text = f"{who['last'] or who['first']}是什么人"
    return text + mark if text + mark != question else ""


def _person(name: str) -> bool:
    """Whether somebody's name is all that stands here: 谁 asks then what they are, not what they are called."""
    found = words_of(name)
    if [word.tag for word in found] == ["nr"]:
        return True
    # A name of rare characters falls to pieces; 高手 is one word and no name, 黄队长 is an office.
    return name[0] in SURNAMES and len(name) <= _LONGEST_NAME and len(found) > 1 and not ROLE.search(name)
