"""The doctor finds what is wrong in any store, row by row, and makes it good from the catalogue."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.backends.chroma_index import ChromaIndex
from rag.backends.tantivy_index import TantivyIndex
from rag.build import open_library
from rag.doctor import Trouble, examine
from rag.library import Library
from rag.protocols import PassageIndex
from rag.records import Origin, Query
from rag.settings import load_settings
from tests.fakes import HashEmbedder
from tests.rag.backends.index_contract import damage
from tests.rag.library_of import library_of, open_stores
from tests.samples import MARKET, article, passages

BOTH = (article(), article("菜市场开张", MARKET))
Open = Callable[[Path], PassageIndex]
STORES: list[tuple[str, Open]] = [
    ("chroma", lambda folder: ChromaIndex(folder, HashEmbedder())),
    ("tantivy", TantivyIndex),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library_of(tmp_path / "library", BOTH).close()
    return tmp_path / "library"


@pytest.fixture
def opened(folder: Path) -> Iterator[Callable[[], Library]]:
    libraries: list[Library] = []

    def again() -> Library:
        for library in libraries:
            library.close()
        libraries[:] = [open_stores(folder)]
        return libraries[0]

    yield again
    for library in libraries:
        library.close()


def troubles(library: Library, *, repair: bool = False) -> set[tuple[str, Trouble, bool]]:
    return {(one.store, one.trouble, one.repaired) for one in examine(library, repair=repair)}


def test_nothing_is_wrong_with_a_library_that_was_left_alone(opened: Callable[[], Library]) -> None:
    assert examine(opened()) == ()


@pytest.mark.parametrize(("name", "open_index"), STORES)
@pytest.mark.parametrize("trouble", [Trouble.MISSING, Trouble.ORPHANED, Trouble.STALE])
def test_rows_that_are_not_as_the_catalogue_says_are_found_and_mended(
    opened: Callable[[], Library], name: str, open_index: Open, trouble: Trouble
) -> None:
    library = opened()
    (index,) = [one for one in library.indexes if one.name == name]
    first = passages(BOTH[0])[0]
    if trouble is Trouble.MISSING:
        index.remove([BOTH[0].id])
    elif trouble is Trouble.ORPHANED:
        index.add([replace(first, id="lost-0", article_id="lost")])
    else:
        index.add([replace(first, text="被人改过的一句话。")])
    assert troubles(library) == {(name, trouble, False)}
    assert troubles(library, repair=True) == {(name, trouble, True)}
    assert examine(library) == ()


def test_a_row_that_is_there_twice_is_found_and_mended(opened: Callable[[], Library], folder: Path) -> None:
    import tantivy

    from rag.backends.tantivy_documents import document_of, passage_schema

    index = tantivy.Index(passage_schema(), path=str(folder / "tantivy"))
    writer = index.writer(50_000_000, num_threads=1)
    writer.add_document(document_of(passages(BOTH[0])[0]))
    writer.commit()
    writer.wait_merging_threads()
    del writer, index
    catalogue = sqlite3.connect(folder / "catalogue.sqlite")
    catalogue.close()
    library = opened()  # an opening that counts the rows mends it by itself
    assert examine(library) == ()
    (words,) = [one for one in library.indexes if one.name == "tantivy"]
    assert words.count() == len(passages(*BOTH))


@pytest.mark.parametrize("name", ["chroma", "tantivy"])
def test_damaged_files_are_found_and_the_index_is_built_again(
    opened: Callable[[], Library], folder: Path, name: str
) -> None:
    opened().close()
    damage(folder / name)
    library = opened()
    found = troubles(library, repair=True)
    assert found <= {(name, Trouble.DAMAGED, True)}
    assert examine(library) == ()
    assert all(ranking.entries for ranking in library.search(Query("摊位增加到多少个"), 5))


@pytest.mark.parametrize("written", [b"no database" * 1000, b""])
def test_kept_vectors_outlive_chroma_s_own_damaged_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, written: bytes
) -> None:
    def changes() -> int:
        with closing(sqlite3.connect(folder / "chroma" / "vectors.sqlite")) as db:
            return int(db.execute("SELECT seq FROM sqlite_sequence").fetchone()[0])

    with closing(sqlite3.connect(folder / "chroma" / "vectors.sqlite")) as db, db:
        db.execute("UPDATE sqlite_sequence SET seq = seq + 1000")  # a file made anew would begin at 1
    before, told = changes(), []
    file = folder / "chroma" / "chroma.sqlite3"
    file.write_bytes(written or file.read_bytes()[:5000] + b"\xff" * (file.stat().st_size - 5000))
    monkeypatch.setattr("rag.build.models.open_embedder", lambda *_, **__: HashEmbedder())
    settings = load_settings(library=folder)
    with closing(open_library(settings, repair=lambda name, _: told.append(name))) as library:
        assert examine(library) == ()
        assert all(ranking.entries for ranking in library.search(Query("摊位增加到多少个"), 5))
    assert (told, changes()) == (["chroma"], before)


def test_vectors_of_another_model_are_found_and_embedded_anew(opened: Callable[[], Library], folder: Path) -> None:
    library = opened()
    with closing(sqlite3.connect(folder / "chroma" / "vectors.sqlite")) as db, db:
        noise = np.random.default_rng(1).normal(size=256).astype("<f4")
        db.execute("UPDATE vectors SET vector = ?", ((noise / np.linalg.norm(noise)).tobytes(),))
    assert troubles(library, repair=True) == {("chroma", Trouble.DAMAGED, True)}
    assert examine(library) == ()


def test_vectors_of_another_size_are_found_and_embedded_anew(opened: Callable[[], Library], folder: Path) -> None:
    library = opened()
    with closing(sqlite3.connect(folder / "chroma" / "vectors.sqlite")) as db, db:
        db.execute("UPDATE vectors SET vector = substr(vector, 1, 400) WHERE rowid = 1")
    assert ("chroma", Trouble.DAMAGED, True) in troubles(library, repair=True)
    assert examine(library) == ()


def test_damage_of_the_catalogue_is_told_and_nothing_is_built_from_it(
    opened: Callable[[], Library], folder: Path
) -> None:
    library = opened()
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db, db:
        db.execute("UPDATE passages SET end = 9999 WHERE rowid = 1")
    assert troubles(library, repair=True) == {("catalogue", Trouble.DAMAGED, False)}


def test_a_kept_source_file_that_is_gone_or_changed_is_told(opened: Callable[[], Library], tmp_path: Path) -> None:
    library = opened()
    page = tmp_path / "one.txt"
    page.write_text("临澜大桥\n", "utf-8")
    with library.holding() as hold:
        library.add([replace(BOTH[0], origin=(Origin("one.txt", 1, 1, copy=hold(page)),))], passages)
    (origin,) = library.article(BOTH[0].id).origin
    copy = library.source_copy(origin)
    assert copy is not None
    copy.write_text("别的\n", "utf-8")
    assert troubles(library, repair=True) == {("sources", Trouble.DAMAGED, False)}
    copy.unlink()
    assert troubles(library) == {("sources", Trouble.MISSING, False)}


@pytest.mark.parametrize("name", ["chroma", "tantivy"])
def test_a_deleted_folder_is_only_a_rebuild(opened: Callable[[], Library], folder: Path, name: str) -> None:
    opened().close()
    shutil.rmtree(folder / name)
    assert examine(opened()) == ()
