"""Hybrid search keeps the contract over a stand-in for the engine; no distributed Chroma runs on one machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.backends import chroma_remote
from rag.backends.chroma_hybrid import ChromaHybrid
from rag.backends.sparse_words import passage_words, question_words
from rag.protocols import PassageIndex, WordIndex
from rag.records import Query
from rag.settings import ChromaSettings
from tests.fakes import HashEmbedder
from tests.fakes_chroma import FakeEngine
from tests.rag.backends.index_contract import FERRY, THREE, IndexContract, found, passage


class FakeRemote(chroma_remote.ChromaRemote):
    """The connection to a stand-in has nothing to close."""

    def close(self) -> None:
        self._client = self._collection = None


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEngine]:
    made = FakeEngine()
    monkeypatch.setattr("rag.backends.chroma_remote._connect", lambda _settings: made)
    monkeypatch.setattr("rag.backends.chroma_server.ChromaRemote", FakeRemote)
    yield made


def hybrid() -> ChromaHybrid:
    return ChromaHybrid(ChromaSettings(url="cloud", hybrid=True, wait=0.0), "papers", HashEmbedder())


class TestChromaHybrid(IndexContract):
    views = ("dense", "words", "hybrid")

    @pytest.fixture(autouse=True)
    def _reached(self, engine: FakeEngine) -> None:
        """Every test has an engine of its own."""

    def open_store(self, folder: Path) -> PassageIndex:
        return hybrid()

    # The stand-in lives in one process and has no files.
    test_a_damaged_file_is_a_fault_and_is_mended = None  # type: ignore[assignment]
    test_a_damaged_store_is_named_with_the_command_that_mends_it = None  # type: ignore[assignment]
    test_a_search_finds_what_another_process_added = None  # type: ignore[assignment]


def test_the_collection_is_made_with_a_cosine_and_a_bm25_index(engine: FakeEngine) -> None:
    hybrid()
    schema = engine.schemas["papers"]
    words = schema["keys"]["words"]["sparse_vector"]["sparse_vector_index"]
    assert (words["enabled"], words["config"]["bm25"]) == (True, True)
    assert schema["keys"]["#embedding"]["float_list"]["vector_index"]["config"]["space"] == "cosine"
    json.dumps(schema)


def test_the_engine_fuses_by_reciprocal_rank(engine: FakeEngine) -> None:
    index = hybrid()
    index.add([*THREE, passage(4, FERRY + "票价不变。")])
    dense, words, fused = index.search(Query("渡轮票价"), 4)
    places = [{entry.passage_id: at for at, entry in enumerate(one.entries)} for one in (dense, words)]
    for entry in fused.entries:
        wanted = sum(1 / (60 + place.get(entry.passage_id, 8)) for place in places)
        assert entry.score == pytest.approx(wanted)


def test_articles_with_all_words_of_a_text_are_found(engine: FakeEngine) -> None:
    index = hybrid()
    index.add(THREE)
    assert isinstance(index, WordIndex)
    assert index.articles_with("渡轮票价") == {"a1"}
    assert (index.articles_with("渡轮馆藏"), index.articles_with("？")) == (frozenset(), frozenset())


def test_the_words_of_a_translation_are_looked_for_where_a_question_has_one(engine: FakeEngine) -> None:
    index = hybrid()
    index.add(THREE)
    assert found(index.search(Query("What does the ferry cost?", translation="渡轮票价"), 1))[1] == {"p1"}


def test_a_question_of_signs_alone_has_no_words_to_search(engine: FakeEngine) -> None:
    index = hybrid()
    index.add(THREE)
    assert found(index.search(Query("？！。"), 3))[1] == set()


def test_words_weigh_by_bm25_without_rarity() -> None:
    once, twice = passage_words("渡轮"), passage_words("渡轮渡轮")
    assert once.indices == twice.indices
    # k1 1.2, b 0.75, usual length 160: f·2.2 / (f + 1.2·(0.25 + 0.75·n/160))
    assert once.values[0] == pytest.approx(2.2 / (1 + 1.2 * (0.25 + 0.75 * 1 / 160)))
    assert twice.values[0] == pytest.approx(4.4 / (2 + 1.2 * (0.25 + 0.75 * 2 / 160)))
    assert question_words("渡轮渡轮").values == (1.0,)
