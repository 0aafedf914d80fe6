"""The day and the page of an issue come from what is printed or from the file's name."""

from datetime import date

import pytest

from ingest.issue_date import date_in_name, page_in_name, read_issue
from ingest.page import read_page
from tests.ingest.typesetting import column

STORY = [
    "青屿灯塔昨晚点亮",
    *column(
        ["本报青屿6月18日讯（记者 李晓云）青屿灯塔修缮完工，昨晚重新点亮，渔民可凭灯光夜航。灯塔建成已有九十年。"], 16
    ),
]


@pytest.mark.parametrize(
    "name",
    [
        "2024-06-19_yaowen.txt",
        "20240619.txt",
        "东港晚报2024年6月19日.txt",
        "dg-2024_6_19-03.txt",
        "donggang.2024.06.19.txt",
    ],
)
def test_a_date_is_found_in_every_usual_form_of_name(name: str) -> None:
    assert date_in_name(name) == date(2024, 6, 19)


@pytest.mark.parametrize("name", ["page.txt", "99999999.txt", "2024-13-40.txt", "1234567890123.txt"])
def test_a_name_without_a_day_gives_none(name: str) -> None:
    assert date_in_name(name) is None


@pytest.mark.parametrize(
    ("name", "page"), [("2024-06-19第3版.txt", "3"), ("20240619_A05.txt", "A05"), ("x_p08.txt", "")]
)
def test_a_page_is_found_in_the_name(name: str, page: str) -> None:
    assert page_in_name(name) == page


def test_the_day_given_comes_before_the_name() -> None:
    issue = read_issue(read_page(STORY), "2024-06-19.txt", date(2024, 6, 20))
    assert issue.date == date(2024, 6, 20)


def test_the_folio_gives_day_and_page() -> None:
    issue = read_issue(read_page(["2024年6月19日 星期三", "第3版", *STORY]), "page.txt", None)
    assert (issue.date, issue.page) == (date(2024, 6, 19), "3")


def test_a_dateline_without_a_year_leaves_the_day_unknown() -> None:
    assert read_issue(read_page(STORY), "page.txt", None).date is None


def test_a_dateline_takes_its_year_from_the_text() -> None:
    more = column(["市海事局说，2024年6月18日是灯塔建成九十周年的日子。"], 16)
    assert read_issue(read_page([*STORY, *more]), "page.txt", None).date == date(2024, 6, 18)
