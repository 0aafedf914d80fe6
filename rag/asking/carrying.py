"""Follow-up questions made whole from the questions before them: name for name, date for date, the topic carried."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.english_followups import english_whole
from rag.asking.phrases import ASKS, NAMED, ROLE, asks_of_event, plain, statement, topic, words_of
from rag.asking.pointing import Told, points_back, spelled_out
from rag.asking.replacing import replaced
from rag.chinese import has_han, terms
from rag.records import Turn

_TURNS = 4  # earlier questions that a chain of follow-ups leans on
_OPENING = re.compile(r"^(?:那么|那|还有|另外|此外|然后)(?![么些个里儿边天年日]|时(?!间)|会儿|一[天年日])[，,]?")
_AFTERWARDS = re.compile(r"^(?P<then>后来|然后|之后|接下来|结果|接着)(?:呢|怎么样|怎样)?$")
_SAID = re.compile("谁(?:说|讲|宣布|透露|通报|公布|发布|告诉)的?$")
_MORE = re.compile(r"^(?:还有|其他|其它|别的|继续|详细|具体)(?:的|呢|吗|哪些|什么|一点|点|说说|介绍|讲讲|情况)*$")
_CONTENT = re.compile("^(?:n|v|a|j|i|l|z|eng|date|m)")


def whole_question(question: str, history: Sequence[Turn]) -> str:
    """Return a question that reads without the talk before it; one that stands on its own comes back as it is.

    「那普京呢？」 puts its name in the place of the last question's of that kind, 「2023年呢？」 its date; pronouns
    give way to what they stand for, and a question with no subject gets the last one's.
    """
    whole, answers = "", list[str]()
    for turn in history[-_TURNS:]:
        whole = _made_whole(turn.question.strip(), whole, answers)
        answers.insert(0, turn.answer)
    return _made_whole(question, whole, answers)


def _made_whole(question: str, last: str, answers: Sequence[str]) -> str:
    if not last:
        return question
    if not has_han(question + last):
        return english_whole(question, last)
    if not has_han(question) or not has_han(last):
        return question
    if afterwards := _AFTERWARDS.match(plain(question)):
        return f"{statement(last)}，{afterwards['then']}怎么样？"
    text = _OPENING.sub("", plain(question)) or plain(question)
    if _MORE.match(plain(question)) or _MORE.match(text):
        return f"{plain(last)}，还有哪些？"
    if text.endswith("呢") and not ASKS.search(text):
        return replaced(text[:-1].removesuffix("的"), last)
    if points_back(text):
        return spelled_out(text, Told(last, answers)) + "？"
    if ASKS.search(text) and _leans(text, last):
        return _led(text, last)
    return question


def _leans(text: str, last: str) -> bool:
    """Whether a question says too little on its own: no subject of its own, or one that the last question had."""
    found = words_of(text)
    named = [word for word in found if word.tag in NAMED or word.tag.startswith(("nr", "ns", "nt", "nz", "j"))]
    said = [word for word in terms(text) if len(word) > 1 and not ASKS.fullmatch(word)]
    said = [word for word in said if not any(word != longer and word in longer for longer in said)]  # each once
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
    whole_event = (
        not bare
        or asks_of_event(text)
        or not (nouns or text.startswith("谁") or ROLE.search(bare))
        or _SAID.match(text)
    )
    # 谁发现的 is asked of the thing, 谁说的 of what was told.
    known = statement(last) if whole_event else topic(last)
    if known == topic(last) and known not in text:
        return f"{known}{text}？"
    return f"{known}，{text}？"
