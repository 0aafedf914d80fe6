"""A file that is read anew: what it gives now takes the place of what it gave before, and nothing else goes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest import articles
from ingest.correcting import correct
from ingest.formats import Hints
from ingest.headline import Headline
from ingest.pipeline import ingest
from ingest.report import Report
from rag.doctor import examine
from rag.library import Library
from rag.settings import SplitSettings
from tests.ingest.test_continuations import OTHER, continued
from tests.ingest.test_continuations import page as page_of
from tests.ingest.typesetting import column
from tests.rag.library_of import open_stores

PAGE = sorted((Path(__file__).parents[2] / "examples" / "pages").glob("*.txt"))[0]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(open_stores(tmp_path / "library")) as opened:
        yield opened
        assert examine(opened) == ()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(PAGE, tmp_path / PAGE.name))


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let a later release read every headline otherwise."""
    read = articles._headline

    def otherwise(*given: object) -> Headline:
        found = read(*given)  # type: ignore[arg-type]
        return replace(found, title=f"{found.title} 另题")

    return lambda: monkeypatch.setattr(articles, "_headline", otherwise)


def take(library: Library, *files: Path, hints: Hints | None = None) -> Report:
    return ingest(list(files), library, SplitSettings(), hints or Hints())


def titles(library: Library) -> list[str]:
    return sorted(one.headline for one in library.articles())


def test_a_later_release_that_reads_headlines_otherwise_doubles_nothing(
    library: Library, page: Path, newer: Callable[[], None]
) -> None:
    take(library, page)
    before = titles(library)
    newer()
    report = take(library, page)
    assert titles(library) == sorted(f"{title} 另题" for title in before)
    assert report.files[0].withdrawn == len(before)
    assert take(library, page).files[0].withdrawn == 0


def test_a_file_sent_again_under_its_name_is_known_by_its_content(
    library: Library, page: Path, newer: Callable[[], None], tmp_path: Path
) -> None:
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        shutil.copyfile(page, folder / page.name)
    take(library, tmp_path / "one" / page.name, hints=Hints(below=tmp_path / "one"))
    before = titles(library)
    shutil.rmtree(tmp_path / "one")
    newer()
    take(library, tmp_path / "two" / page.name, hints=Hints(below=tmp_path / "two"))
    assert titles(library) == sorted(f"{title} 另题" for title in before)


def test_what_another_file_gives_too_stays(
    library: Library, page: Path, newer: Callable[[], None], tmp_path: Path
) -> None:
    copy = Path(shutil.copyfile(page, tmp_path / f"又_{page.name}"))
    take(library, page, copy)
    before = titles(library)
    newer()
    assert take(library, page).files[0].withdrawn == 0
    assert titles(library) == sorted([*before, *(f"{title} 另题" for title in before)])
    take(library, copy)
    assert titles(library) == sorted(f"{title} 另题" for title in before)


def test_a_page_changed_at_its_place_loses_what_is_not_on_it_any_more(library: Library, page: Path) -> None:
    text = page.read_text("utf-8")
    take(library, page)
    before = titles(library)
    first = next(iter(library.articles())).origin[0]
    lines = text.splitlines(keepends=True)
    del lines[first.first_line - 1 : first.last_line]
    page.write_text("".join(lines), "utf-8")
    report = take(library, page)
    assert len(titles(library)) == len(before) - 1
    assert report.files[0].withdrawn == 1


def test_a_file_that_holds_another_issue_now_takes_nothing_of_the_issue_before(library: Library, page: Path) -> None:
    today = page.with_name("今日.txt")
    shutil.copyfile(page, today)
    take(library, today)
    before = titles(library)
    other = sorted(PAGE.parent.glob("*.txt"))[1]
    shutil.copyfile(other, today)
    report = take(library, today)
    assert report.files[0].withdrawn == 0
    assert set(before) < set(titles(library))


def test_a_table_that_rolls_on_takes_nothing_that_it_held_before(library: Library, tmp_path: Path) -> None:
    table = tmp_path / "latest.csv"
    table.write_text("title,text,date\n甲题,甲事发生了。,2031-05-01\n乙题,乙事发生了。,2031-05-01\n", "utf-8")
    take(library, table)
    table.write_text("title,text,date\n乙题,乙事发生了。,2031-05-01\n丙题,丙事发生了。,2031-05-01\n", "utf-8")
    take(library, table)
    assert titles(library) == ["丙题", "乙题", "甲题"]


def test_a_file_that_could_not_be_read_whole_takes_nothing_away(library: Library, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    good, other = '{"title": "甲题", "text": "甲事发生了。"}\n', '{"title": "乙题", "text": "乙事发生了。"}\n'
    rows.write_text(good + other + '{"title": ', "utf-8")
    take(library, rows)
    assert take(library, rows, hints=Hints(columns={"title": "doc"})).files[0].withdrawn == 0


@pytest.mark.parametrize("first", [0, 1], ids=["the first page first", "the last page first"])
def test_an_article_over_two_pages_is_put_together_anew(
    library: Library, tmp_path: Path, newer: Callable[[], None], first: int
) -> None:
    pages = continued(tmp_path)
    take(library, *pages)
    before = titles(library)
    newer()
    take(library, pages[first])
    take(library, pages[1 - first])
    assert titles(library) == sorted(f"{title} 另题" for title in before)
    parts = library.parts(next(iter(library.articles())).source.date or date.min)
    assert len(parts) == 2


def test_the_rest_of_an_article_stands_alone_when_its_beginning_is_gone(library: Library, tmp_path: Path) -> None:
    pages = continued(tmp_path)
    take(library, *pages)
    page_of(tmp_path, "one.txt", 1, ["东山小学果园开园", *column(OTHER, 16)])
    assert take(library, pages[0]).files[0].withdrawn == 1
    assert titles(library) == ["东山小学果园开园", "鹭汀渡轮恢复开行"]
    assert {one.source.page for one in library.articles()} == {"1", "4"}


def test_what_was_corrected_by_hand_stays(library: Library, page: Path, newer: Callable[[], None]) -> None:
    take(library, page)
    first = next(iter(library.articles()))
    correct(library, first.id, replace(first.source, headline="改过的题"), SplitSettings())
    take(library, page)
    newer()
    take(library, page)
    assert "改过的题" in titles(library)
