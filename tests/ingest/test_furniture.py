"""Folios, dates, editors, telephones and labels are told from headlines and sentences."""

import pytest

from ingest.furniture import FurnitureKind, read_furniture


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("2024年6月18日 星期二", FurnitureKind.DAY),
        ("东港晚报 2024年6月18日 星期二 甲辰年五月十三", FurnitureKind.DAY),
        ("2024-06-18 第03版", FurnitureKind.DAY),
        ("2024/6/18第A03版 要闻", FurnitureKind.DAY),
        ("周末特刊", FurnitureKind.LABEL),
        ("第3版", FurnitureKind.FOLIO),
        ("03", FurnitureKind.FOLIO),
        ("A03 综合", FurnitureKind.FOLIO),
        ("要闻 2", FurnitureKind.FOLIO),
        ("责任编辑：李晓云 版式设计：陈默", FurnitureKind.STAFF),
        ("本版责编 李晓云 陈默", FurnitureKind.STAFF),
        ("责编/李晓云 美编/陈默", FurnitureKind.STAFF),
        ("电话：（0571）6655443", FurnitureKind.IMPRINT),
        ("国内统一连续出版物号：CN 00-0000", FurnitureKind.IMPRINT),
        ("国内国际", FurnitureKind.LABEL),
    ],
)
def test_page_furniture_is_known(line: str, kind: FurnitureKind) -> None:
    furniture = read_furniture(line, indented=False)
    assert furniture is not None
    assert furniture.kind is kind


@pytest.mark.parametrize(
    "line",
    [
        "灯塔昨晚重新点亮",
        "星期三起青屿增开3班渡轮",
        "2024年6月18日起灯塔免费开放",
        "设计 让老灯塔更好看",
        "6月18日，灯塔昨晚点亮。",
        "编辑部的灯亮到天明",
    ],
)
def test_headlines_and_sentences_are_no_furniture(line: str) -> None:
    assert read_furniture(line, indented=False) is None


@pytest.mark.parametrize(("line", "page"), [("第3版", "3"), ("03", "3"), ("第十二版", "12"), ("a05 综合", "A05")])
def test_a_folio_names_its_page_in_one_form(line: str, page: str) -> None:
    furniture = read_furniture(line, indented=False)
    assert furniture is not None
    assert furniture.page == page
