"""The kinds of questions: the words that ask for each, Chinese and English, and the shape of its answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of question: the pattern `asks` finds it, `shape` and `tags` find its answer."""

    type: QuestionType
    asks: str
    shape: str = ""
    tags: str = ""


_WHICH = r"(?:哪|什么|何)一?[个家所支些种座本部份篇首幅项]?的?"
_MANY = r"(?:多少|多高|多大|几)"
_Q = QuestionType
FIGURE_SHAPE = rf"(?:{shapes.NUMBER}(?![年月日]){shapes.MEASURE}?|{shapes.PERCENT})"  # any figure but a date

# The first row that matches decides; between FIRST and LAST stands the plain 多少 with the unit that follows it.
FIRST = (
    Row(_Q.TIME, r"几[点时](?!代)|什么时刻", shapes.CLOCK),
    Row(_Q.TIME, r"哪一?年|何年|年份|几几年|什么年", shapes.YEAR),
    Row(
        _Q.TIME,
        r"什么时候|什么时间|何时|哪一?[天日月]|哪个?月|几月|几[号日](?!线|楼|馆|机|门|决议|文件)|哪几天|何日|什么日[子期]|时间是|"
        r"(?:什么|哪个|哪些)日期|日期[是为]|哪个?(?:世纪|时期|朝代|年代|季)",
        f"(?:{shapes.DATE}|{shapes.CLOCK})",
    ),
    Row(
        _Q.NUMBER,
        r"几成|百分之几|百分之多少|多[大高少]的?(?:比例|比重|份额|关税|税率|利率)|"
        rf"(?:比例|比重|占比|税|率|幅|增速)[是为达有到]*{_MANY}",
        shapes.PERCENT,
    ),
    Row(
        _Q.NUMBER,
        r"(?:增长|增加|下降|提高|上升|减少|上涨|下跌|下滑|涨|降)了?(?:多少|几)$",
        rf"(?:{shapes.PERCENT}|{shapes.NUMBER}{shapes.MEASURE}?)",
    ),
    Row(_Q.NUMBER, r"多久|多长时间|多少时间", shapes.NUMBER + shapes.DURATION),
    Row(
        _Q.NUMBER,
        r"多少钱|价值多少|多少[^,]{0,3}(?:损失|资金|收入|贷款|投资|奖金)|(?:[造票房油物]价|价格|费用?|收入|损失|金额|"
        rf"资金|奖金|产值|贸易额|销售额|票房|利润)[^,]{{0,6}}{_MANY}",
        rf"{shapes.NUMBER}(?:{shapes.MONEY}|$)",
    ),
    Row(_Q.NUMBER, r"多大年纪|多大岁数|几岁|多少岁|年龄[^,]{0,4}(?:多|几)", rf"{shapes.NUMBER}周?岁"),
    Row(_Q.NUMBER, rf"面积[^,]{{0,5}}{_MANY}", shapes.NUMBER + shapes.AREA),
    Row(
        _Q.NUMBER,
        rf"多[远深高宽长](?!时间)|(?:[高长深宽]度?|距离|里程|海拔)[可能达到约有是为]*{_MANY}",
        shapes.NUMBER + shapes.LENGTH,
    ),
    Row(_Q.NUMBER, rf"多重(?!要|视|大)|(?:重量|体重)[^,]{{0,4}}{_MANY}", shapes.NUMBER + shapes.WEIGHT),
    Row(
        _Q.NUMBER,
        r"多少[^,多]{0,4}(?:人|者|客|众|员|兵|生|手|代表)(?!均|民币|工|次)|几[名位]",
        shapes.NUMBER + shapes.PEOPLE,
    ),
    Row(_Q.NUMBER, rf"(?:人口|人数)[^,]{{0,6}}{_MANY}", rf"{shapes.NUMBER}{shapes.PEOPLE}?"),
    Row(_Q.REASON, r"(?<![称作成名取改])为什么|为何|什么原因|原因是|缘故|怎么会|因何|何以", shapes.REASON),
    Row(_Q.LIST, r"哪些|哪[几两二三四五六](?!年)|分别|包括什么|都有谁", shapes.ENUMERATED),
)
LAST = (
    Row(_Q.WORK, _WHICH + shapes.BOOK, shapes.WORK_NAME),
    Row(
        _Q.PERSON,
        rf"谁|{_WHICH}[^,]{{0,6}}{shapes.TITLE}|哪一?位|何人|什么人|"
        rf"{shapes.TITLE}[^,]{{0,3}}(?:叫什么|是哪位|姓名|名字)",
        shapes.PERSON_NAME,
        "nr nrt nrfg",
    ),
    Row(
        _Q.PLACE,
        rf"哪里|哪儿|什么地方|何地|何处|在哪|{_WHICH}{shapes.LAND}|位于[^,]{{0,6}}(?:什么|何)",
        shapes.PLACE_NAME,
        "ns nt",
    ),
    Row(
        _Q.ORGANISATION,
        rf"{_WHICH}[^,]{{0,4}}{shapes.BODY}|{shapes.BODY}[^,]{{0,3}}(?:叫什么|是哪[个家])",
        shapes.BODY_NAME,
        "nt nz",
    ),
    Row(
        _Q.STATEMENT,
        r"怎么[说看评想]|如何(?:评价|看待|回应|表示)|说了?什么|表示了?什么|什么(?:态度|看法|打算|建议|意见)",
        shapes.SAID,
    ),
    Row(_Q.YES_NO, r"吗$|是不是|是否|有没有|能不能|会不会|可不可以|有无"),
    Row(_Q.DEFINITION, r"^什么是|^[^的]{1,12}是什么$|指的?是?什么|什么意思|含义|是指什么", shapes.DEFINED),
)
# English questions, and last what is asked by its name alone: 神舟十六号发射时间, 全国棉花产量.
ENGLISH = (
    Row(_Q.NUMBER, r"\bhow (?:many|much|far|tall|old|large|big|high|deep|wide|heavy|fast)\b", FIGURE_SHAPE),
    Row(_Q.NUMBER, r"\bhow long\b", f"{shapes.NUMBER}(?:{shapes.DURATION}|{shapes.LENGTH})"),
    Row(_Q.NUMBER, r"\bwhat (?:percentage|percent|share|proportion)\b", shapes.PERCENT),
    Row(_Q.TIME, r"\bwhen\b|\b(?:what|which) (?:time|year|date|day|month)\b", f"(?:{shapes.DATE}|{shapes.CLOCK})"),
    Row(_Q.PERSON, r"\bwho(?:se|m)?\b", shapes.PERSON_NAME, "nr nrt nrfg"),
    Row(_Q.PLACE, r"\bwhere\b|\b(?:what|which) (?:city|country|place|province|station)\b", shapes.PLACE_NAME, "ns nt"),
    Row(_Q.REASON, r"\bwhy\b", shapes.REASON),
)
BY_NAME = (
    Row(_Q.TIME, r"(?:时间|日期|时刻)$", f"(?:{shapes.DATE}|{shapes.CLOCK}|{shapes.NUMBER}{shapes.DURATION})"),
    Row(_Q.NUMBER, r"(?:率|比例|比重|占比|[涨降增跌]幅|增速|份额)$", shapes.PERCENT),
    Row(
        _Q.NUMBER,
        r"(?:人数|数量|数目|总数|[例次户]数|票房|产量|销量|销售额|营收|收入|利润|金额|奖金|价格|[造油房物票]价|费用|成本|投资额?|总额|"
        r"产值|gdp|面积|长度|高度|重量|里程|海拔|得分|比分|用时|年龄|身高|规模|速度|距离)$",
        FIGURE_SHAPE,
    ),
    Row(_Q.PLACE, r"(?:地点|地址|位置|举办地|所在地|出生地|首都|省会)$", shapes.PLACE_NAME, "ns nt"),
    Row(
        _Q.PERSON,
        r"(?:主演|导演|作者|冠军|亚军|季军|得主|获得者|获奖者|主持人|扮演者|创始人|发明人)$",
        shapes.PERSON_NAME,
        "nr nrt nrfg ns nt",
    ),
    Row(_Q.LIST, r"(?:名单|阵容)$", shapes.ENUMERATED),
)
