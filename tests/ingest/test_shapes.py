"""Rows of names and figures and lines of verse are told from prose by their shape beside their neighbours'."""

import pytest

from ingest.shapes import Shape, shapes


@pytest.mark.parametrize(
    ("lines", "shape"),
    [
        (["李晓云 陈默 赵一凡", "欧阳晓月 周 帆 王强"], Shape.NAMES),
        (["李晓云 陈默 赵一凡 周帆"], Shape.NAMES),
        (["品种 今日价 昨日价", "粳米 5.20 5.18", "面粉 4.10 —"], Shape.FIGURES),
        (["东港 12", "鹿洲 9", "青屿 7"], Shape.FIGURES),
        (["潮落沙洲白，", "风来苇叶青。", "渔翁收网坐，", "闲话到三更。"], Shape.VERSE),
        (["九十年来守海门，长明一盏照黄昏。", "归舟认得南山影，隔岸犹闻犬吠村。"], Shape.VERSE),
        (["灯亮了", "像一粒很老的盐", "落回海里", "守灯的人说", "他只是把黑夜"], Shape.SHORT),
    ],
)
def test_lines_of_a_kind_have_its_shape(lines: list[str], shape: Shape) -> None:
    assert shapes(lines) == [shape] * len(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["悉，轨道2号线将于 3月 4日上午10", "时起初期运营。线路西起 帆石山 站，", "全长 46 公里，设站 29 座"],
        ["灯塔重新点亮 渔民夜航放心", "轮渡暑期增开 岛民回家方便"],
        ["李晓云 陈默"],
        ["昨晚重新点亮，附", "近海域的渔民又可", "以凭灯光夜航。灯", "塔建成于九十年前"],
        ["昨晚重新点亮附近", "海域的渔民又可以", "凭灯光夜航归来的", "灯塔建成于九十年", "前由花岗岩砌成高"],
        ["东港 12", "鹿洲 9"],
    ],
    ids=["stray spaces", "two headlines", "a byline", "a narrow column", "a column without marks", "two rows of two"],
)
def test_prose_and_headlines_have_none(lines: list[str]) -> None:
    assert shapes(lines) == [Shape.PLAIN] * len(lines)
