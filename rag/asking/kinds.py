"""What a follow-up's few words are: something asked of the thing before, a name, or another thing of the same sort."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rag.asking.phrases import ATTRIBUTE, ROLE, asks_of_event, words_of
from rag.checking.names import NameKind, names


class Kind(StrEnum):
    """What follow-up words name. What is asked for keeps the subject, a name takes the place of one like it."""

    ASKED = "asked"
    EVENT = "event"
    PERSON = "person"
    NAME = "name"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Asks:
    """Words for something asked of a thing, and how the question after it ends: 票价 是多少, 地点 在哪里."""

    ends: re.Pattern[str]
    question: str


_ASKS = (
    Asks(re.compile(r"(?:时间|日期|班车|航班|车次)$"), "是什么时候"),
    Asks(re.compile(r"(?:地点|地址|位置|场地|会场|起点|终点|总部)$"), "在哪里"),
    Asks(ROLE, "是谁"),
    Asks(re.compile(r"(?:电话|名称|名字|身份|职务|用途|特点|功能|官网)$"), "是什么"),
    Asks(ATTRIBUTE, "是多少"),
)
_NAMED = {"nr", "ns", "nt"}


def kind_of(new: str) -> Kind:
    """Return what the words of a follow-up such as 「报名费呢」 or 「林若水呢」 name."""
    if asks_of_event(new):
        return Kind.EVENT
    if any(asks.ends.search(new) for asks in _ASKS):
        return Kind.ASKED
    found = words_of(new)
    if len(found) == 1 and found[0].tag in _NAMED:
        persons = [name for name in names(new) if name.kind is NameKind.PERSON and name.span.of(new) == new]
        return Kind.PERSON if persons else Kind.NAME
    return Kind.THING


def question_after(new: str) -> str:
    """Return how a question ends that asks for this: 是谁 for 馆长, 是多少 for 票价."""
    return next((asks.question for asks in _ASKS if asks.ends.search(new)), "是多少")
