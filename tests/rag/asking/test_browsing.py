"""Questions that leaf through the archive, told from those that ask something of the news."""

from __future__ import annotations

import pytest

from rag.asking.sections import SECTIONS, section_of
from rag.counting import Census, Wanted, census_of

# Each line: the question, the words to hold, the section, `recent` and `first` where they are meant.
LEAFING = """
昨天有什么新闻|||
昨天北川有什么新闻|北川||
昨天鹭汀岛都有些什么消息？|鹭汀岛||
本周有哪些体育报道||体育|
本周的体育新闻||体育|
体育新闻有哪些？||体育|
有没有体育新闻？||体育|
今天的头条是什么|||first
今天头版头条是什么？|||first
3月4日第1版头条是什么？|||first
昨天《临澜日报》的头条|||first
最近有什么新闻？|||recent
最近有什么大事|||recent
最新的新闻是什么|||recent
有什么新闻？|||recent
鹭汀岛有什么新闻|鹭汀岛||
临澜港最近有什么消息|临澜港||recent
3月6日有哪些文化报道？||文化|
告诉我昨天的新闻|||
总结一下昨天2号线的消息|2号线||
昨天有啥新闻|||
3月5日有没有新闻？|||
这周有哪些天气方面的消息||天气|
What is in the news today?|||
Any sports news this week?||体育|
What was the top story yesterday?|||first
What are the latest headlines?|||recent
"""
NO_LEAFING = """
新闻发布会是哪天开的？
昨天的比赛有什么看点？
记者从哪里得到消息？
报道中提到的损失是多少？
科技馆有哪些展厅？
这条消息是谁发布的？
公司今天发布了什么消息？
体育馆在哪里？
文化广场有什么活动？
头条新闻的作者是谁？
他有什么消息？
What news did the museum announce?
Who wrote the top story?
What did the news conference say about the marathon?
"""


def lines(table: str) -> list[str]:
    return table.strip().splitlines()


@pytest.mark.parametrize("line", lines(LEAFING))
def test_leafing_is_known_with_its_place_section_and_order(line: str) -> None:
    question, words, section, how = line.split("|")
    census = census_of(question)
    assert census is not None
    assert census.wanted is Wanted.LIST
    assert (census.words, census.section.name if census.section else "") == (tuple(words.split()), section)
    assert (census.recent, census.first) == (how == "recent", how == "first")


@pytest.mark.parametrize("question", lines(NO_LEAFING))
def test_a_question_about_the_news_itself_is_left(question: str) -> None:
    assert census_of(question) is None


def test_a_section_may_be_counted() -> None:
    census = census_of("本周有多少篇体育报道？")
    assert census is not None
    assert (census.wanted, census.words) == (Wanted.COUNT, ())
    assert census.section is section_of("体育报道").section


@pytest.mark.parametrize(
    "question", ["有多少篇关于轨道交通的报道？", "本周有多少篇轨道交通报道？", "有几篇关于轨道交通报道？"]
)
def test_a_section_that_ends_a_longer_word_is_no_section(question: str) -> None:
    census = census_of(question)
    assert census is not None
    assert (census.words, census.section) == (("轨道交通",), None)


def test_an_article_is_of_a_section_by_its_headline_or_by_two_words() -> None:
    sports = next(section for section in SECTIONS if section.name == "体育")
    assert sports.holds("女排冲进四强", "")
    assert sports.holds("冲进四强", "决赛次回合，海鸥队在客场取胜。")
    assert not sports.holds("新馆开放", "新馆离体育场不远，主场在望帆区。")


def test_a_count_of_what_is_told_stays_what_it_was() -> None:
    assert census_of("一月有多少篇关于台风的报道？") == Census(Wanted.COUNT, ("台风",))
