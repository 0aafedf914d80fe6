"""Questions about the archive and look-alikes that ask something of the news; of our own writing.

`KNOWN` were at hand while the rules were written, `HELD_BACK` were not looked at. Each line: what is asked (`count`,
`list`, `days`, or `no` for a look-alike), the question, and the words that the articles must hold, split by spaces.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A question, what it wants of the archive (`no`: nothing), and the words that it looks for."""

    wanted: str
    question: str
    words: tuple[str, ...]


def _rows(table: str) -> tuple[Row, ...]:
    lines = [line.split("|") for line in table.strip().split("\n")]
    return tuple(Row(wanted, question, tuple(words.split())) for wanted, question, words in lines)


KNOWN = _rows("""
count|一月有多少篇关于台风的报道？|台风
count|有几篇文章提到临澜大桥？|临澜大桥
count|一共收录了多少篇报道？|
count|关于东门菜市场的报道有多少篇？|东门菜市场
count|《河湾日报》去年刊登了多少篇有关高铁的文章？|高铁
count|多少篇报道提到了沈牧野？|沈牧野
count|2024年3月有多少条关于地铁的新闻？|地铁
count|提到“白琵鹭”的报道一共有几篇？|白琵鹭
count|How many articles mention 临澜大桥?|临澜大桥
count|有多少篇台风报道？|台风
count|本周有多少篇轨道交通报道？|轨道交通
no|大赛评选出多少篇优秀新闻？|
list|列出提到涠洲岛的报道|涠洲岛
list|列出所有关于台风的新闻|台风
list|有哪些报道提到了发改委？|发改委
list|哪些文章涉及菜市场改造？|菜市场改造
list|请列举上周提到高铁的报道|高铁
list|找出所有提及何春桃的文章|何春桃
days|哪几天报道了临澜大桥？|临澜大桥
days|哪些天刊登了关于台风的消息？|台风
no|有多少人参加了开幕式？|
no|临澜大桥有多少个桥墩？|
no|临澜大桥全长多少公里？|
no|报道中提到的损失是多少？|
no|有多少篇论文入选了大会？|
no|文章作者是谁？|
no|科技馆有哪些展厅？|
no|会议提到了哪些措施？|
no|列出大桥的三个特点|
no|哪几天停水？|
no|这次台风造成多少人受灾？|
no|该作家一生写了多少篇小说？|
no|哪家报纸报道了这一消息？|
no|新闻发布会有多少名记者参加？|
no|哪些城市提到要建地铁？|
no|沈牧野发表了几篇文章？|
list|最近三天有什么新闻？|
list|上周五发生了什么？|
list|3月5日第1版有哪些报道？|
list|昨天报上有什么消息|
no|发生了什么？|
no|地铁开通当天发生了什么？|
no|3月5日轮渡发生了什么？|
""")
HELD_BACK = _rows("""
count|今年一共有多少篇关于春运的报道？|春运
count|有多少篇新闻报道涉及医保？|医保
count|提到科技馆的文章有几篇？|科技馆
count|3月4日第1版有多少篇报道？|
count|库里总共有多少篇文章？|
count|最近三天有几条关于天气的消息？|天气
count|去年关于人工智能的报道有多少篇？|人工智能
count|How many reports are there about 台风?|台风
list|列出有关青岚大桥的全部报道|青岚大桥
list|哪几篇报道提到了工信部？|工信部
list|有哪些关于候鸟的新闻？|候鸟
list|查找所有提到“共享单车”的文章|共享单车
list|哪些报道提到了李强？|李强
list|汇总关于粮食收购的报道|粮食收购
days|哪几天刊登了提到工信部的报道？|工信部
days|在哪些天报道过岚湖湿地？|岚湖湿地
no|多少辆车参加了展览？|
no|一共有多少家企业获奖？|
no|总理在报告中提到了哪些数字？|
no|列出比赛的前三名|
no|哪几天放假？|
no|记者采访了多少人？|
no|比赛消息是哪天公布的？|
no|大会收到多少篇投稿？|
no|哪些部门参与了调查？|
no|报社成立多少年了？|
no|这篇报道的记者是谁？|
no|市长介绍了哪些情况？|
no|有多少条公交线路经过科技馆？|
no|哪几天有暴雨？|
no|杂志社每年出版多少篇报告文学？|
no|新闻联播几点播出？|
list|今天有哪些要闻？|
list|上个月发生了哪些大事？|
list|2024年3月4日都有什么新闻？|
list|这周报纸上登了什么？|
no|昨天的比赛有什么看点？|
no|今年有哪些节日？|
""")
