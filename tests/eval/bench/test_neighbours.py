"""What the search by meaning misses: nothing of a small library, one passage where the graph leaves the best out."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from eval.bench.neighbours import missed
from rag.backends.chroma_index import ChromaIndex
from rag.protocols import Ranking
from rag.records import Query
from tests.fakes import HashEmbedder
from tests.rag.library_of import library_of
from tests.samples import MARKET, article

QUESTIONS = ("大桥全长多少", "摊位增加到多少个")


def test_a_passage_that_the_graph_leaves_out_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(library_of(tmp_path, [article(), article("菜市场开张", MARKET)])) as library:
        assert missed(library, HashEmbedder(), QUESTIONS, 2).of_question == (0, 0)
        searched = ChromaIndex.search

        def without_the_best(index: ChromaIndex, query: Query, k: int) -> tuple[Ranking, ...]:
            return tuple(replace(one, entries=one.entries[1:]) for one in searched(index, query, k))

        monkeypatch.setattr(ChromaIndex, "search", without_the_best)
        found = missed(library, HashEmbedder(), QUESTIONS, 2)
    assert (found.of_question, found.passages) == ((1, 1), 2)
