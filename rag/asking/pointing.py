"""Words that point back (它, 他, 那里, 那天) in a follow-up, and what they stand for in the talk before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.asking.phrases import ANY_DAY, ROLE, plain, statement, subject, topic, words_of
from rag.dates.grammar import find_dates

_PERSON = re.compile(r"(?:他|她)(?!们|人|国|乡|日)|此人|该人|这个人|(?:这|那|该)位[\u4e00-\u9fff]{0,2}")
_THING = re.compile(
    r"(?<!其)它们?|(?:他|她)们|(?<![尤极与])其(?![中他它实次余间])|"
    r"(?:这|那)(?:个|家|座|条|项|次|场|所|部|款|件|本|届|种|篇)(?P<what>公司|企业|单位|机构|地方|国家|城市|项目|工程|活动|会议|事件|产品|事)?|"
    r"该(?P<that>[\u4e00-\u9fff]{1,2}?)(?=[的在是有什何哪多怎为将]|$)"
)
_PLACE = re.compile(r"(?:那|这)(?:里(?!面)|儿|边)|(?:那|这)个?地方|当地")
_DAY = re.compile(r"(?:那|这)一?(?:天|日)|当[天日](?!往返)|那(?:个?时候?|会儿)|当时|那一?年|当年")
_ASKS_PLACE = re.compile("哪里|哪儿|在哪|什么地方|何处|何地|地点|地址|位置")
# What is somewhere itself: asked where it stands, 那里 is still it.
_HOUSE = re.compile(
    "(?:馆|店|站|院|校|园|厅|场|所|楼|塔|寺|庙|港|岛|村|镇|县|区|市|省|中心|公司|码头|小区|广场|大学|食堂)$"
)
_STANDS_AT = re.compile("[在于到至从]$")
_NAME_READ = 80  # characters of an answer in which the person it tells of is looked for


@dataclass(frozen=True, slots=True)
class Told:
    """The question before, made whole, and what was answered, the last answer first."""

    question: str
    answers: Sequence[str] = ()


def points_back(text: str) -> bool:
    """Return whether a question has a word that stands for something of the talk, and names nothing before it."""
    found = next((match for form in (_PERSON, _THING, _PLACE, _DAY) if (match := form.search(text))), None)
    if found is None:
        return False
    return found.start() == 0 or not any(word.tag in ("nr", "nt") for word in words_of(text))


def spelled_out(text: str, told: Told) -> str:
    """Return the question with the first word that points back given as what it stands for."""
    for form, stands_for in ((_PERSON, _person), (_PLACE, _place), (_THING, _thing)):
        if found := form.search(text):
            known = stands_for(told) + ("的" if found.group() == "其" else "")
            return text[: found.start()] + known + text[found.end() :]
    found = _DAY.search(text)
    if found is None:
        return text
    day = _day(told)
    if not day:
        return f"{statement(told.question)}，{text}"
    rest = text[: found.start()] + text[found.end() :]
    # The day says when; what the question is about says of what.
    known = topic(told.question)
    return f"{day}{rest}" if known in rest else f"{day}{known}{rest}"


def _person(told: Told) -> str:
    """Whom the question named; else whom the answer did, first the one beside the office that was asked for."""
    office = ROLE.search(subject(told.question))
    for text in (plain(told.question), *(plain(answer)[:_NAME_READ] for answer in told.answers)):
        people = [word for word in words_of(text) if word.tag.startswith("nr")]
        held = [word for word in people if office and text[: word.start].endswith(office.group())]
        if people:
            return (held or people)[0].text
    return subject(told.question)


def _thing(told: Told) -> str:
    return topic(told.question)


def _place(told: Told) -> str:
    """Where: the place that was answered when a place was asked for, else what was asked about."""
    known = topic(told.question)
    if _ASKS_PLACE.search(told.question) and not _HOUSE.search(known):
        answer = plain(told.answers[0]) if told.answers else ""
        places = [word for word in words_of(answer) if word.tag in ("ns", "nt")]
        at = [word for word in places if _STANDS_AT.search(answer[: word.start])]
        if at or places:
            first = (at or places)[0]
            return _whole_place(answer, first.start)
    return known


def _whole_place(answer: str, start: int) -> str:
    """The place that begins here with the places and the number that follow it: 望帆区听涛路66号."""
    end = start
    for word in words_of(answer):
        if word.start == end and (word.tag in ("ns", "nt") or (end > start and word.tag == "m")):
            end = word.end
    return answer[start:end]


def _day(told: Told) -> str:
    """The day that the talk last told of, the question's before the answers'; empty when none is told."""
    for text in (told.question, *told.answers):
        for mention in find_dates(text, ANY_DAY):
            return mention.text
    return ""
