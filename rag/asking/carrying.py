"""Follow-up questions made whole from the questions before them: name for name, date for date, the topic carried."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.english_followups import english_whole
from rag.asking.phrases import ASKS, ATTRIBUTE, Word, asks_of_event, plain, statement, topic, words_of
from rag.chinese import has_han, terms
from rag.records import Turn

_TURNS = 4  # earlier questions that a chain of follow-ups leans on
_OPENING = re.compile(r"^(?:那么|那|还有|另外|此外|然后)(?![么些个里儿边天年])[，,]?")
_MORE = re.compile(r"^(?:还有|其他|其它|别的|继续|详细|具体)(?:的|呢|吗|哪些|什么|一点|点|说说|介绍|讲讲|情况)*$")
_PERSON = re.compile(r"(?:他|她)(?!们|人|国|乡|日)|此人|该人|这个人|(?:这|那|该)位[\u4e00-\u9fff]{0,2}")
_THING = re.compile(
    r"(?<!其)它们?|(?:他|她)们|(?<![尤极与])其(?![中他它实次余间])|"
    r"(?:这|那)(?:个|家|座|条|项|次|场|所|部|款|件|本|届|种|篇)(?P<what>公司|企业|单位|机构|地方|国家|城市|项目|工程|活动|会议|事件|产品|事)?|"
    r"该(?P<that>[\u4e00-\u9fff]{1,2}?)(?=[的在是有什何哪多怎为将]|$)"
)
_TOPIC_OF_PRINT = re.compile("(?<=关于|有关|提到)[^的]+(?=的?(?:报道|新闻|文章|消息|$))")
_NAMES = ("nr", "ns", "nt", "date")
_BEFORE_NAME = "到在从对跟和与给"
_CONTENT = re.compile("^(?:n|v|a|j|i|l|z|eng|date|m)")


def whole_question(question: str, history: Sequence[Turn]) -> str:
    """Return a question that reads without the talk before it; one that stands on its own comes back as it is.

    「那普京呢？」 puts its name in the place of the last question's of that kind, 「2023年呢？」 its date; pronouns
    give way to what they stand for, and a question with no subject gets the last one's.
    """
    whole = ""
    for turn in history[-_TURNS:]:
        whole = _made_whole(turn.question.strip(), whole, "")
    return _made_whole(question, whole, history[-1].answer if history else "")


def _made_whole(question: str, last: str, answer: str) -> str:
    if not last:
        return question
    if not has_han(question + last):
        return english_whole(question, last)
    if not has_han(question) or not has_han(last):
        return question
    text = _OPENING.sub("", plain(question)) or plain(question)
    if _MORE.match(plain(question)) or _MORE.match(text):
        return f"{plain(last)}，还有哪些？"
    if text.endswith("呢") and not ASKS.search(text):
        return _replaced(text[:-1].removesuffix("的"), last)
    if _pronoun(text):
        return _spelled_out(text, last, answer) + "？"
    if ASKS.search(text) and _leans(text, last):
        return _led(text, last)
    return question


def _pronoun(text: str) -> bool:
    found = _PERSON.search(text) or _THING.search(text)
    return found is not None and (found.start() == 0 or not any(word.tag in ("nr", "nt") for word in words_of(text)))


def _leans(text: str, last: str) -> bool:
    """Whether a question says too little on its own: no subject of its own, or one that the last question had."""
    found = words_of(text)
    named = [word for word in found if word.tag in _NAMES or word.tag.startswith(("nr", "ns", "nt", "nz", "j"))]
    said = [word for word in terms(text) if len(word) > 1]
    if named:
        return all(word.text in plain(last) for word in named) and len(said) <= 3
    first = next((word for word in found if _CONTENT.match(word.tag) and not ASKS.fullmatch(word.text)), None)
    if first is None or first.tag.startswith(("v", "a", "d")) or ASKS.match(text):
        return len(said) <= 5
    return len(said) <= 3 and len(text) <= 12


def _led(text: str, last: str) -> str:
    """The question with what it leans on in front."""
    own = ASKS.sub("", text)
    nouns = [word for word in words_of(own) if word.tag.startswith(("n", "j", "vn"))]
    bare = own.strip("是有在的了呢于")
    whole_event = not bare or asks_of_event(text) or not (nouns or text.startswith("谁"))  # 谁发现的: of the thing
    known = statement(last) if whole_event else topic(last)
    if known == topic(last) and known not in text:
        return f"{known}{text}？"
    return f"{known}，{text}？"


def _spelled_out(text: str, last: str, answer: str) -> str:
    person = _PERSON.search(text)
    if person:
        people = [word.text for word in words_of(plain(last)) if word.tag.startswith("nr")]
        people = people or [word.text for word in words_of(plain(answer)[:80]) if word.tag.startswith("nr")]
        return text[: person.start()] + (people[0] if people else topic(last)) + text[person.end() :]
    thing = _THING.search(text)
    if thing is None:
        return text
    known = topic(last)
    possessive = "的" if thing.group() == "其" else ""
    return text[: thing.start()] + known + possessive + text[thing.end() :]


def _replaced(new: str, last: str) -> str:
    """The last question with `new` in the place of what it is like; else asked of the last question's topic."""
    text = plain(last)
    prefix = new[0] if new and new[0] in _BEFORE_NAME and new[0] in text else ""
    if prefix:
        new = new[1:]
    dated = [word for word in words_of(text) if word.tag == "date"]
    if [word.tag for word in words_of(new)] in (["date"], ["date", "f"]) or re.fullmatch(r"\d+[日号]", new):
        return f"{_redated(text, new, dated)}？"
    about = _TOPIC_OF_PRINT.search(text)
    if about:
        return f"{text[: about.start()]}{new}{text[about.end() :]}？"
    if ATTRIBUTE.search(new) or asks_of_event(new):
        return f"{_other_attribute(new, last)}？"
    place = _alike(new, text, prefix) or _first_name(new, text)
    if place is None:
        return (
            f"{topic(last)}{new}？"
            if words_of(new) and words_of(new)[0].tag[:2] not in _NAMES
            else f"{new}{statement(last)}？"
        )
    return f"{text[: place[0]]}{new}{text[place[1] :]}？"


