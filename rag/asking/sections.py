"""The sections of a newspaper that a question may ask for (体育报道, sports news), told by the words of an article.

No catalogue says which section a piece was printed in, so the words decide: one in the headline, or two different ones
in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

import rjieba

from rag.chinese import fold

_IN_TEXT = 2  # different words that a text must have


@dataclass(frozen=True, slots=True)
class Section:
    """A section's names in Chinese and English, and the words by which its articles are known."""

    name: str
    english: str
    called: re.Pattern[str]
    known_by: re.Pattern[str]

    def holds(self, headline: str, body: str) -> bool:
        """Return whether an article is of this section."""
        if self.known_by.search(fold(headline)):
            return True
        return len(set(self.known_by.findall(fold(body)))) >= _IN_TEXT


def _section(english: str, called: str, known_by: str) -> Section:
    return Section(
        called.partition("|")[0], english, re.compile(rf"(?:{called})", re.I), re.compile(rf"(?:{known_by})")
    )


SECTIONS = (
    _section(
        "sports",
        "体育|sports?",
        "联赛|决赛|小组赛|锦标赛|球队|球员|球迷|主教练|足球|篮球|排球|女排|男排|乒乓球|羽毛球|网球|游泳|田径|马拉松|奥运|"
        "亚运|世界杯|夺冠|主场|客场|进球|破门|金牌|银牌|比分|电竞",
    ),
    _section(
        "culture",
        "文化|文艺|culture|cultural|arts?",
        "文化|艺术|博物馆|图书馆|美术馆|文物|考古|遗址|非遗|传承人|出版|诗歌|小说|作家|戏曲|戏剧|话剧|音乐会|演唱会|歌谣|"
        "电影|展览|画展|书法|民俗|灯会|庙会|读者",
    ),
    _section(
        "the economy",
        "财经|经济|商业|金融|economic|economy|business|financial|finance",
        "同比|环比|增长|下降|投资|出口|进口|外贸|吞吐量|产值|gdp|价格|物价|股市|股价|银行|利率|贷款|企业|订单|消费券|营收|"
        "利润|税收|财政",
    ),
    _section(
        "education",
        "教育|education|school",
        "教育|学校|小学|中学|高中|高考|中考|大学|高校|招生|学生|教师|老师|课程|课堂|教材|学位|校园|幼儿园",
    ),
    _section(
        "science and technology",
        "科技|科学|科普|technology|tech|science",
        "科技|科研|科学|人工智能|芯片|机器人|卫星|航天|火箭|实验室|专利|技术|软件|数据中心|量子|院士|研发",
    ),
    _section(
        "health",
        "健康|医疗|卫生|医药|health|medical",
        "医院|医生|门诊|患者|病例|疫苗|药品|医保|手术|疾病|流感|健康|诊疗|护士|急诊|卫健委",
    ),
    _section(
        "transport",
        "交通|出行|transport|transportation|traffic",
        "地铁|轨道交通|公交|高铁|铁路|航班|航线|机场|码头|渡轮|客运|高速公路|班车|行车间隔|交通管制|停车|客流|换乘|末班车",
    ),
    _section(
        "the weather",
        "天气|气象|weather",
        "天气|气象|大雾|暴雨|台风|降雨|降雪|寒潮|高温|气温|预警|能见度|大风|晴到|多云|阵雨",
    ),
    _section(
        "travel",
        "旅游|文旅|travel|tourism",
        "旅游|游客|景区|景点|民宿|酒店|门票|游线|度假|旅行社|文旅|赏花|灯会|庙会|游船",
    ),
)
_QUALIFIED = re.compile(
    r"(?:方面|类|版|领域)?(?:的)?(?=新闻|报道|消息|文章|稿件|要闻|动态|头条|大事|\s+(?:news|stories|story|articles|reports|headlines))"
)
_TOLD_OF = re.compile(r"(?:关于|有关|涉及|提到|提及)[^的]*$|(?:about|on|mention(?:ing)?)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without the section that it asked for, and that section."""

    rest: str
    section: Section | None


def section_of(question: str) -> Asked:
    """Return the section that a question asks for before a word for articles, and the question without it.

    One that ends a longer word (轨道交通) is none: that is what the articles are to be about.
    """
    for section in SECTIONS:
        for found in section.called.finditer(question):
            after = _QUALIFIED.match(question, found.end())
            told_of = _TOLD_OF.search(question[: found.start()])
            if after and not told_of and _begins_word(question, found.start()):
                return Asked(question[: found.start()] + question[after.end() :].lstrip(), section)
    return Asked(question, None)


def _begins_word(text: str, at: int) -> bool:
    return at in {0, *accumulate(map(len, rjieba.cut(text)))}
