"""Retrieval: rankings fused, best passages kept, reasons given."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.backends.catalogue import SqliteCatalogue
from rag.library import Library, prepare_folder
from rag.protocols import Ranked, Ranking
from rag.records import Query
from rag.retriever import fuse, retrieve
from rag.settings import RetrievalSettings
from tests.samples import MARKET, MemoryIndex, article, passages


def test_fusion_sums_the_reciprocal_ranks() -> None:
    rankings = (
        Ranking("dense", (Ranked("a", 0.9), Ranked("b", 0.8))),
        Ranking("words", (Ranked("b", 7.0),)),
    )
    scores = fuse(rankings, constant=60)
    assert scores["a"] == pytest.approx(1 / 61)
    assert scores["b"] == pytest.approx(1 / 62 + 1 / 61)


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
