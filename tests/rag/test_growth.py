"""Removing and editing does not leave a library growing, and compact gives back what they left."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from rag.backends import chroma_index, tantivy_index
from rag.backends.chroma_index import ChromaIndex
from rag.doctor import examine
from rag.library import Library
from rag.records import Article
from rag.shelf import folder_bytes
from tests.rag.backends.index_contract import FERRY
from tests.rag.library_of import open_stores
from tests.rag.test_older_libraries import NoEmbedder
from tests.samples import article, passages


def issue(number: int, articles: int = 40) -> list[Article]:
    """Return articles of our own, none like another."""
    return [article(f"第{number}期之{at}", (f"{FERRY}{number * 7919 + at}号船。",)) for at in range(articles)]


def dense(library: Library) -> ChromaIndex:
    (found,) = [index for index in library.indexes if isinstance(index, ChromaIndex)]
    return found


def test_an_index_that_is_more_holes_than_rows_is_made_small_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chroma_index, "_SPARE", 100)
    monkeypatch.setattr(tantivy_index, "_SPARE", 100)
    monkeypatch.setattr("rag.backends.chroma_graph.SYNCED", 20)
    slots = []
    with closing(open_stores(tmp_path / "library")) as library:
        before: list[str] = []
        for number in range(8):
            articles = issue(number)
            library.add(articles, passages)
            if before:
                library.remove(before)
            before = [one.id for one in articles]
            slots.append(dense(library)._folder.graph_slots())
        assert max(slots) <= 250  # 320 vectors went through it
        assert examine(library) == ()


def test_compact_gives_back_room_and_embeds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with closing(open_stores(folder)) as library:
        first, *rest = (issue(number, 60) for number in range(4))
        for articles in (first, *rest):
            library.add(articles, passages)
        library.remove([one.id for articles in rest for one in articles])
    before = folder_bytes(folder)
    with closing(open_stores(folder, NoEmbedder())) as library:
        library.compact()
    assert folder_bytes(folder) < 0.7 * before
    with closing(open_stores(folder)) as library:
        assert examine(library) == ()
        assert library.contents().articles == 60


def test_a_compact_that_is_cut_short_is_carried_on_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "library"
    with closing(open_stores(folder)) as library:
        library.add(issue(1), passages)
        with monkeypatch.context() as patched:
            patched.setattr(ChromaIndex, "add", _killed)
            with pytest.raises(KeyboardInterrupt):
                library.compact()
    with closing(open_stores(folder, NoEmbedder())) as library:
        assert dense(library).count() == library.contents().passages
    with closing(open_stores(folder)) as library:
        assert examine(library) == ()


def _killed(*_: object) -> None:
    raise KeyboardInterrupt
