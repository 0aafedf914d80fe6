"""Everyday wordings are read in the words of print; what is put in them already is left."""

from __future__ import annotations

import pytest

from rag.asking.everyday import in_print
from rag.question import make_query

PUT_OTHERWISE = """
海豚小帆现在咋样了|海豚小帆现在怎么样了
海豚啥时候放的？|海豚什么时候放的？
为啥鹭汀岛航线停航|为什么鹭汀岛航线停航
鹭汀岛的船恢复了没有|鹭汀岛的船恢复了吗
图书馆新馆几点关门|图书馆新馆开放到几点
渔灯节在哪儿办|渔灯节在哪里举办
马拉松报名截止日期|马拉松报名什么时候截止
球幕影院几块钱一场？|球幕影院多少钱一场？
告诉我2号线的票价|2号线的票价
介绍一下渔灯节|渔灯节
请问一下科技馆要预约吗|科技馆要预约吗
我想知道消费券怎么领|消费券怎么领
何守礁是谁|何守礁是什么人
谁是温知夏？|温知夏是什么人？
"""
LEFT = """
说明书是谁写的
可以停车吗
能坐多少人
查干湖在哪里
告诉他的人是谁
讲话的主要内容是什么
介绍信有什么用
市长是谁
谁是冠军
高手是谁
黄队长是谁
有没有停车场
渔灯节的最后一站在哪儿
When does the library close?
"""


@pytest.mark.parametrize("line", PUT_OTHERWISE.strip().splitlines())
def test_everyday_words_become_those_of_print(line: str) -> None:
    question, printed = line.split("|")
    assert in_print(question) == printed


@pytest.mark.parametrize("question", LEFT.strip().splitlines())
def test_a_question_in_the_words_of_print_is_left(question: str) -> None:
    assert in_print(question) == ""


def test_what_is_read_is_another_wording_than_what_is_shown() -> None:
    query = make_query("海豚啥时候放的？")
    assert (query.text, query.readable) == ("海豚啥时候放的？", "海豚什么时候放的？")
