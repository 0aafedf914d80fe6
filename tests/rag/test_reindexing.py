"""A library is moved to another embedding model beside the old one, and changes over at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rag.backends.catalogue import SqliteCatalogue
from rag.backends.chroma_index import ChromaIndex
from rag.doctor import examine, unneeded
from rag.embedder import Floats
from rag.errors import LibraryMismatch
from rag.manifest import require_library
from rag.records import Query
from rag.reindexing import Moved, beside, move, unused
from tests.fakes import HashEmbedder
from tests.rag.library_of import library_of, open_stores
from tests.samples import MARKET, article, passages

BOTH = (article(), article("菜市场开张", MARKET))
LATER = article("渡轮复航", ("渡轮昨日复航，班次恢复到每天十二班。",))


class Small(HashEmbedder):
    """Another model, of another dimension; it can be told what to do before it embeds."""

    fingerprint = "small/1"
    dimension = 64

    def __init__(self, before: Callable[[], object] = lambda: None) -> None:
        self.embedded = 0
        self._before = before

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return unit vectors."""
        self._before()
        self.embedded += len(texts)
        return super().encode_passages(texts)

    def encode_query(self, text: str) -> Floats:
        """Return a unit vector."""
        whole = super().encode_query(text)
        folded: Floats = np.pad(whole, (0, 64 - len(whole) % 64 if len(whole) % 64 else 0)).reshape(-1, 64).sum(axis=0)
        return folded / max(float(np.linalg.norm(folded)), 1.0)


def moved(folder: Path, embedder: Small) -> Moved:
    after = require_library(folder)
    after = type(after)(after.format, embedder.fingerprint, "small", beside(embedder.fingerprint))
    with closing(SqliteCatalogue(folder / "catalogue.sqlite")) as catalogue:
        return move(folder, catalogue, after, lambda place: ChromaIndex(place, embedder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library_of(tmp_path / "library", BOTH).close()
    return tmp_path / "library"


def test_a_moved_library_is_searched_with_the_new_model_and_the_old_vectors_are_gone(folder: Path) -> None:
    assert moved(folder, Small()) == Moved("hash/1", "small/1", len(passages(*BOTH)))
    assert not (folder / "chroma").exists()
    with closing(open_stores(folder, Small())) as library:
        assert examine(library) == ()
        assert library.search(Query("摊位增加到多少个"), 1)[0].entries[0].passage_id.startswith(BOTH[1].id)
    with pytest.raises(LibraryMismatch, match="small/1"):
        open_stores(folder)


def test_what_is_added_and_removed_meanwhile_is_in_the_moved_library(folder: Path) -> None:
    with closing(open_stores(folder)) as library:
        done: list[bool] = []

        def meanwhile() -> None:
            if not done:
                done.append(True)
                library.add([LATER], passages)
                library.remove([BOTH[0].id])

        moved(folder, Small(meanwhile))
    with closing(open_stores(folder, Small())) as library:
        assert {one.id for one in library.articles()} == {BOTH[1].id, LATER.id}
        assert examine(library) == ()


def test_a_program_that_has_the_library_open_is_told_to_start_again(folder: Path) -> None:
    with closing(open_stores(folder)) as library:
        moved(folder, Small())
        with pytest.raises(LibraryMismatch, match=r"small/1.*start the program again"):
            library.search(Query("渡轮"), 3)
        with pytest.raises(LibraryMismatch, match="start the program again"):
            library.add([LATER], passages)


def test_a_move_that_is_cut_short_leaves_the_library_as_it_was_and_is_carried_on(folder: Path) -> None:
    def killed() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        moved(folder, Small(killed))
    with closing(open_stores(folder)) as library:
        assert examine(library) == ()
        assert [one.store for one in unneeded(library)] == [beside("small/1")]
        library.add([LATER], passages)
    embedder = Small()
    moved(folder, embedder)
    with closing(open_stores(folder, Small())) as library:
        assert examine(library) == ()
        assert unused(folder) == ()


def test_a_move_that_was_given_up_is_cleared_away(folder: Path) -> None:
    def killed() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        moved(folder, Small(killed))
    with closing(open_stores(folder)) as library:
        assert all(one.repaired for one in unneeded(library, repair=True))
        assert library.catalogue.journals() == ("chroma", "tantivy")
        assert not (folder / beside("small/1")).exists()
