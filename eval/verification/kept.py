"""Rewordings that keep the meaning, made from printed sentences by rules that know nothing of the check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from eval.cases import Case
from rag.chinese import fold

_SCALED = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(万|亿)(?![亿\d\-—至到])(?=[^\d])")
_PERCENT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)%")
_LONG = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(公里|吨)(?!级)")
_FINER = {"公里": "米", "吨": "公斤"}
_DAY_OF_MONTH = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})日(?![至—\-])")
_DAY = re.compile(r"(?<![\d月至—\-/])(\d{1,2})日(?![至—\-本元均报])")
_YEAR = re.compile("今年|去年")
_QUOTATION = re.compile("[“”「」『』《》（）()]")
_ASKED = re.compile(
    "(?:什么时候|什么时间|哪一天|哪天|何时|多少(?:公里|平方米|元|人次|人|万元|亿元|吨|米|个|家|名|座|条|张|艘|辆|首|件|天|年)?|"
    "几(?:天|个|家|名|座|条|张|艘|级|点|年|次|岁)|多长时间|多久|谁|哪里|哪儿|哪个城市|哪座城市|什么地方)"
)
_LIGHT = re.compile("^(?:请问|那么|那)|[？?]$")


def units(sentence: str) -> Iterator[str]:
    """Yield the sentence with one amount written otherwise: 万 and 亿 as digits, % in words, a finer unit."""
    for match in _SCALED.finditer(sentence):
        value = Decimal(match[1]) * (10**4 if match[2] == "万" else 10**8)
        yield _put(sentence, match, str(int(value)))
    for match in _PERCENT.finditer(sentence):
        yield _put(sentence, match, f"百分之{match[1]}")
    for match in _LONG.finditer(sentence):
        yield _put(sentence, match, f"{(Decimal(match[1]) * 1000).normalize():f}{_FINER[match[2]]}")


def dates(sentence: str, printed: date) -> Iterator[str]:
    """Yield the sentence with one date in another form: its year or month added, 今年 as a year."""
    for match in _DAY_OF_MONTH.finditer(sentence):
        if abs(int(match[1]) - printed.month) <= 3:
            yield _put(sentence, match, f"{printed.year}年{match.group()}")
            yield _put(sentence, match, f"{match[1]}月{match[2]}号")
    for match in _DAY.finditer(sentence):
        if 0 <= printed.day - int(match[1]) <= 6:  # an issue speaks of the days just before it
            yield _put(sentence, match, f"{printed.month}月{match.group()}")
    for match in _YEAR.finditer(sentence):
        yield _put(sentence, match, f"{printed.year - (match.group() == '去年')}年")


def dropped(sentence: str) -> Iterator[str]:
    """Yield the sentence without its last clause: what is left was said before it."""
    if _QUOTATION.search(sentence):
        return
    clauses = sentence.rstrip("。").split("，")
    if len(clauses) >= 3:
        yield "，".join(clauses[:-1]) + "。"


def joined(first: str, second: str) -> Iterator[str]:
    """Yield two sentences in one."""
    if not _QUOTATION.search(first + second):
        yield first.rstrip("。") + "，同时" + second


def statement(case: Case) -> Iterator[str]:
    """Yield the question with its answer in place of the question word."""
    question = _LIGHT.sub("", case.question.strip())
    found = list(_ASKED.finditer(question))
    if len(found) != 1 or not case.answers or re.search("吗|呢|是不是|有没有|怎么|到底|[？?].", question):
        return
    match, answer = found[0], case.answers[0]
    if match.group().startswith(("多少", "几")) and not answer[-1:].isalpha():
        return
    follows = question[match.end() :]
    if len(answer) <= 12 and fold(answer)[-1:] not in fold(follows)[:1]:
        yield f"{question[: match.start()]}{answer}{follows}。"


def title(headline: str) -> Iterator[str]:
    """Yield the longer line of a headline of two, and a headline without what it leads in with."""
    lines = [line for line in re.split(r"\s+", headline) if len(line) >= 6]
    if len(lines) > 1:
        yield max(lines, key=len)
    parts = [part for part in re.split("[：:，—]+", headline) if len(part) >= 6]
    if len(parts) > 1:
        yield parts[-1]


def sentences_that_follow(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield neighbours of about a clause or two each."""
    for first, second in pairwise(texts):
        if 12 <= len(first) <= 60 and 12 <= len(second) <= 60 and first.endswith("。"):
            yield first, second


def _put(sentence: str, match: re.Match[str], new: str) -> str:
    return sentence[: match.start()] + new + sentence[match.end() :]
