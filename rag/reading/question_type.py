"""What a question asks for, and where a text holds something of that shape: a number with its unit, a date, a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import rjieba

from rag.chinese import Span
from rag.reading import answer_shapes as shapes


class QuestionType(StrEnum):
    """The kinds of answers that a reader looks for in different ways."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    WORK = "work"
    LIST = "list"
    REASON = "reason"
    STATEMENT = "statement"
    DEFINITION = "definition"
    YES_NO = "yes_no"
    THING = "thing"


FIGURES = frozenset({QuestionType.NUMBER, QuestionType.TIME})
NAMES = frozenset({QuestionType.PERSON, QuestionType.PLACE, QuestionType.ORGANISATION, QuestionType.WORK})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    `shape` matches an answer in folded text and `tags` are the word classes of rjieba that answer as well;
    with neither, any wording may answer.
    """

    type: QuestionType
    shape: re.Pattern[str] | None = None
    tags: frozenset[str] = frozenset()

    @property
    def shaped(self) -> bool:
        """Whether an answer can be told from other words by its form."""
        return self.shape is not None or bool(self.tags)


@dataclass(frozen=True, slots=True)
class _Row:
    """A kind of question: the pattern `asks` finds it, `shape` and `tags` find its answer."""

    type: QuestionType
    asks: str
    shape: str = ""
    tags: str = ""


_WHICH = r"(?:哪|什么|何)一?[个家所支些种座本部份篇首幅项]?的?"
_MANY = r"(?:多少|多高|多大|几)"
_Q = QuestionType

# The first row that matches decides; between the two tables stands the plain 多少 with the unit that follows it.
_FIRST = (
    _Row(_Q.TIME, r"几[点时](?!代)|什么时刻", shapes.CLOCK),
    _Row(_Q.TIME, r"哪一?年|何年|年份|几几年|什么年", shapes.YEAR),
    _Row(
        _Q.TIME,
        r"什么时候|什么时间|何时|哪一?[天日月]|哪个?月|几月|几[号日](?!线|楼|馆|机|门|决议|文件)|哪几天|何日|什么日[子期]|时间是|"
        r"(?:什么|哪个|哪些)日期|日期[是为]|哪个?(?:世纪|时期|朝代|年代|季)",
        f"(?:{shapes.DATE}|{shapes.CLOCK})",
    ),
    _Row(
        _Q.NUMBER,
        r"几成|百分之几|百分之多少|多[大高少]的?(?:比例|比重|份额|关税|税率|利率)|"
        rf"(?:比例|比重|占比|税|率|幅|增速)[是为达有到]*{_MANY}",
        shapes.PERCENT,
    ),
    _Row(
        _Q.NUMBER,
        r"(?:增长|增加|下降|提高|上升|减少|上涨|下跌|下滑|涨|降)了?(?:多少|几)$",
        rf"(?:{shapes.PERCENT}|{shapes.NUMBER}{shapes.MEASURE}?)",
    ),
    _Row(_Q.NUMBER, r"多久|多长时间|多少时间", shapes.NUMBER + shapes.DURATION),
    _Row(
        _Q.NUMBER,
        r"多少钱|价值多少|多少[^,]{0,3}(?:损失|资金|收入|贷款|投资|奖金)|(?:[造票房油物]价|价格|费用?|收入|损失|金额|"
        rf"资金|奖金|产值|贸易额|销售额|票房|利润)[^,]{{0,6}}{_MANY}",
        rf"{shapes.NUMBER}(?:{shapes.MONEY}|$)",
    ),
    _Row(_Q.NUMBER, r"多大年纪|多大岁数|几岁|多少岁|年龄[^,]{0,4}(?:多|几)", rf"{shapes.NUMBER}周?岁"),
    _Row(_Q.NUMBER, rf"面积[^,]{{0,5}}{_MANY}", shapes.NUMBER + shapes.AREA),
    _Row(
        _Q.NUMBER,
        rf"多[远深高宽长](?!时间)|(?:[高长深宽]度?|距离|里程|海拔)[可能达到约有是为]*{_MANY}",
        shapes.NUMBER + shapes.LENGTH,
    ),
    _Row(_Q.NUMBER, rf"多重(?!要|视|大)|(?:重量|体重)[^,]{{0,4}}{_MANY}", shapes.NUMBER + shapes.WEIGHT),
    _Row(
        _Q.NUMBER,
        r"多少[^,多]{0,4}(?:人|者|客|众|员|兵|生|手|代表)(?!均|民币|工|次)|几[名位]",
        shapes.NUMBER + shapes.PEOPLE,
    ),
    _Row(_Q.NUMBER, rf"(?:人口|人数)[^,]{{0,6}}{_MANY}", rf"{shapes.NUMBER}{shapes.PEOPLE}?"),
    _Row(_Q.REASON, r"(?<![称作成名取改])为什么|为何|什么原因|原因是|缘故|怎么会|因何|何以", shapes.REASON),
    _Row(_Q.LIST, r"哪些|哪[几两二三四五六](?!年)|分别|包括什么|都有谁", shapes.ENUMERATED),
)
_LAST = (
    _Row(_Q.WORK, _WHICH + shapes.BOOK, shapes.WORK_NAME),
    _Row(
        _Q.PERSON,
        rf"谁|{_WHICH}[^,]{{0,6}}{shapes.TITLE}|哪一?位|何人|什么人|"
        rf"{shapes.TITLE}[^,]{{0,3}}(?:叫什么|是哪位|姓名|名字)",
        shapes.PERSON_NAME,
        "nr nrt nrfg",
    ),
    _Row(
        _Q.PLACE,
        rf"哪里|哪儿|什么地方|何地|何处|在哪|{_WHICH}{shapes.LAND}|位于[^,]{{0,6}}(?:什么|何)",
        shapes.PLACE_NAME,
        "ns nt",
    ),
    _Row(
        _Q.ORGANISATION,
        rf"{_WHICH}[^,]{{0,4}}{shapes.BODY}|{shapes.BODY}[^,]{{0,3}}(?:叫什么|是哪[个家])",
        shapes.BODY_NAME,
        "nt nz",
    ),
    _Row(
        _Q.STATEMENT,
        r"怎么[说看评想]|如何(?:评价|看待|回应|表示)|说了?什么|表示了?什么|什么(?:态度|看法|打算|建议|意见)",
        shapes.SAID,
    ),
    _Row(_Q.YES_NO, r"吗$|是不是|是否|有没有|能不能|会不会|可不可以|有无"),
    _Row(_Q.DEFINITION, r"^什么是|^[^的]{1,12}是什么$|指的?是?什么|什么意思|含义|是指什么", shapes.DEFINED),
)
_COUNTED = re.compile(r"多少|(?<!十)几(?!乎)|多[大高长远重快宽深久]")
_UNIT_ASKED = re.compile(rf"(?:多少|几)[十百千万亿多大]*({shapes.MEASURE})")


def asked(question: str) -> Asked:
    """Return what a folded question without its question mark asks for; `THING` when nothing says more."""
    return _first(_FIRST, question) or _counted(question) or _first(_LAST, question) or Asked(QuestionType.THING)


def _first(rows: tuple[_Row, ...], question: str) -> Asked | None:
    for row in rows:
        if re.search(row.asks, question) and not (row.type is _Q.TIME and "多少" in question):
            return Asked(row.type, _compiled(row.shape) if row.shape else None, frozenset(row.tags.split()))
    return None


def _counted(question: str) -> Asked | None:
    if not _COUNTED.search(question):
        return None
    unit = _UNIT_ASKED.search(question)
    if unit:
        shape = f"{shapes.NUMBER}大?{shapes.ALIKE.get(unit[1], unit[1])}"
    else:  # any figure but a date
        shape = rf"(?:{shapes.NUMBER}(?![年月日]){shapes.MEASURE}?|{shapes.PERCENT})"
    return Asked(QuestionType.NUMBER, _compiled(shape))


@cache
def _compiled(shape: str) -> re.Pattern[str]:
    return re.compile(shape)


def answer_spans(wanted: Asked, text: str) -> list[Span]:
    """Return where a folded text holds something of the shape that is asked for, in order; may overlap."""
    found = [Span(*match.span()) for match in wanted.shape.finditer(text)] if wanted.shape else []
    if wanted.tags:
        start = 0
        for word, tag in rjieba.tag(text):
            if tag in wanted.tags and len(word) > 1:
                found.append(Span(start, start + len(word)))
            start += len(word)
    return sorted(found, key=lambda span: (span.start, span.end))
