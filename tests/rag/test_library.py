"""The library: the catalogue first, the indexes after it, nothing lost in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.backends.catalogue import SqliteCatalogue
from rag.errors import InputError, LibraryMismatch, LibraryMissing
from rag.library import Library, prepare_folder, read_manifest, require_library
from rag.manifest import FORMAT
from tests.samples import MARKET, MemoryIndex, article, passages

Opened = Callable[..., Library]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def opened(folder: Path) -> Iterator[Opened]:
    libraries: list[Library] = []

    def open_with(*indexes: MemoryIndex) -> Library:
        prepare_folder(folder, "model-a")
        libraries.append(Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), indexes, "model-a"))
        return libraries[-1]

    yield open_with
    for library in libraries:
        library.close()


def test_adding_the_same_articles_twice_adds_nothing(opened: Opened) -> None:
    index = MemoryIndex()
    library = opened(index)
    first = library.add([article()], passages)
    held = dict(index.held)
    again = library.add([article()], passages)
    assert (len(first.added), len(again.added), len(again.unchanged)) == (1, 0, 1)
    assert index.held == held


def test_an_edit_replaces_the_article_s_own_passages(opened: Opened) -> None:
    index = MemoryIndex()
    library = opened(index)
    library.add([article(), article("菜市场开张", MARKET)], passages)
    done = library.add([article(paragraphs=("临澜大桥改为明年通车。",))], passages)
    assert len(done.updated) == 1
    texts = [passage.text for passage in index.held.values()]
    assert "临澜大桥改为明年通车。" in texts
    assert not any("18.6亿元" in text for text in texts)
    assert any("菜市场" in text for text in texts)


def test_a_removed_article_is_gone_from_catalogue_and_indexes(opened: Opened) -> None:
    index = MemoryIndex()
    library = opened(index)
    gone = article()
    library.add([gone, article("菜市场开张", MARKET)], passages)
    library.remove([gone.id])
    assert [one.headline for one in library.articles()] == ["菜市场开张"]
    assert {passage.article_id for passage in index.held.values()} == {article("菜市场开张", MARKET).id}


def test_removing_an_unknown_article_removes_nothing(opened: Opened) -> None:
    library = opened(MemoryIndex())
    kept = article()
    library.add([kept], passages)
    with pytest.raises(InputError, match="nowhere"):
        library.remove([kept.id, "nowhere"])
    assert library.article(kept.id) == kept


def test_an_article_comes_back_as_it_went_in(opened: Opened) -> None:
    library = opened(MemoryIndex())
    library.add([article()], passages)
    assert list(library.articles()) == [article()]


def test_what_an_index_did_not_take_is_carried_on_at_the_next_opening(opened: Opened) -> None:
    broken = MemoryIndex()
    broken.breaks = True
    library = opened(MemoryIndex("good"), broken)
    with pytest.raises(OSError, match="no space"):
        library.add([article()], passages)
    library.close()
    whole = MemoryIndex("good"), MemoryIndex()
    opened(*whole)
    assert whole[0].ids() == whole[1].ids() == {passage.id for passage in passages(article())}


def test_a_library_of_another_embedding_model_is_refused_with_the_remedy(opened: Opened, folder: Path) -> None:
    opened(MemoryIndex())
    with pytest.raises(LibraryMismatch, match=r"model-a.*model-b.*BAODA_EMBEDDING_MODEL"):
        prepare_folder(folder, "model-b")


def test_a_missing_library_is_named_with_the_command_that_makes_one(folder: Path) -> None:
    with pytest.raises(LibraryMissing, match="baoda ingest"):
        require_library(folder)


def test_a_folder_with_other_files_is_not_taken_for_a_library(folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="not empty"):
        prepare_folder(folder, "model-a")
    assert [file.name for file in folder.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("text", ["{", "[]", '{"format": 1}', f'{{"format": {FORMAT + 1}, "embedding": "x"}}'])
def test_a_damaged_or_newer_manifest_is_refused(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "library.json").write_text(text, "utf-8")
    with pytest.raises(LibraryMismatch):
        read_manifest(folder)


def test_status_counts_articles_passages_and_dates(opened: Opened) -> None:
    library = opened(MemoryIndex())
    library.add([article()], passages)
    status = library.status()
    assert (status.contents.articles, status.contents.passages) == (1, len(passages(article())))
    assert status.contents.newspapers == ("临澜日报",)
    assert status.embedding == "model-a"
    assert [size.name for size in status.sizes] == ["catalogue", "memory"]
