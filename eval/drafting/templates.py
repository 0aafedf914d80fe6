"""Questions without a chat model: a clause of the print with its figure, day, name or reason asked for.

Chinese asks in place: 全长46.2公里 → 全长多少公里？ The wording stays the print's, so these questions are easier than a
reader's; whoever accepts them may reword them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.checking.names import NameKind, names
from rag.checking.numbers import level
from rag.chinese import HAN, Span, sentences
from rag.reading.answer_shapes import AREA, LENGTH, MONEY, NUMBER, PEOPLE, TITLE, WEIGHT

_LONGEST = 46  # characters of a question: past that nobody asks so
_SHORTEST = 8
_TOLD = 2  # characters of the clause that asks beside what is asked for
_LASTING = "周年|年|个月|个?小时|分钟|天"  # 日 and 时 mostly name a day and an hour
_UNIT = (
    f"(?:{AREA}|{LENGTH}|{WEIGHT}|{_LASTING}|{MONEY}|{PEOPLE}|座|个|家|项|辆|艘|架|台|条|户|所|处|件|只|棵|场|种|层|套)"
)
_FIGURE = re.compile(rf"(?:约|近|超过?|逾|达|共|仅|不足)*(?P<answer>{NUMBER}(?P<unit>{_UNIT}))")
_DAY = re.compile(
    r"(?P<answer>\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|(?:今|明|去)年\d{1,2}月[底初]?)"
    r"(?P<hour>(?:上午|下午|晚上?|凌晨)?\d{1,2}[时点](?:\d{1,2}分|半)?)?(?![至到—])"
)
_PLACE_BEFORE = re.compile("(?:在|位于|西起|东起|南起|北起|东至|西至|南至|北至|前往|来自|落户|运往)$")
_PLACE_END = "广场|公园|码头|大厦|中心|学校|医院|校区|园区|大道|[港站园区县市镇乡村路街岛湾馆桥山河江湖]"
_PLACE = re.compile(rf"[{HAN}]{{0,9}}(?:{_PLACE_END})")
_REASON = re.compile(rf"^(?:由于|因为?|受)(?P<answer>[{HAN}\d]{{2,14}}?)(?:影响)?[，,]")
_SPEAKS = "说|表示|介绍|告诉|指出|认为|称|提醒|坦言"
_SPEAKER = re.compile(f"(?:{_SPEAKS})$")
_CLAUSE_END = re.compile("[，。；：！？,;!?]")
# A clause that says nothing by itself: the next one does.
_OPENS = re.compile(
    "^(?:自|据|截至|截止|针对|随着|从|为)|(?:起|中|后|前|时|来|上|下|以来|期间|显示|表示|称|说|指出|宣布|透露)$"
)
# A clause that begins so says of something before it what cannot be understood alone.
_LEANS = re.compile(
    "^(?:记者|据|本报|截至|[^，。：]{0,6}消息|其|该|这|那|此|他|她|它|并|而|但|同时|另外|以及|也|还|又|则|从而|因此|所以|"
    "据悉|当日|当天|”|」|）)"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question with its answers and the sentence that carries them; both empty for one without an answer."""

    question: str
    answers: tuple[str, ...]
    evidence: tuple[str, ...]
    type: str


def proposals(headline: str, body: str) -> Iterator[Proposal]:
    """Yield questions that an article answers, in the order of the print, then such as its headline raises in vain."""
    for span in sentences(body):
        sentence = span.of(body)
        if "\n" not in sentence and len(sentence) >= _SHORTEST:
            for found in _asked_of(sentence):
                yield Proposal(found.question, found.answers, (sentence,), found.type)
    yield from _unanswered(headline, body)


def _asked_of(sentence: str) -> Iterator[Proposal]:
    yield from _figures(sentence)
    yield from _days(sentence)
    yield from _people(sentence)
    yield from _places(sentence)
    yield from _reasons(sentence)


def _figures(sentence: str) -> Iterator[Proposal]:
    for match in _FIGURE.finditer(sentence):
        before, behind = sentence[: match.start("answer")], sentence[match.end() :]
        vague = re.match(r"[一两几半]|\d{4}年", match["answer"])  # 一场, and 2023年, which is a day
        if vague or re.match("[年月日号时点分]|.{0,2}分之", behind) or re.search(r"[第\d.]$", before):
            continue
        span = Span(*match.span())
        if question := _in_place(sentence, span, f"多少{match['unit']}"):
            yield Proposal(question, (match["answer"],), (), "number")


