"""The Chroma index keeps the contract, and its rows are complete."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rag.backends.chroma_folder import COLLECTION
from rag.backends.chroma_index import ChromaIndex
from rag.backends.chroma_rows import embedding_text
from rag.backends.embedding import Embedder
from rag.errors import LibraryError
from rag.records import Passage, Query, Source
from tests.fakes import HashEmbedder
from tests.rag.backends.index_contract import FERRY, THREE, IndexContract


class TestChromaIndex(IndexContract):
    views = ("dense",)
    opening = (
        "from rag.backends.chroma_index import ChromaIndex\nfrom tests.fakes import HashEmbedder\n"
        "def opened(folder): return ChromaIndex(folder, HashEmbedder())"
    )

    def open_store(self, folder: Path) -> ChromaIndex:
        return ChromaIndex(folder, HashEmbedder())


def test_a_row_is_complete_on_its_own(tmp_path: Path) -> None:
    import chromadb
    from chromadb.config import Settings

    source = Source("岚城日报", date(2031, 5, 1), "3", "渡轮增班", "doc-7")
    index = ChromaIndex(tmp_path, HashEmbedder())
    index.add([Passage("p1", "a1", source, FERRY, 10, 36)])
    client: Any = chromadb.PersistentClient(str(tmp_path), settings=Settings(anonymized_telemetry=False))
    row = client.get_collection(COLLECTION, embedding_function=None).get()
    client.close()
    index.close()
    assert row["ids"] == ["p1"]
    assert row["documents"] == [FERRY]
    assert row["metadatas"] == [
        {
            "article_id": "a1",
            "newspaper": "岚城日报",
            "date": 20310501,
            "page": "3",
            "headline": "渡轮增班",
            "external_id": "doc-7",
            "start": 10,
            "end": 36,
        }
    ]


@pytest.mark.filterwarnings("ignore:legacy embedding function config:DeprecationWarning")
def test_a_folder_of_an_earlier_release_is_searched_as_far_as_a_new_one(tmp_path: Path) -> None:
    import chromadb
    from chromadb.config import Settings

    def looked_at(now: int | None = None) -> int:
        client: Any = chromadb.PersistentClient(str(tmp_path), settings=Settings(anonymized_telemetry=False))
        found = client.get_collection(COLLECTION, embedding_function=None)
        if now is not None:
            found.modify(configuration={"hnsw": {"ef_search": now}})
        client.close()
        return int(found.configuration_json["hnsw"]["ef_search"])

    index = ChromaIndex(tmp_path, HashEmbedder())
    index.add([Passage("p1", "a1", Source("岚城日报"), FERRY, 0, len(FERRY))])
    index.close()
    new = looked_at()
    for _ in range(20):  # Chroma may still hold a transaction of the opening, and then refuses the change
        looked_at(100)
        assert looked_at() == 100 < new
        ChromaIndex(tmp_path, HashEmbedder()).close()
        assert looked_at() == new


def test_headline_and_day_are_embedded_in_front_of_the_text() -> None:
    source = Source("岚城日报", date(2031, 5, 1), "3", "渡轮增班")
    assert embedding_text(Passage("p", "a", source, FERRY, 0, 1)) == f"渡轮增班 2031年5月1日\n{FERRY}"
    assert embedding_text(Passage("p", "a", Source(), FERRY, 0, 1)) == FERRY


def test_a_dense_score_is_the_cosine_of_question_and_passage(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    index = ChromaIndex(tmp_path, embedder)
    index.add(THREE)
    (ranking,) = index.search(Query("渡轮票价"), 1)
    index.close()
    cosine = embedder.encode_query("渡轮票价") @ embedder.encode_query(embedding_text(THREE[0]))
    assert ranking.entries[0].score == pytest.approx(float(cosine), abs=1e-5)


def test_the_built_in_model_finds_a_passage_that_shares_no_word_with_the_question(
    tmp_path: Path, builtin: Embedder
) -> None:
    index = ChromaIndex(tmp_path, builtin)
    index.add(THREE)
    (ranking,) = index.search(Query("坐船去海岛要花多少钱"), 3)
    index.close()
    assert ranking.entries[0].passage_id == "p1"


def test_closing_a_folder_frees_it_for_a_new_library_at_the_same_place(tmp_path: Path) -> None:
    import shutil

    for _ in range(2):
        index = ChromaIndex(tmp_path / "store", HashEmbedder())
        index.add(THREE)
        index.close()
        shutil.rmtree(tmp_path / "store")
        assert not (tmp_path / "store").exists()


def test_a_folder_that_could_not_be_opened_can_be_thrown_away_and_opened_anew(tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    index = ChromaIndex(folder, HashEmbedder())
    index.add(THREE)
    index.close()
    (folder / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    for _ in range(2):
        with pytest.raises(LibraryError, match="baoda doctor --repair"):
            ChromaIndex(folder, HashEmbedder())
    shutil.rmtree(folder)
    index = ChromaIndex(folder, HashEmbedder())
    index.add(THREE)
    assert index.count() == len(THREE)
    index.close()
