import pytest

from ingest.layout.printed import Leaf
from ingest.layout.running import running_lines, running_patterns
from tests.ingest.layout.sheets import column, line, sheet


def leaf(number: int) -> Leaf:
    body = [f"第{number}页上各不相同的正文第{at}行" for at in "甲乙丙丁戊己庚辛"]
    return sheet([line(f"澜湾周览 {number}", 40, 10), *column(body, 40, 200), line(f"内部赠阅{number}", 250, 780)])


def dropped(page: Leaf, patterns: frozenset[str]) -> list[str]:
    return [each.text for row in running_lines(page, patterns) for each in row]


def test_lines_that_repeat_at_the_edge_but_for_a_number_are_running() -> None:
    patterns = running_patterns([leaf(at) for at in range(1, 7)])
    assert dropped(leaf(9), patterns) == ["澜湾周览 9", "内部赠阅9"]


@pytest.mark.parametrize("text", ["第 12 页", "3/8", "临澜日报　2024年3月4日　第1版", "file:///page.html"])
def test_folios_are_running_on_a_single_leaf(text: str) -> None:
    page = sheet([*column(["正文正文正文正文正文"] * 8, 40, 200), line(text, 250, 780)])
    assert dropped(page, frozenset()) == [text]


def test_the_masthead_is_no_headline() -> None:
    page = sheet([line("临澜日报", 40, 10, 40), *column(["正文正文正文正文正文"] * 8, 40, 200)])
    assert dropped(page, frozenset()) == ["临澜日报"]


def test_a_story_at_the_edge_is_kept() -> None:
    page = sheet(column(["3月4日上午，列车准时从帆石山站驶出。"] * 8, 40, 10))
    assert dropped(page, frozenset()) == []
