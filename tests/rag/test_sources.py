"""Copies of source files: once by content, whole or not at all, and gone with the last article that needs them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag.backends.catalogue import SqliteCatalogue
from rag.library import Library
from rag.manifest import prepare_folder
from rag.records import Article, Origin
from rag.sources import KeptSources
from tests.samples import MARKET, MemoryIndex, article, passages

PAGE = b"%PDF-1.4 a page"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "library"
    prepare_folder(folder, "model")
    opened = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (MemoryIndex(),), "model")
    yield opened
    opened.close()


def page(folder: Path, name: str, content: bytes = PAGE) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def read_from(one: Article, copy: str) -> Article:
    return replace(one, origin=(Origin("page.pdf", 1, 9, copy=copy),))


def copies(library: Library) -> list[bytes]:
    return [file.read_bytes() for file in sorted((library.folder / "sources").rglob("*.*")) if file.is_file()]


def test_a_file_is_kept_under_the_hash_of_its_bytes_and_with_its_suffix(library: Library, tmp_path: Path) -> None:
    with library.holding() as hold:
        name = hold(page(tmp_path, "a.PDF"))
        library.add([read_from(article(), name)], passages)
    (origin,) = library.article(article().id).origin
    kept = library.source_copy(origin)
    assert name == hashlib.blake2b(PAGE, digest_size=16).hexdigest()
    assert kept
    assert (kept.read_bytes(), kept.name) == (PAGE, f"{name}.pdf")


def test_the_same_content_is_kept_once(library: Library, tmp_path: Path) -> None:
    for name, one in (("a.pdf", article()), ("b.pdf", article("菜市场开张", MARKET))):
        with library.holding() as hold:
            library.add([read_from(one, hold(page(tmp_path, name)))], passages)
    assert copies(library) == [PAGE]


def test_a_copy_goes_with_the_last_article_that_was_read_from_it(library: Library, tmp_path: Path) -> None:
    one, other = article(), article("菜市场开张", MARKET)
    with library.holding() as hold:
        name = hold(page(tmp_path, "a.pdf"))
        library.add([read_from(one, name), read_from(other, name)], passages)
    library.remove([one.id])
    assert copies(library) == [PAGE]
    library.remove([other.id])
    assert copies(library) == []


def test_a_copy_that_an_edit_leaves_behind_goes_at_the_end_of_the_run(library: Library, tmp_path: Path) -> None:
    with library.holding() as hold:
        library.add([read_from(article(), hold(page(tmp_path, "a.pdf")))], passages)
    with library.holding() as hold:
        edited = article(paragraphs=("临澜大桥改为明年通车。",))
        library.add([read_from(edited, hold(page(tmp_path, "a.pdf", b"%PDF another")))], passages)
    assert copies(library) == [b"%PDF another"]


def test_what_no_article_came_of_is_not_kept(library: Library, tmp_path: Path) -> None:
    with library.holding() as hold:
        hold(page(tmp_path, "a.pdf"))
    assert copies(library) == []
    assert not list((library.folder / "sources").iterdir())


def test_a_known_article_gets_its_copy_when_copies_are_kept_from_now_on(library: Library, tmp_path: Path) -> None:
    library.add([article()], passages)
    with library.holding() as hold:
        done = library.add([read_from(article(), hold(page(tmp_path, "a.pdf")))], passages)
    assert (len(done.unchanged), copies(library)) == (1, [PAGE])


def test_a_copy_that_another_program_holds_is_not_removed_under_it(library: Library, tmp_path: Path) -> None:
    with library.holding() as hold:
        name = hold(page(tmp_path, "a.pdf"))
        library.add([read_from(article(), name)], passages)
    other = KeptSources(library.folder / "sources")
    other.begin()
    other.hold(page(tmp_path, "b.pdf"))
    library.remove([article().id])
    other.keep([name])
    kept = other.path(name)
    other.end()
    assert kept
    assert kept.read_bytes() == PAGE


def test_what_a_program_held_that_was_killed_goes_at_the_next_run(library: Library, tmp_path: Path) -> None:
    left = library.folder / "sources" / "held-killed"
    left.mkdir(parents=True)
    page(left, "0a.pdf")
    with library.holding():
        pass
    assert not left.exists()


def test_the_status_counts_the_bytes_of_copies(library: Library, tmp_path: Path) -> None:
    with library.holding() as hold:
        library.add([read_from(article(), hold(page(tmp_path, "a.pdf")))], passages)
    assert {size.name: size.bytes for size in library.status().sizes}["sources"] == len(PAGE)
