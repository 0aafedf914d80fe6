"""Files into the library: what is read, what is reported, and that one bad file stops nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.formats import Hints
from ingest.pipeline import Progress, find_files, ingest, read
from rag.backends.catalogue import SqliteCatalogue
from rag.errors import InputError
from rag.library import Library, prepare_folder
from rag.records import Article
from rag.settings import SplitSettings
from tests.samples import BRIDGE, MARKET, MemoryIndex


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "library"
    prepare_folder(folder, "model")
    opened = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (MemoryIndex(),), "model")
    yield opened
    opened.close()


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    rows = [
        {
            "doc_id": "a",
            "title": "临澜大桥主桥合龙",
            "text": "\n".join(BRIDGE),
            "date": "2024-03-04",
            "source": "临澜日报",
        },
        {"doc_id": "b", "title": "菜市场开张", "text": "\n".join(MARKET), "date": "2024-03-05", "source": "临澜日报"},
    ]
    (folder / "articles.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return folder


def test_a_folder_is_read_and_a_second_time_adds_nothing(library: Library, pages: Path) -> None:
    first = ingest([pages], library, SplitSettings(), Hints())
    again = ingest([pages], library, SplitSettings(), Hints())
    assert (first.added, first.failed) == (2, 0)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)


def test_one_bad_file_is_reported_and_the_others_go_on(library: Library, pages: Path) -> None:
    (pages / "empty.txt").write_bytes(b"")
    (pages / "binary.txt").write_bytes(bytes(range(256)) * 40)
    report = ingest([pages], library, SplitSettings(), Hints())
    failed = {Path(file.file).name: file.failed for file in report.files if file.failed}
    assert set(failed) == {"empty.txt", "binary.txt"}
    assert "empty" in failed["empty.txt"][0]
    assert report.added == 2


def test_a_bad_line_is_reported_with_its_number_and_the_others_go_on(library: Library, pages: Path) -> None:
    with (pages / "articles.jsonl").open("a", encoding="utf-8") as file:
        file.write("{not json\n")
    report = ingest([pages], library, SplitSettings(), Hints())
    assert report.added == 2
    assert "line 3" in report.files[0].failed[0]


def test_files_of_other_kinds_in_a_folder_are_skipped_with_a_reason(library: Library, pages: Path) -> None:
    (pages / "photo.xyz").write_bytes(b"x")
    report = ingest([pages], library, SplitSettings(), Hints())
    assert report.skipped == 1
    assert "no kind that is read" in next(file.skipped for file in report.files if file.skipped)[0]


def test_a_named_file_of_another_kind_fails(library: Library, pages: Path) -> None:
    other = pages / "photo.xyz"
    other.write_bytes(b"x")
    assert ingest([other], library, SplitSettings(), Hints()).failed == 1


def test_a_path_that_does_not_exist_is_named_before_anything_is_stored(library: Library, pages: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        ingest([pages, pages / "nowhere"], library, SplitSettings(), Hints())
    assert library.contents().articles == 0


def test_a_folder_without_pages_is_named_with_the_kinds_that_are_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no pages.*\.jsonl.*\.txt"):
        find_files([tmp_path])


def test_hidden_files_are_passed_over(pages: Path) -> None:
    (pages / ".hidden.txt").write_text("x", "utf-8")
    assert [file.name for file in find_files([pages])] == ["articles.jsonl"]


def test_progress_counts_files_and_articles(library: Library, pages: Path) -> None:
    seen: list[Progress] = []
    ingest([pages], library, SplitSettings(), Hints(), seen.append)
    assert (seen[-1].files_done, seen[-1].files, seen[-1].articles) == (1, 1, 2)


def test_reading_alone_yields_articles_in_order(pages: Path) -> None:
    found = list(read([pages], Hints()))
    assert [one.source.external_id for one in found if isinstance(one, Article)] == ["a", "b"]