def _redated(text: str, new: str, dated: Sequence[Word]) -> str:
    if not dated:
        return new + text
    old = dated[0]
    kept = ""
    day = re.fullmatch(r"\d+[日号]", new)
    month = re.search(r"^.*月", old.text)
    if day and month:
        kept = month.group()
    elif re.match(r"\d{1,2}月", new) and (year := re.match(r"(?:\d{4}年|去年|今年|前年)", old.text)):
        kept = year.group()
    end = old.end
    if new.endswith("期间") and text[end : end + 2] == "期间":
        end += 2
    return text[: old.start] + kept + new + text[end:]


def _other_attribute(new: str, last: str) -> str:
    """票价 of 2号线首日客运量是多少 takes the place of the last question's own attribute."""
    text = plain(last)
    asks = ASKS.search(text)
    head = re.sub(r"(?:[有是为达了的]|一共|共)+$", "", text[: asks.start()] if asks else text)
    old = ATTRIBUTE.search(head)
    if asks_of_event(new):
        return f"{statement(last)}的{new}是什么"
    base = head[: old.start()] if old and old.start() > 1 else topic(last)
    return f"{base}{new}是多少"


def _alike(new: str, text: str, prefix: str) -> tuple[int, int] | None:
    """Where in the last question the phrase stands that `new` is most like: by kind of name, ending and form."""
    found = words_of(text)
    wanted = [word.tag[:2] for word in words_of(new)]
    asks = [match.span() for match in ASKS.finditer(text)]
    best, best_score = None, 1.9
    for first in range(len(found)):
        for last in range(first, min(first + 4, len(found))):
            start, end = found[first].start, found[last].end
            span = text[start:end]
            if span == new or any(a < end and start <= b for a, b in asks) or not _nominal(found[first : last + 1]):
                continue
            tags = [word.tag[:2] for word in found[first : last + 1]]
            score = 2.0 * _common_end(new, span) + (3.0 if tags == wanted else 0.0)
            score += 1.5 * (
                len(tags) == 1 and tags[0] in ("nr", "ns", "nt") and wanted[0] in ("nr", "ns", "nt", "nz", "x")
            )
            score += 2.0 * (tags[0] == wanted[0] and wanted[0] in _NAMES) + (len(tags) == len(wanted))
            score += 1.0 * (
                {tags[-1], wanted[-1]} <= {"nr", "nt", "nz", "ns", "n", "j"} and len(wanted) == 1 == len(tags)
            )
            score += 3.0 * bool(prefix and text[start - 1 : start] == prefix)
            score -= 0.4 * abs(len(new) - len(span)) + 0.1 * first
            if score > best_score:
                best, best_score = (start, end), score
    return best


def _first_name(new: str, text: str) -> tuple[int, int] | None:
    """Where the last question's first name stands, for something that is no plain noun: a name that is not known."""
    if [word.tag for word in words_of(new)] in (["n"], ["v"], ["vn"], ["a"]):
        return None
    return next(((word.start, word.end) for word in words_of(text) if word.tag in ("nr", "ns", "nt")), None)


def _nominal(found: Sequence[Word]) -> bool:
    return all(word.tag[:1] in "njmqxitsbagde" and word.tag not in ("d", "uj") for word in found)


def _common_end(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return length
