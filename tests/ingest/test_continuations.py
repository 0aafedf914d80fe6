"""Parts of one article on two pages are put together when both are read, and only then."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from ingest.continuations import read_mark, stitch
from ingest.formats import Hints
from ingest.opening import read_opening
from ingest.pipeline import ingest, read
from rag.backends.catalogue import SqliteCatalogue
from rag.library import Library
from rag.manifest import prepare_folder
from rag.parts import Mark, Part, Way
from rag.records import Article, LineBox, Origin, Source
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
    return continued(tmp_path)


def continued(folder: Path) -> list[Path]:
    first = ["鹭汀渡轮恢复开行", *column([*FERRY[:-1], FERRY[-1] + "（下转第4版）"], 16)]
    fourth = ["鹭汀渡轮恢复开行", *column(["（上接第1版）" + REST[0], *REST[1:]], 16)]
    school = ["东山小学果园开园", *column(OTHER, 16)]
    return [page(folder, "one.txt", 1, first, school), page(folder, "four.txt", 4, fourth)]


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


def stored(library: Library) -> list[tuple[str, str, int]]:
    """Headline, id and number of origins of what the library holds, with every passage in the index."""
    found = list(library.articles())
    assert library.status().sizes[1].passages == library.contents().passages
    return sorted((article.headline, article.id, len(article.origin)) for article in found)


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "another"
    prepare_folder(folder, "model")
    opened = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (MemoryIndex(),), "model")
    yield opened
    opened.close()


@pytest.mark.parametrize("order", [1, -1], ids=["first page first", "last page first"])
def test_parts_that_are_ingested_on_two_days_become_one_article(
    library: Library, another: Library, pages: list[Path], order: int
) -> None:
    for file in pages[::order]:
        report = ingest([file], library, SplitSettings(), Hints())
    ingest(pages, another, SplitSettings(), Hints())
    assert list(library.articles()) == list(another.articles())
    assert stored(library) == stored(another)
    assert [file.joined for file in report.files] == [1]


@pytest.mark.parametrize("again", [(0,), (1,), (0, 1), (1, 0)])
def test_ingesting_the_parts_again_in_any_order_changes_nothing(
    library: Library, pages: list[Path], again: tuple[int, ...]
) -> None:
    for file in pages:
        ingest([file], library, SplitSettings(), Hints())
    before = list(library.articles())
    for number in again:
        report = ingest([pages[number]], library, SplitSettings(), Hints())
        assert (report.added, report.updated) == (0, 0)
    assert list(library.articles()) == before


def test_an_edit_of_one_part_is_joined_with_the_other_part_that_was_read_before(
    library: Library, pages: list[Path]
) -> None:
    for file in pages:
        ingest([file], library, SplitSettings(), Hints())
    pages[1].write_text(pages[1].read_text("utf-8").replace("票价不变", "票价下调"), "utf-8")
    report = ingest([pages[1]], library, SplitSettings(), Hints())
    (whole,) = (article for article in library.articles() if article.headline == "鹭汀渡轮恢复开行")
    assert (report.added, report.updated) == (0, 1)
    assert "票价下调" in whole.body
    assert whole.body.startswith(FERRY[0].partition("）")[2])


def test_a_part_that_loses_its_mark_leaves_the_other_part_by_itself(library: Library, pages: list[Path]) -> None:
    for file in pages:
        ingest([file], library, SplitSettings(), Hints())
    pages[0].write_text(pages[0].read_text("utf-8").replace("（下转第4版）", ""), "utf-8")
    ingest([pages[0]], library, SplitSettings(), Hints())
    bodies = [article.body for article in library.articles() if article.headline == "鹭汀渡轮恢复开行"]
    assert len(bodies) == 2
    assert sum("候船厅" in body for body in bodies) == 1


def test_a_removed_article_does_not_come_back_with_one_of_its_parts(library: Library, pages: list[Path]) -> None:
    for file in pages:
        ingest([file], library, SplitSettings(), Hints())
    library.remove([article.id for article in library.articles() if len(article.origin) == 2])
    ingest(pages[1:], library, SplitSettings(), Hints())
    (part,) = (article for article in library.articles() if article.headline == "鹭汀渡轮恢复开行")
    assert (part.source.page, part.body) == ("4", "\n".join(REST))


def _part(page_number: str, paragraphs: tuple[str, ...], *marks: tuple[Way, str]) -> Part:
    article = Article.of(Source("临澜日报", date(2031, 5, 7), page_number, "渡轮恢复开行"), paragraphs)
    return Part(article, tuple(Mark(article.id, way, other) for way, other in marks), article.id)


def test_an_article_of_three_parts_is_put_together_whatever_their_order() -> None:
    parts = [
        _part("1", ("渡轮昨天",), (Way.ONWARD, "4")),
        _part("4", ("恢复开行，乘客",), (Way.BACK, "1"), (Way.ONWARD, "7")),
        _part("7", ("都上了船。",), (Way.BACK, "4")),
    ]
    for order in permutations(parts):
        (whole,) = stitch(order)
        assert whole.article.body == "渡轮昨天恢复开行，乘客都上了船。"
        assert ([part.article.source.page for part in whole.parts], whole.open) == (["1", "4", "7"], ())


def test_the_places_of_lines_move_with_the_second_part() -> None:
    first, second = _part("1", ("渡轮昨天",), (Way.ONWARD, "4")), _part("4", ("开行。", "船满了。"), (Way.BACK, "1"))
    box = LineBox(1, 0.1, 0.1, 0.4, 0.2, 0, 3)
    placed = replace(second.article, origin=(Origin("four.pdf", 1, 1, (box,)),))
    (whole,) = stitch([first, replace(second, article=placed)])
    (moved,) = whole.article.origin[-1].boxes
    assert whole.article.body[moved.start : moved.end] == "开行。"
