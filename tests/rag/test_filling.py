"""A library whose indexes another release made, or somebody removed, is whole again once it is opened."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import tantivy

from rag.backends import tantivy_index
from rag.backends.catalogue import SqliteCatalogue
from rag.backends.chroma_index import ChromaIndex
from rag.backends.late_embedder import LateEmbedder
from rag.backends.tantivy_index import TantivyIndex
from rag.embedder import Embedder, Floats
from rag.errors import LibraryMismatch
from rag.library import Library, prepare_folder
from rag.records import Passage, Query
from tests.fakes import HashEmbedder
from tests.samples import MARKET, MemoryIndex, article, passages

_NOTE = "built-from.json"
BOTH = (article(), article("菜市场开张", MARKET))


class CountingEmbedder(HashEmbedder):
    """Counts the passages that it embeds."""

    def __init__(self) -> None:
        self.embedded = 0

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return unit vectors."""
        self.embedded += len(texts)
        return super().encode_passages(texts)


def opened(folder: Path, embedder: Embedder, told: list[tuple[str, float]] | None = None) -> Library:
    prepare_folder(folder, embedder.fingerprint)
    indexes = (ChromaIndex(folder / "chroma", embedder), TantivyIndex(folder / "tantivy"))
    catalogue = SqliteCatalogue(folder / "catalogue.sqlite")
    progress = (lambda step, share: told.append((step, share))) if told is not None else None
    return Library(folder, catalogue, indexes, embedder.fingerprint, progress)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of two articles as a release before notes left it: nothing says what its indexes were built from."""
    library = opened(tmp_path / "library", HashEmbedder())
    library.add(BOTH, passages)
    library.close()
    for store in ("chroma", "tantivy"):
        (tmp_path / "library" / store / _NOTE).unlink()
    return tmp_path / "library"


def words_of(library: Library) -> set[str]:
    return {entry.passage_id for entry in library.search(Query("120个摊位"), 10)[1].entries}


def test_a_word_index_of_before_is_built_again_without_embedding_anything(folder: Path) -> None:
    embedder, told = CountingEmbedder(), list[tuple[str, float]]()
    before = TantivyIndex(folder / "tantivy")
    before.remove([BOTH[1].id])  # it lacks what this release would find
    before.close()
    library = opened(folder, embedder, told)
    assert passages(BOTH[1])[0].id in words_of(library)
    assert embedder.embedded == 0
    assert {step for step, _ in told} == {
        "The tantivy index was made by another release or is gone: building it again from the catalogue"
    }
    assert [share for _, share in told] == [0.0, 1.0]
    library.close()
    told.clear()
    opened(folder, embedder, told).close()
    assert told == []


def test_an_index_whose_terms_have_another_version_is_built_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder, HashEmbedder()).close()
    monkeypatch.setattr(tantivy_index, "VERSION", "next")
    told: list[tuple[str, float]] = []
    opened(folder, HashEmbedder(), told).close()
    assert len(told) == 2


def test_a_word_index_with_other_fields_is_built_again(folder: Path) -> None:
    shutil.rmtree(folder / "tantivy")
    (folder / "tantivy").mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text")
    tantivy.Index(builder.build(), path=str(folder / "tantivy"))
    library = opened(folder, HashEmbedder())
    assert passages(BOTH[1])[0].id in words_of(library)
    library.close()


@pytest.mark.parametrize("store", ["chroma", "tantivy"])
def test_an_index_that_was_removed_is_built_again(folder: Path, store: str) -> None:
    shutil.rmtree(folder / store)
    library = opened(folder, HashEmbedder())
    assert [size.passages for size in library.status().sizes[1:]] == [len(passages(*BOTH))] * 2
    library.close()


def test_a_dense_index_that_was_filled_in_part_embeds_only_the_rest(tmp_path: Path) -> None:
    def until_killed() -> Iterator[Passage]:
        yield from passages(BOTH[0])
        raise KeyboardInterrupt

    folder = tmp_path / "library"
    opened(folder, HashEmbedder()).close()
    shutil.rmtree(folder / "chroma")
    shutil.rmtree(folder / "tantivy")
    catalogue = SqliteCatalogue(folder / "catalogue.sqlite")
    library = Library(folder, catalogue, (MemoryIndex(),), HashEmbedder.fingerprint)
    library.add(BOTH, passages)
    library.close()
    part = ChromaIndex(folder / "chroma", HashEmbedder())
    part.add(passages(BOTH[0]))
    with pytest.raises(KeyboardInterrupt):
        part.refill(until_killed())
    part.close()
    embedder = CountingEmbedder()
    whole = opened(folder, embedder)
    assert embedder.embedded == len(passages(BOTH[1]))
    assert [size.passages for size in whole.status().sizes[1:]] == [len(passages(*BOTH))] * 2
    whole.close()


def test_removing_articles_loads_no_model(folder: Path) -> None:
    def loaded() -> Embedder:
        raise AssertionError("the model was loaded")

    library = opened(folder, LateEmbedder(HashEmbedder.fingerprint, loaded))
    library.remove([BOTH[0].id])
    assert [size.passages for size in library.status().sizes[1:]] == [len(passages(BOTH[1]))] * 2
    library.close()


def test_a_model_that_is_not_the_library_s_is_refused_when_it_is_loaded() -> None:
    late = LateEmbedder("other/1", HashEmbedder)
    with pytest.raises(LibraryMismatch, match=r"other/1.*hash/1.*BAODA_EMBEDDING_MODEL"):
        late.encode_query("渡轮")
