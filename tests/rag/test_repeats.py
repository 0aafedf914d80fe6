"""The same text printed twice: one article with its places, whatever came first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.backends.catalogue import SqliteCatalogue
from rag.library import Library, prepare_folder
from rag.records import Article, Source
from tests.samples import BRIDGE, MARKET, MemoryIndex, article, passages

# A wire report, as one paper printed it; another paper's edit; a third story.
WIRE = (
    "澄湖水库除险加固工程3月2日通过验收。工程历时两年零四个月，加固主坝1.8公里，更换闸门6扇，总投资4.2亿元。",
    "市水利局副局长温若舟介绍，水库下游有十一个乡镇、二十六万人。加固以后，防洪标准由五十年一遇提高到百年一遇。",
    "水库每年还可以向城区多供水三千万立方米。今年汛期以前，库区的雨量站和水位站将全部更新。",
)
EDITED = (WIRE[0].replace("总投资4.2亿元", "总投资逾4亿元"), WIRE[1].replace("市水利局", "临澜市水利局"), WIRE[2])


@contextmanager
def new_library() -> Iterator[tuple[Library, MemoryIndex]]:
    folder = Path(mkdtemp())
    prepare_folder(folder / "library", "model")
    index = MemoryIndex()
    library = Library(folder / "library", SqliteCatalogue(folder / "library/catalogue.sqlite"), (index,), "model")
    try:
        yield library, index
    finally:
        library.close()
        shutil.rmtree(folder)


@pytest.fixture
def library() -> Iterator[Library]:
    with new_library() as (opened, _):
        yield opened


def wire(newspaper: str, day: int | None, page: str = "1", text: tuple[str, ...] = WIRE) -> Article:
    printed = date(2024, 3, day) if day else None
    return article("澄湖水库加固工程通过验收", text, newspaper=newspaper, day=printed, page=page)


def test_the_same_text_in_another_paper_is_another_place_of_the_same_article(library: Library) -> None:
    first = wire("临澜日报", 3)
    library.add([first], passages)
    done = library.add([wire("东港晚报", 4, "5")], passages)
    (found,) = library.articles()
    assert found.id == first.id
    assert [(place.newspaper, place.page) for place in found.places] == [("临澜日报", "1"), ("东港晚报", "5")]
    assert (len(done.added), len(done.updated)) == (0, 1)


def test_of_repeats_that_come_together_one_is_added(library: Library) -> None:
    done = library.add([wire("临澜日报", 3), wire("东港晚报", 4)], passages)
    assert (len(done.added), len(done.updated)) == (1, 1)


def test_an_earlier_print_that_comes_later_is_the_first_publication() -> None:
    with new_library() as (library, index):
        late, early = wire("东港晚报", 4), wire("临澜日报", 3)
        library.add([late], passages)
        library.add([early], passages)
        (found,) = library.articles()
        assert (found.id, found.source.newspaper) == (early.id, "临澜日报")
        assert {passage.source for passage in index.held.values()} == {early.source}
        assert library.article(late.id) == found


def test_an_undated_print_is_never_the_first_publication(library: Library) -> None:
    library.add([wire("甲报", None), wire("乙报", 9)], passages)
    assert [place.newspaper for place in next(library.articles()).places] == ["乙报", "甲报"]


def test_a_further_place_leaves_the_indexes_alone() -> None:
    with new_library() as (library, index):
        library.add([wire("临澜日报", 3)], passages)
        index.breaks = True
        library.add([wire("东港晚报", 4)], passages)
        assert len(next(library.articles()).places) == 2


def test_a_print_that_is_edited_leaves_the_article_it_was_in(library: Library) -> None:
    library.add([wire("临澜日报", 3), wire("东港晚报", 4)], passages)
    library.add([wire("东港晚报", 4, text=EDITED)], passages)
    one, other = library.articles()
    assert (len(one.places), len(other.places)) == (1, 1)
    assert (one.paragraphs, other.paragraphs) == (WIRE, EDITED)


def test_removing_an_article_removes_its_places_whichever_is_named(library: Library) -> None:
    first, second = wire("临澜日报", 3), wire("东港晚报", 4)
    library.add([first, second], passages)
    library.remove([second.id])
    assert list(library.articles()) == []
    assert library.add([first], passages).added == (first.id,)
    assert len(next(library.articles()).places) == 1


def test_a_reprint_with_small_edits_is_the_same_report(library: Library) -> None:
    library.add([wire("东港晚报", 4, text=EDITED), article("菜市场开张", MARKET), wire("临澜日报", 3)], passages)
    reports = {found.source.newspaper + found.headline: found.report for found in library.articles()}
    first = wire("临澜日报", 3).id
    assert reports == {
        "临澜日报澄湖水库加固工程通过验收": first,
        "东港晚报澄湖水库加固工程通过验收": first,
        "临澜日报菜市场开张": "",
    }


def test_the_same_words_in_another_month_are_another_report(library: Library) -> None:
    library.add([wire("临澜日报", 3), wire("临澜日报", 28, text=EDITED)], passages)
    assert [found.report for found in library.articles()] == ["", ""]


def test_a_column_of_every_day_is_not_one_report_over_the_weeks(library: Library) -> None:
    daily = [wire("临澜日报", day, text=(*WIRE, f"第{day}期。")) for day in range(1, 21)]
    library.add(daily, passages)
    days = {found.id: found.source.date for found in library.articles()}
    spans = {(days[found.report] or date.min, found.source.date or date.max) for found in library.articles()}
    assert len({first for first, _ in spans}) == 3
    assert all((day - first).days <= 7 for first, day in spans)


def test_a_report_whose_other_articles_are_gone_is_no_report(library: Library) -> None:
    one, other = wire("临澜日报", 3), wire("东港晚报", 4, text=EDITED)
    library.add([one, other], passages)
    library.remove([one.id])
    assert library.article(other.id).report == ""


def _stories() -> list[Article]:
    """Prints of which some repeat, some are edits of one print, some are reprints."""
    return [
        wire("临澜日报", 3),
        wire("东港晚报", 4),
        wire("东港晚报", 4, page="7"),
        wire("澄湖快报", None),
        wire("澄湖快报", 5, text=EDITED),
        wire("青原时报", 9, text=(*EDITED[:2], EDITED[2] + "工程由市水利局组织实施。")),
        wire("甲报", 14, text=(*EDITED, "本报将继续关注。")),
        article("临澜大桥主桥合龙", BRIDGE),
        article("临澜大桥主桥合龙", BRIDGE, newspaper="东港晚报", external_id="b-1"),
    ]


@settings(max_examples=25)
@given(st.permutations(_stories()), st.integers(1, 9), st.integers(0, 8))
def test_the_library_is_the_same_whatever_the_order(order: list[Article], batch: int, again: int) -> None:
    with new_library() as (library, index), new_library() as (straight, straight_index):
        for start in range(0, len(order), batch):
            library.add(order[start : start + batch], passages)
        library.add(order[again:], passages)
        straight.add(_stories(), passages)
        assert list(library.articles()) == list(straight.articles())
        assert index.held == straight_index.held


@settings(max_examples=15)
@given(st.permutations(_stories()), st.integers(0, 8))
def test_a_library_that_an_article_was_removed_from_is_as_if_it_never_came(order: list[Article], which: int) -> None:
    with new_library() as (library, index), new_library() as (straight, straight_index):
        library.add(order, passages)
        gone = library.article(order[which].id)
        library.remove([gone.id])
        straight.add([one for one in order if one.source not in gone.places], passages)
        assert list(library.articles()) == list(straight.articles())
        assert index.held == straight_index.held


def _notice(body: str, day: int = 6, newspaper: str = "临澜日报") -> Article:
    return Article.of(Source(newspaper, date(2024, 3, day), "2", "更正"), (body,))


def test_a_correction_is_linked_to_the_headline_and_day_it_quotes_whichever_comes_first(library: Library) -> None:
    notice = _notice("本报3月4日第1版《临澜大桥主桥合龙》一文中，“18.6亿元”应为“16.8亿元”，特此更正。")
    library.add([notice], passages)
    library.add([article(), article(paragraphs=MARKET, day=date(2024, 3, 1))], passages)
    assert library.article(notice.id).corrects == article().id


def test_a_headline_quoted_in_part_is_found_on_the_day_that_is_named(library: Library) -> None:
    notice = _notice("昨日本报头版《临澜大桥主桥》一文有误，特此更正。", day=5)
    library.add([article(), notice], passages)
    assert library.article(notice.id).corrects == article().id


def test_a_correction_in_traditional_characters_is_linked_too(library: Library) -> None:
    body = ("昨日本報頭版「临澜大桥主桥合龙」一文，「18.6億元」應為「16.8億元」。",)
    notice = Article.of(Source("临澜日报", date(2024, 3, 5), "2", "勘誤"), body)
    library.add([article(), notice], passages)
    assert library.article(notice.id).corrects == article().id


@pytest.mark.parametrize(
    "notice",
    [
        _notice("本报3月4日《菜市场开张》一文有误，特此更正。"),
        _notice("本报3月5日《临澜大桥主桥合龙》一文有误，特此更正。"),
        _notice("本报3月4日《临澜大桥主桥合龙》一文有误。", newspaper="东港晚报"),
        _notice("昨日本报有误，特此更正。"),
    ],
)
def test_a_correction_of_what_is_not_there_is_linked_to_nothing(library: Library, notice: Article) -> None:
    library.add([article(), notice], passages)
    assert library.article(notice.id).corrects == ""


def _briefs(count: int) -> list[Article]:
    """Prints of one brief within a week, each with another figure in it; the papers print them on the same pages."""
    return [
        wire("临澜日报", 3 + at % 6, page=str(at % 8 + 1), text=(*WIRE, f"本报第{at}次刊出这条消息。"))
        for at in range(count)
    ]


def test_the_work_on_near_identical_briefs_grows_with_their_number_and_not_with_its_square(library: Library) -> None:
    """Counted in steps of SQLite's machine, which do not depend on how busy the computer is."""
    briefs = [replace(one, id=f"{at:016}", version=f"{at:016}") for at, one in enumerate(_briefs(256))]
    catalogue = library._catalogue
    assert isinstance(catalogue, SqliteCatalogue)
    steps: list[int] = []

    def count() -> int:
        steps[-1] += 1
        return 0

    catalogue._db.set_progress_handler(count, 1000)
    for start in range(0, len(briefs), 64):
        steps.append(0)
        library.add(briefs[start : start + 64], lambda _: ())
    assert len({one.report for one in library.articles()}) == 1
    assert steps[-1] < 1.3 * steps[1]
