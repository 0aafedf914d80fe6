"""An English question cut into what it asks and what it asks about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.dates.calendar import ENGLISH_MONTHS

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?![a-z])|[a-z]+")
_POSSESSIVE = re.compile(r"['’]s?\b")
_MONTH, _TH, _YEAR = (
    rf"({'|'.join(ENGLISH_MONTHS)})",
    r"(\d{1,2})(?:st|nd|rd|th)?",
    r"(?:,?\s+(?:of\s+)?((?:1[5-9]|20)\d\d))?\b",
)
_DATED = re.compile(rf"\b{_MONTH}\s+{_TH}\b{_YEAR}|\b{_TH}\s+(?:of\s+)?{_MONTH}\b{_YEAR}")
_MONTH_OF_YEAR = re.compile(rf"\b(?:in|of|since|until|during|from|last|this)\s+{_MONTH}\b{_YEAR}")

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MOMENTS = {
    **{f"last {day}": f"上周{number}" for day, number in zip(_WEEKDAYS, "一二三四五六日", strict=True)},
    "the day before yesterday": "前天", "yesterday": "昨天", "today": "今天", "tomorrow": "明天",
    "last week": "上周", "this week": "本周", "next week": "下周", "last month": "上月", "this month": "本月",
    "next month": "下月", "last year": "去年", "this year": "今年", "next year": "明年",
}  # fmt: skip
_MOMENT = re.compile(rf"\b({'|'.join(_MOMENTS)})\b")
# Where an English question, in lower case, names a day, a month or a year.
DAY_NAMED = re.compile(rf"{_DATED.pattern}|{_MOMENT.pattern}|\b{_MONTH}\b{_YEAR}|\b(?:1[5-9]|20)\d\d\b")
_TOLD = re.compile(rf"((?:\d+年)?\d+月(?:\d+日)?|{'|'.join(_MOMENTS.values())})")

# What is asked for, longest first; what follows `how many` and its like is counted or named: 多少乘客, 什么船.
_ASKING = (
    ("what happened", "发生了什么"), ("what news", "有什么新闻"), ("any news", "有什么新闻"),
    ("how many", "多少"), ("how much", "多少"), ("how long", "多长"), ("how far", "多远"), ("how old", "多少岁"),
    ("how large", "多大"), ("how big", "多大"), ("how high", "多高"), ("how tall", "多高"), ("how heavy", "多重"),
    ("how wide", "多宽"), ("how deep", "多深"), ("how fast", "多快"), ("how often", "多久一次"), ("what time", "几点"),
    ("which year", "哪一年"), ("what year", "哪一年"), ("which day", "哪一天"), ("what day", "哪一天"),
    ("how", "怎么"), ("when", "什么时候"), ("where", "哪里"), ("whose", "谁的"), ("who", "谁"), ("whom", "谁"),
    ("why", "为什么"), ("which", "什么"), ("what", "什么"),
)  # fmt: skip
_BEING = frozenset({"is", "are", "was", "were"})
_COUNTING = frozenset({"多少", "什么", "谁的"})
_CARRIED = frozenset("did do does can could will would shall should may might has have had".split())
_EMPTY = frozenset(
    "a an the of in on at for to from by with as into onto about than or and not no that this these those there it "
    "its they their them he his him she her we our us you your i my is are was were be been being am so only also "
    "really still yet just please tell me name named called according".split()
)
_NUMERALS = {
    word: value
    for value, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
_ORDINALS = {
    word: value
    for value, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1)
}


@dataclass(frozen=True, slots=True)
class Part:
    """A word of the question; `number` is the value of a numeral, `ordinal` whether it tells which one.

    A part with `chinese` is translated already: a day of the year, what is asked.
    """

    text: str
    number: str = ""
    ordinal: bool = False
    chinese: str = ""

    @property
    def empty(self) -> bool:
        """Whether the word only holds the sentence together."""
        return self.text in _EMPTY or self.text in _CARRIED


def parts(question: str) -> list[Part]:
    """Return the words of an English question in a Chinese order: what is asked about first, what is asked last.

    Where the subject itself is asked for (`who`, `which ship was`), it stays in front.
    """
    text = _POSSESSIVE.sub("", question.lower())
    text = _MONTH_OF_YEAR.sub(_month, _DATED.sub(_day, text))
    text = _MOMENT.sub(lambda found: f" {_MOMENTS[found[1]]} ", text)
    found = list(_read(text))
    place = next((place for place, part in enumerate(found) if part.chinese and part.text), None)
    if place is None:
        return [part for part in found if not part.empty]
    end = place + 1
    if found[place].chinese in _COUNTING:
        while end < len(found) and not found[end].empty:
            end += 1
    asked, rest = found[place:end], [*found[:place], *found[end:]]
    following = found[end].text if end < len(found) else ""
    if end == place + 1 and following in _BEING and found[place].chinese == "什么":
        whole = [*rest, Part(asked[0].text, chinese="是什么")]  # what is the price → 价格是什么
    elif following in _CARRIED and found[place].chinese in _COUNTING:
        whole = [*rest, *asked]
    else:
        whole = [*asked, *rest]
    return [part for part in whole if not part.empty]


def _day(found: re.Match[str]) -> str:
    month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    return f" {_printed(month, year)}{day}日 "


def _month(found: re.Match[str]) -> str:
    return f" {_printed(found[1], found[2])} "


def _printed(month: str, year: str | None) -> str:
    return f"{f'{year}年' if year else ''}{ENGLISH_MONTHS.index(month) + 1}月"


def _read(text: str) -> Iterator[Part]:
    asked = False
    for chunk in _TOLD.split(text):
        if _TOLD.fullmatch(chunk):
            yield Part("", chinese=chunk)
            continue
        tokens = _TOKEN.findall(chunk)
        place = 0
        while place < len(tokens):
            question = None if asked else _asking(tokens[place:])
            if question:
                english, chinese = question
                asked = True
                yield Part(english, chinese=chinese)
                place += len(english.split())
                continue
            yield _part(tokens[place])
            place += 1


def _asking(tokens: Sequence[str]) -> tuple[str, str] | None:
    for english, chinese in _ASKING:
        if list(tokens[: len(english.split())]) == english.split():
            return english, chinese
    return None


def _part(token: str) -> Part:
    if token in _ORDINALS:
        return Part(token, str(_ORDINALS[token]), ordinal=True)
    if token[0].isdigit():
        figures = token.rstrip("stndrh")
        return Part(token, figures, ordinal=figures != token)
    if token in _NUMERALS:
        return Part(token, str(_NUMERALS[token]))
    return Part(token)
