from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.correcting import correct
from ingest.formats import Hints
from ingest.pipeline import ingest
from ingest.splitter import split
from rag.amendments import Amendment
from rag.backends.catalogue import SqliteCatalogue
from rag.errors import InputError, LibraryError
from rag.library import Library
from rag.records import Article, Origin, Passage, Query, Source
from rag.settings import SplitSettings
from rag.trash import empty, put_back, take_out
from tests.samples import MemoryIndex, article

SPLIT = SplitSettings()


def cut(one: Article) -> tuple[Passage, ...]:
    return tuple(split(one, SPLIT))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "library"
    folder.mkdir()
    opened = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), [MemoryIndex()], "hash/1")
    yield opened
    opened.close()


def found(library: Library) -> list[str]:
    return [ranked.passage_id for ranking in library.search(Query("大桥"), 10) for ranked in ranking.entries]


def test_what_was_removed_is_put_back_as_it_was(library: Library) -> None:
    one = article()
    library.add([one], cut)
    before = (library.article(one.id), found(library))
    removal = take_out(library, [one.id])
    assert library.contents().articles == 0
    assert found(library) == []
    assert [back.id for back in put_back(library, removal, cut)] == [one.id]
    assert (library.article(one.id), found(library)) == before


def test_the_copy_of_a_source_file_comes_back_with_its_article(library: Library, tmp_path: Path) -> None:
    scan = tmp_path / "a.png"
    scan.write_bytes(b"a scan")
    with library.holding() as hold:
        one = replace(article(), origin=(Origin("a.png", 1, 2, copy=hold(scan)),))
        library.add([one], cut)
    removal = take_out(library, [one.id])
    assert library.source_copy(one.origin[0]) is None
    put_back(library, removal, cut)
    copy = library.source_copy(one.origin[0])
    assert copy is not None
    assert copy.read_bytes() == b"a scan"


def test_a_removal_is_undone_once_and_only_while_it_is_kept(library: Library) -> None:
    library.add([article()], cut)
    removal = take_out(library, [article().id])
    put_back(library, removal, cut)
    for gone in (removal, "../library", "0" * 16):
        with pytest.raises(InputError, match="no longer kept"):
            put_back(library, gone, cut)
    again = take_out(library, [article().id])
    empty(library.folder)
    with pytest.raises(InputError, match="no longer kept"):
        put_back(library, again, cut)


def test_an_unknown_article_removes_nothing(library: Library) -> None:
    library.add([article()], cut)
    with pytest.raises(InputError, match="No article"):
        take_out(library, ["unknown"])
    assert library.contents().articles == 1


def test_a_corrected_title_and_day_are_found_and_the_old_ones_gone(library: Library) -> None:
    old = article()
    library.add([old], cut)
    new = correct(library, old.id, Source("临澜日报", date(2024, 3, 5), "2", "主桥合龙"), SPLIT)
    assert [one.source.label for one in library.articles()] == ["《临澜日报》2024-03-05 第2版《主桥合龙》"]
    assert library.article(new.id).body == old.body
    with pytest.raises(InputError):
        library.article(old.id)


def test_a_correction_stays_when_the_file_is_read_again(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"title": "大桥合拢", "date": "2024-03-04", "newspaper": "临澜日报", "paragraphs": ["主桥昨日合龙。"]}\n'
    )
    ingest([file], library, SPLIT, Hints())
    (read,) = library.articles()
    first = correct(library, read.id, Source("临澜日报", date(2024, 3, 4), "1", "大桥合龙"), SPLIT)
    second = correct(library, first.id, Source("临澜日报", date(2024, 3, 4), "1", "大桥今合龙"), SPLIT)
    report = ingest([file], library, SPLIT, Hints())
    assert (report.added, report.updated, report.unchanged) == (0, 0, 1)
    assert [one.headline for one in library.articles()] == ["大桥今合龙"]
    correct(library, second.id, read.source, SPLIT)
    assert library.catalogue.amendments() == {}
    assert ingest([file], library, SPLIT, Hints()).unchanged == 1
    assert [one.id for one in library.articles()] == [read.id]


def test_a_place_that_another_article_has_is_refused_and_nothing_changes(library: Library) -> None:
    one, other = article(), article("东门菜市场开张", ("菜市场开张。",))
    library.add([one, other], cut)
    with pytest.raises(InputError, match="in the library already"):
        correct(library, other.id, one.source, SPLIT)
    assert library.contents().articles == 2


def test_a_correction_that_changes_nothing_leaves_all_as_it_is(library: Library) -> None:
    library.add([article()], cut)
    assert correct(library, article().id, article().source, SPLIT).id == article().id
    assert library.catalogue.amendments() == {}


def test_corrections_that_an_earlier_release_kept_in_a_file_are_taken_over(tmp_path: Path) -> None:
    row = {"to": "b", "newspaper": "临澜日报", "day": "2024-03-04", "page": "1", "headline": "大桥合龙"}
    (tmp_path / "amendments.json").write_text(json.dumps({"a": row}), "utf-8")
    for _ in range(2):
        opened = Library(tmp_path, SqliteCatalogue(tmp_path / "catalogue.sqlite"), [MemoryIndex()], "hash/1")
        assert opened.catalogue.amendments() == {"a": Amendment("b", "临澜日报", date(2024, 3, 4), "1", "大桥合龙")}
        opened.close()
    assert not (tmp_path / "amendments.json").exists()


def test_a_damaged_file_of_corrections_is_named_and_left(tmp_path: Path) -> None:
    (tmp_path / "amendments.json").write_text('{"a": {}}', "utf-8")
    with pytest.raises(LibraryError, match=r"amendments\.json is damaged"):
        Library(tmp_path, SqliteCatalogue(tmp_path / "catalogue.sqlite"), [MemoryIndex()], "hash/1")
    assert (tmp_path / "amendments.json").exists()
