"""A library as one file: made while others write, put back into a new folder or into one that is in use."""

from __future__ import annotations

import tarfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from rag.backends.catalogue import SqliteCatalogue
from rag.backup import restore_into, unpack, write_backup
from rag.doctor import examine
from rag.errors import InputError, LibraryError, LibraryMismatch
from rag.records import Origin, Query
from tests.rag.library_of import library_of, open_stores
from tests.rag.test_older_libraries import NoEmbedder
from tests.rag.test_reindexing import Small, moved
from tests.samples import MARKET, article, passages

BOTH = (article(), article("菜市场开张", MARKET))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    page = tmp_path / "one.txt"
    page.write_text("临澜大桥\n", "utf-8")
    with closing(library_of(tmp_path / "library", BOTH)) as library, library.holding() as hold:
        library.add([replace(BOTH[0], origin=(Origin("one.txt", 1, 1, copy=hold(page)),))], passages)
    return tmp_path / "library"


@pytest.mark.parametrize("name", ["kept.tar", "kept.tar.gz"])
def test_a_backup_holds_everything_and_nothing_is_embedded_when_it_is_put_back(
    folder: Path, tmp_path: Path, name: str
) -> None:
    with closing(open_stores(folder)) as library:
        assert write_backup(library, tmp_path / name) == (tmp_path / name).stat().st_size
        before = list(library.articles())
    unpack(tmp_path / name, tmp_path / "again")
    with closing(open_stores(tmp_path / "again", NoEmbedder())) as library:
        assert list(library.articles()) == before
        copy = library.source_copy(library.article(BOTH[0].id).origin[0])
        assert copy is not None
        assert copy.read_text("utf-8") == "临澜大桥\n"
        assert library.search(Query("摊位增加到多少个"), 1)[0].entries[0].passage_id.startswith(BOTH[1].id)
    with closing(open_stores(tmp_path / "again")) as library:
        assert examine(library) == ()


def test_a_library_in_use_holds_after_a_restore_what_the_backup_holds(folder: Path, tmp_path: Path) -> None:
    with closing(open_stores(folder)) as serving, closing(open_stores(folder)) as library:
        write_backup(library, tmp_path / "kept.tar")
        library.remove([BOTH[0].id])
        library.add([article("渡轮复航", ("渡轮昨日复航。",))], passages)
        restore_into(library, tmp_path / "kept.tar", SqliteCatalogue)
        examine(library, repair=True)
        assert {one.id for one in serving.articles()} == {one.id for one in BOTH}
        assert serving.source_copy(serving.article(BOTH[0].id).origin[0]) is not None
        assert serving.search(Query("大桥投资"), 1)[0].entries[0].passage_id.startswith(BOTH[0].id)
        assert examine(library) == ()


def test_a_backup_of_another_model_is_not_put_into_a_library(folder: Path, tmp_path: Path) -> None:
    with closing(open_stores(folder)) as library:
        write_backup(library, tmp_path / "kept.tar")
    moved(folder, Small())
    with closing(open_stores(folder, Small())) as library, pytest.raises(LibraryMismatch, match=r"hash/1.*small/1"):
        restore_into(library, tmp_path / "kept.tar", SqliteCatalogue)


def test_a_backup_is_not_put_over_other_files(folder: Path, tmp_path: Path) -> None:
    with closing(open_stores(folder)) as library:
        write_backup(library, tmp_path / "kept.tar")
    with pytest.raises(InputError, match="not empty"):
        unpack(tmp_path / "kept.tar", folder)


def test_what_is_no_backup_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "text.tar").write_text("渡轮", "utf-8")
    with tarfile.open(tmp_path / "other.tar", "w") as archive:
        archive.add(tmp_path / "text.tar", "a.txt")
    for name in ("text.tar", "other.tar", "missing.tar"):
        with pytest.raises(InputError, match=name):
            unpack(tmp_path / name, tmp_path / "again")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["other.tar", "text.tar"]


def test_a_member_that_points_outside_the_backup_is_refused(folder: Path, tmp_path: Path) -> None:
    with closing(open_stores(folder)) as library:
        write_backup(library, tmp_path / "kept.tar")
    with tarfile.open(tmp_path / "kept.tar", "a") as archive:
        archive.add(folder / "library.json", "../outside.json")
    with pytest.raises(InputError):
        unpack(tmp_path / "kept.tar", tmp_path / "again")
    assert not (tmp_path / "outside.json").exists()


def test_a_place_that_cannot_be_written_is_named(folder: Path) -> None:
    with closing(open_stores(folder)) as library, pytest.raises(LibraryError, match=r"/proc/kept\.tar"):
        write_backup(library, Path("/proc/kept.tar"))