def _days(sentence: str) -> Iterator[Proposal]:
    for match in _DAY.finditer(sentence):
        if sentence[: match.start()].endswith(("（", "(")):
            continue
        if question := _in_place(sentence, Span(*match.span()), "什么时候"):
            answers = (match["answer"] + match["hour"], match["answer"]) if match["hour"] else (match["answer"],)
            yield Proposal(question, answers, (), "time")


def _people(sentence: str) -> Iterator[Proposal]:
    """Ask who holds the office that stands before a name (市交通局局长沈牧野说: 市交通局局长是谁？)."""
    for name in names(level(sentence)):
        before = _clause_before(sentence, name.span.start)
        if name.kind is NameKind.PERSON and re.search(f"(?:{TITLE}|[长员])$", before) and len(before) >= 4:
            behind = sentence[name.span.end :]
            if re.match(_SPEAKS, behind) and not _LEANS.match(before):
                yield Proposal(f"{before}是谁？", (name.span.of(sentence),), (), "person")


def _places(sentence: str) -> Iterator[Proposal]:
    for name in names(level(sentence)):
        if name.kind is NameKind.PLACE and _PLACE_BEFORE.search(sentence[: name.span.start]):
            match = _PLACE.match(sentence, name.span.start)
            if match and len(match.group()) > 2 and (question := _in_place(sentence, Span(*match.span()), "哪里")):
                yield Proposal(question, (match.group(),), (), "place")


def _reasons(sentence: str) -> Iterator[Proposal]:
    match = _REASON.match(sentence)
    rest = sentence[match.end() : _told_end(sentence, match.end(), match.end())] if match else ""
    if match and _SHORTEST <= len(rest) <= _LONGEST and not _LEANS.match(rest):
        yield Proposal(f"为什么{rest}？", (match["answer"],), (), "reason")


def _in_place(sentence: str, asked: Span, word: str) -> str:
    """Return the sentence up to the end of the clause that holds the answer, asked for by a word; empty when it leans.

    Clauses before it are taken in from the front as far as the question stays short, so that it says what it is about.
    """
    starts = [0, *(match.end() for match in _CLAUSE_END.finditer(sentence, 0, asked.start))]
    end = _told_end(sentence, starts[-1], asked.end)
    if end - starts[-1] - (asked.end - asked.start) < _TOLD:
        return ""
    for start in starts:
        first = sentence[start : _clause_end(sentence, start)]
        if start != starts[-1] and _SPEAKER.search(first):
            continue
        told = sentence[start : asked.start] + word + sentence[asked.end : end]
        if _SHORTEST <= len(told) <= _LONGEST and not _LEANS.match(told) and told.count("“") == told.count("”"):
            return f"{told}？"
    return ""


def _told_end(sentence: str, start: int, at: int) -> int:
    """Return where the clause of `start` to past `at` ends, or the next one where it only opens what is said there."""
    end = _clause_end(sentence, at)
    if _OPENS.search(sentence[start:end]) and sentence[end : end + 1] in ("，", ","):
        return _clause_end(sentence, end + 1)
    return end


def _clause_end(sentence: str, at: int) -> int:
    found = _CLAUSE_END.search(sentence, at)
    return found.start() if found else len(sentence)


def _clause_before(sentence: str, at: int) -> str:
    return _CLAUSE_END.split(sentence[:at])[-1]


# What a headline makes a reader ask, and the words of which none may stand in the article for it to go unanswered.
_VAIN = (
    ("一共花了多少钱？", re.compile(f"{NUMBER}(?:{MONEY})|投资|资金|经费|费用|耗资|价")),
    ("有多少人参加？", re.compile(f"{NUMBER}(?:{PEOPLE})|人数|人次")),
    ("咨询电话是多少？", re.compile(r"电话|热线|\d{5,}")),
    ("由哪家公司承担？", re.compile("公司|集团|企业|承建|承办|厂")),
    ("是由谁批准的？", re.compile("批准|批复|审批|同意|核准|通过")),
)


def _unanswered(headline: str, body: str) -> Iterator[Proposal]:
    title = " ".join(headline.split()).replace("“", "‘").replace("”", "’")
    for question, answered_by in _VAIN:
        if title and not answered_by.search(body):
            yield Proposal(f"“{title}”一事{question}", (), (), "unanswerable")
