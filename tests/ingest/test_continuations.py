"""Parts of one article on two pages are put together when both are read, and only then."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.continuations import Mark, Way, read_mark
from ingest.formats import Hints
from ingest.opening import read_opening
from ingest.pipeline import ingest, read
from rag.backends.catalogue import SqliteCatalogue
from rag.library import Library, prepare_folder
from rag.records import Article
from rag.settings import SplitSettings
from tests.ingest.typesetting import column
from tests.samples import MemoryIndex

FERRY = [
    "本报临澜5月6日讯（记者 顾念慈）停航半年的鹭汀渡轮昨天恢复开行，首班船于清晨六时离开码头，船上坐满了上班的市民。",
    "渡轮公司负责人介绍，新船装有两台电机，比旧船安静得多，每小时可以多运送四百名乘客，乘客在船上也能听清广播。",
]
REST = [
    "码头的候船厅也换了新貌。原来的木椅换成了可以躺下的长凳，墙上挂着本市画家画的海湾，窗口多开了三个。",
    "公司说，夏天还会加开夜航，末班船推迟到晚上十一时，票价不变，学生和老人凭证件可以免费乘船。",
]
OTHER = [
    "本报临澜5月6日讯（记者 陆怀川）东山小学的果园昨天开园，孩子们种下的梨树第一次结了果，全校师生一起采摘了两筐。"
]


def page(folder: Path, name: str, number: int, *stories: list[str]) -> Path:
    file = folder / name
    lines = [f"临澜日报 2031年5月7日 星期三 第{number}版", *(line for story in stories for line in story)]
    file.write_text("\n".join(lines), "utf-8")
    return file


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    first = ["鹭汀渡轮恢复开行", *column([*FERRY[:-1], FERRY[-1] + "（下转第4版）"], 16)]
    fourth = ["鹭汀渡轮恢复开行", *column(["（上接第1版）" + REST[0], *REST[1:]], 16)]
    school = ["东山小学果园开园", *column(OTHER, 16)]
    return [page(tmp_path, "one.txt", 1, first, school), page(tmp_path, "four.txt", 4, fourth)]


def articles(files: list[Path]) -> list[Article]:
    return [item for item in read(files, Hints()) if isinstance(item, Article)]


@pytest.mark.parametrize("order", [1, -1], ids=["first page first", "last page first"])
def test_both_parts_become_one_article_in_any_order(pages: list[Path], order: int) -> None:
    found = articles(pages[::order])
    assert sorted(article.headline for article in found) == ["东山小学果园开园", "鹭汀渡轮恢复开行"]
    whole = next(article for article in found if article.headline == "鹭汀渡轮恢复开行")
    assert "".join(whole.paragraphs) == "".join([FERRY[0].partition("）")[2], *FERRY[1:], *REST])
    assert (whole.source.page, len(whole.origin), whole.authors) == ("1", 2, ("顾念慈",))


def test_a_part_alone_loses_its_mark_and_stays(pages: list[Path]) -> None:
    found = articles(pages[:1])
    assert len(found) == 2
    assert all("转第" not in article.body for article in found)


def test_parts_of_different_days_stay_apart(pages: list[Path]) -> None:
    pages[1].write_text(pages[1].read_text("utf-8").replace("5月7日 星期三", "5月8日 星期四"), "utf-8")
    assert len(articles(pages)) == 3


def test_parts_that_point_at_other_pages_stay_apart(pages: list[Path]) -> None:
    pages[1].write_text(pages[1].read_text("utf-8").replace("上接第1版", "上接第2版"), "utf-8")
    assert len(articles(pages)) == 3


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "library"
    prepare_folder(folder, "model")
    opened = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (MemoryIndex(),), "model")
    yield opened
    opened.close()


def test_the_report_counts_what_was_joined(library: Library, pages: list[Path]) -> None:
    report = ingest(pages, library, SplitSettings(), Hints())
    assert [file.joined for file in report.files] == [0, 1]
    assert report.added == 2


def test_the_report_names_a_part_whose_other_page_was_not_read(library: Library, pages: list[Path]) -> None:
    report = ingest(pages[1:], library, SplitSettings(), Hints())
    assert "began on page 1" in report.files[0].apart[0]
    assert report.added == 1


def test_marks_name_the_page_and_words_of_the_other_headline() -> None:
    assert read_mark("……完成。（下转第4版）", Way.ONWARD) == Mark("", Way.ONWARD, "4")
    assert read_mark("（紧接第一版《渡轮复航》）今天", Way.BACK) == Mark("", Way.BACK, "1", "渡轮复航")
    assert read_mark("工作已经好转，第四版已经付印。", Way.ONWARD) is None


def test_a_mark_without_brackets_takes_nothing_of_the_sentence_behind_it() -> None:
    opening = read_opening(["上接第1版渡轮公司负责人说"])
    assert opening is not None
    assert opening.length == len("上接第1版")
