"""Retrieval: rankings fused, best passages kept, reasons given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from rag.backends.catalogue import SqliteCatalogue
from rag.library import Library, prepare_folder
from rag.protocols import Ranking, Reranker
from rag.records import Passage, Query
from rag.retriever import retrieve
from rag.settings import RetrievalSettings
from tests.samples import MARKET, MemoryIndex, article, passages


def test_a_hit_says_its_rank_in_every_index_and_the_words_it_matched(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    prepare_folder(folder, "model")
    library = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (MemoryIndex(),), "model")
    library.add([article(), article("菜市场开张", MARKET)], lambda one: passages(one))
    best = retrieve(library, Query("临澜大桥哪天通车"), RetrievalSettings())[0]
    assert best.passage.source.headline == "临澜大桥主桥合龙"
    assert [(rank.index, rank.rank) for rank in best.why.ranks] == [("memory", 1)]
    assert "通车" in best.why.terms
    library.close()


class Backwards:
    """A reranker that likes the last of the first `top` passages best; it reads no more than `reads` of them."""

    def __init__(self, top: int, reads: int) -> None:
        self.top = top
        self._reads = reads

    def scores(self, question: str, passages: Sequence[Passage], fused: Sequence[float]) -> Sequence[float]:
        """Return rising scores."""
        assert question
        assert list(fused) == sorted(fused, reverse=True)
        return [float(place) for place in range(min(len(passages), self._reads))]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "library"
    prepare_folder(folder, "model")
    opened = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (MemoryIndex(),), "model")
    opened.add(
        [article(), article("菜市场开张", MARKET), article("渡轮复航", ("渡轮昨日复航，市民称便。",))],
        lambda one: passages(one),
    )
    yield opened
    opened.close()


def _headlines(library: Library, reranker: Reranker | None) -> list[str]:
    hits = retrieve(library, Query("临澜大桥哪天通车，菜市场呢"), RetrievalSettings(), reranker=reranker)
    return [hit.passage.source.headline for hit in hits]


def test_a_reranker_puts_its_share_of_the_best_into_its_order_and_leaves_the_rest(library: Library) -> None:
    fused = _headlines(library, None)
    assert len(fused) == 3
    assert _headlines(library, Backwards(top=2, reads=9)) == [fused[1], fused[0], fused[2]]


def test_the_fused_order_stands_when_a_reranker_ran_out_of_time(library: Library) -> None:
    assert _headlines(library, Backwards(top=3, reads=2)) == _headlines(library, None)


def test_a_reranked_hit_says_its_place_and_score(library: Library) -> None:
    best = retrieve(library, Query("临澜大桥哪天通车"), RetrievalSettings(), reranker=Backwards(top=3, reads=9))[0]
    assert [(rank.index, rank.rank, rank.score) for rank in best.why.ranks][-1] == ("reranker", 1, 2.0)


class Views(MemoryIndex):
    """An index with a view by meaning and one by words, which notes the queries it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Query] = []

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return the same ranking in both views."""
        self.asked.append(query)
        (found,) = super().search(query, k)
        return replace(found, index="dense"), replace(found, index="words")


def test_a_translated_question_is_searched_once_with_its_text_and_its_translation(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    prepare_folder(folder, "model")
    index = Views()
    library = Library(folder, SqliteCatalogue(folder / "catalogue.sqlite"), (index,), "model")
    library.add([article()], lambda one: passages(one))
    hits = retrieve(library, Query("When will it open?", translation="大桥通车"), RetrievalSettings())
    assert [(query.text, query.readable) for query in index.asked] == [("When will it open?", "大桥通车")]
    assert "通车" in hits[0].why.terms
    assert [rank.index for rank in hits[0].why.ranks] == ["dense", "words"]
    library.close()
