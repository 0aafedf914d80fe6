"""Lists of names, tables of figures and verse keep their printed lines; what stands around them is prose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ingest.articles import page_articles
from ingest.issue_date import Issue
from ingest.page import read_page
from rag.records import Article
from tests.ingest.test_page import FERRY, LIGHTHOUSE, MARKET
from tests.ingest.typesetting import column

DELEGATES = [
    "李晓云 陈默 赵一凡 周帆",
    "孙梅 欧阳晓月 韩临风 唐晚晴",
    "卡洛斯·门多萨 罗小川 何砚秋",
    "贺兰舟 林砚",
]
WINNERS = ["一等奖 李晓云 东港一中", "二等奖 陈默 鹿洲小学", "二等奖 周帆 青屿中学", "三等奖 孙梅 东港三中"]
PRICES = [
    "品种 今日价 昨日价 涨跌",
    "粳米 5.20 5.18 +0.02",
    "面粉 4.10 4.10 —",
    "花生油 18.6 18.9 -0.3",
    "鸡蛋 9.8 9.6 +0.2",
]
STANDINGS = ["东港海鸥 12 8 3 1 27", "鹿洲渔火 12 7 4 1 25", "青屿灯塔 12 7 2 3 23", "南屿潮声 12 5 5 2 20"]
WEATHER = ["东港 多云 18℃～24℃", "鹿洲 小雨 16℃～22℃", "青屿 阴 17℃～23℃", "南屿 晴 19℃～26℃"]
QUATRAINS = ["潮落沙洲白，", "风来苇叶青。", "渔翁收网坐，", "闲话到三更。"]
COUPLETS = [
    "九十年来守海门，长明一盏照黄昏。",
    "归舟认得南山影，隔岸犹闻犬吠村。",
    "石级苔深人去后，风灯雨夜浪留痕。",
    "而今又见清光满，不负当年父老恩。",
]
FREE = [
    "灯亮了",
    "像一粒很老的盐",
    "落回海里",
    "守灯的人说",
    "他只是把黑夜",
    "擦了擦",
    "就看见了家",
    "看见母亲",
    "在岸上数船",
]


def read(*blocks: Sequence[str]) -> list[Article]:
    page = read_page([line for block in blocks for line in block])
    assert not page.whole
    return list(page_articles(page, Issue(date(2024, 6, 19), "3"), "东港晚报", "page.txt"))


def around(*middle: str) -> list[list[str]]:
    """A page of three stories; the one in the middle is given as printed."""
    return [
        ["百年灯塔昨晚重新点亮", *column(LIGHTHOUSE, 16)],
        list(middle),
        ["渔业博览会在东港开幕", *column(MARKET, 18)],
    ]


@pytest.mark.parametrize(
    "rows",
    [DELEGATES, WINNERS, PRICES, STANDINGS, WEATHER],
    ids=["delegates", "winners", "prices", "standings", "weather"],
)
@pytest.mark.parametrize("width", [14, 19])
def test_rows_below_a_paragraph_stay_rows(rows: list[str], width: int) -> None:
    said = "本报讯（记者 李晓云）市里昨日公布有关情况，详细结果刊登如下，请读者查阅。"
    first, middle, last = read(*around("最新结果昨日公布", *column([said], width), *rows))
    assert middle.paragraphs == (said.partition("）")[2], *rows)
    assert (first.paragraphs, last.headline) == (
        (LIGHTHOUSE[0].partition("）")[2], *LIGHTHOUSE[1:]),
        "渔业博览会在东港开幕",
    )


@pytest.mark.parametrize(
    "rows", [DELEGATES, PRICES, STANDINGS, WEATHER], ids=["delegates", "prices", "standings", "weather"]
)
def test_rows_without_a_paragraph_are_an_article(rows: list[str]) -> None:
    _, middle, _ = read(*around("东港市今日公布", *rows))
    assert (middle.headline, middle.paragraphs, middle.authors) == ("东港市今日公布", tuple(rows), ())


def test_prose_goes_on_below_rows() -> None:
    story = [FERRY[0], FERRY[1]]
    lines = ["东港至鹿洲渡轮增开", *column([story[0]], 16), *PRICES, *column([story[1]], 16)]
    _, middle, _ = read(*around(*lines))
    assert middle.paragraphs == (story[0].partition("陈默 ")[2], *PRICES, story[1])


@pytest.mark.parametrize("verse", [QUATRAINS * 2, COUPLETS], ids=["quatrains", "couplets"])
def test_a_poem_keeps_its_lines(verse: list[str]) -> None:
    _, middle, _ = read(*around("海门守灯人", *verse))
    assert (middle.headline, middle.paragraphs) == ("海门守灯人", tuple(verse))


def test_free_verse_keeps_its_lines() -> None:
    poem, story = read(["海门守灯人的信", *FREE], ["渔业博览会在东港开幕", *column(MARKET, 18)])
    assert (poem.headline, poem.paragraphs, story.headline) == ("海门守灯人的信", tuple(FREE), "渔业博览会在东港开幕")


def test_a_poem_inside_a_story_keeps_its_lines() -> None:
    lines = ["老船长写诗记灯塔", *column([FERRY[0]], 16), *QUATRAINS, *column([FERRY[1]], 16)]
    _, middle, _ = read(*around(*lines))
    assert middle.paragraphs == (FERRY[0].partition("陈默 ")[2], *QUATRAINS, FERRY[1])


def test_a_page_of_verse_alone_is_no_page_that_cannot_be_split() -> None:
    (poem,) = read(["海门守灯人的信", *COUPLETS * 2])
    assert poem.paragraphs == tuple(COUPLETS * 2)
