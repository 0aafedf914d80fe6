"""Vectors on a Chroma server keep the contract, on a real `chroma run` that is killed and started again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from pydantic import SecretStr

from rag.backends.chroma_hybrid import ChromaHybrid
from rag.backends.chroma_server import ChromaServer
from rag.build import open_library
from rag.errors import LibraryError, SettingsError
from rag.protocols import PassageIndex
from rag.records import Query
from rag.settings import ChromaSettings, Settings
from tests.chroma_server import RunningChroma, running_chroma
from tests.fakes import HashEmbedder
from tests.rag.backends.index_contract import THREE, IndexContract, found, passage
from tests.samples import article, passages

pytestmark = pytest.mark.slow

_NUMBERS = count(1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningChroma]:
    with running_chroma(tmp_path_factory.mktemp("chroma")) as running:
        yield running


class TestChromaServer(IndexContract):
    views = ("dense",)
    opening = ""  # set for each test: the server's address is not known before

    @pytest.fixture(autouse=True)
    def _reached(self, server: RunningChroma) -> None:
        self.settings = ChromaSettings(url=server.url, wait=20.0)
        self.collection = f"contract-{next(_NUMBERS)}"
        self.opening = (
            "from rag.backends.chroma_server import ChromaServer\nfrom rag.settings import ChromaSettings\n"
            "from tests.fakes import HashEmbedder\ndef opened(_folder): return ChromaServer("
            f"ChromaSettings(url={server.url!r}), {self.collection!r}, HashEmbedder())"
        )

    def open_store(self, folder: Path) -> PassageIndex:
        return ChromaServer(self.settings, self.collection, HashEmbedder())

    # The files are the server's own: no program of ours can damage them, or tell that they are.
    test_a_damaged_file_is_a_fault_and_is_mended = None  # type: ignore[assignment]
    test_a_damaged_store_is_named_with_the_command_that_mends_it = None  # type: ignore[assignment]


def test_vectors_of_another_model_are_a_fault_and_are_embedded_anew(server: RunningChroma) -> None:
    class Other(HashEmbedder):
        fingerprint = "hash/2"

        def encode_query(self, text: str) -> object:  # type: ignore[override]
            return super().encode_query(text)[::-1].copy()

    name, settings = f"model-{next(_NUMBERS)}", ChromaSettings(url=server.url)
    index = ChromaServer(settings, name, HashEmbedder())
    index.refill(THREE)
    index.close()
    other = ChromaServer(settings, name, Other())
    assert not other.current
    assert "of another model" in other.faults(THREE)[0]
    other.mend(iter(THREE))
    assert (other.current, list(other.faults(THREE)), other.count()) == (True, [], 3)
    other.close()


def test_a_server_that_is_killed_during_an_ingest_and_comes_back_costs_nothing(tmp_path: Path) -> None:
    with running_chroma(tmp_path / "server") as server:
        settings = Settings(library=tmp_path / "library", chroma=ChromaSettings(url=server.url, wait=120.0))
        library = open_library(settings, create=True)
        made = [article(f"题{number}", (f"第{number}篇讲渡轮{number}号。",)) for number in range(24)]
        again = threading.Timer(1.0, server.start)
        for start in range(0, 24, 6):
            if start == 6:
                server.kill()
                again.start()
            library.add(made[start : start + 6], passages)
        again.join()
        wanted = {one.id for one in passages(*made)}
        assert [index.ids() for index in library.indexes] == [wanted, wanted]
        assert library.status().pending == 0
        library.close()


def test_an_ingest_that_gave_up_on_the_server_is_carried_on_at_the_next_opening(tmp_path: Path) -> None:
    with running_chroma(tmp_path / "server") as server:
        settings = Settings(library=tmp_path / "library", chroma=ChromaSettings(url=server.url, wait=0.0))
        library = open_library(settings, create=True)
        library.add([article()], passages)
        server.kill()
        with pytest.raises(LibraryError, match=r"cannot be .*chroma\.url.*carried on"):
            library.add([article("菜市场开张", ("摊位增加到160个。",))], passages)
        library.close()
        server.start()
        library = open_library(settings)
        assert library.status().pending == 0
        assert all(index.count() == len(list(library.catalogue.every_passage())) for index in library.indexes)
        library.close()


def test_two_models_and_two_libraries_on_one_server_never_mix(server: RunningChroma, tmp_path: Path) -> None:
    settings = Settings(library=tmp_path / "one", chroma=ChromaSettings(url=server.url))
    one = open_library(settings, create=True)
    two = open_library(settings.model_copy(update={"library": tmp_path / "two"}), create=True)
    one.add([article()], passages)
    assert [index.count() for index in two.indexes] == [0, 0]
    one.close()
    two.close()


def test_a_server_without_hybrid_search_is_told_apart_at_once(server: RunningChroma) -> None:
    with pytest.raises(SettingsError, match=r"chroma\.hybrid"):
        ChromaHybrid(ChromaSettings(url=server.url, hybrid=True), f"hybrid-{next(_NUMBERS)}", HashEmbedder())


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://h", "http://", "http://h:x"])
def test_an_address_that_is_none_is_said(url: str) -> None:
    with pytest.raises(SettingsError, match=r"chroma\.url"):
        ChromaServer(ChromaSettings(url=url), "x", HashEmbedder())


def test_chroma_cloud_asks_for_its_key() -> None:
    with pytest.raises(SettingsError, match=r"chroma\.key"):
        ChromaServer(ChromaSettings(url="cloud", key=SecretStr("")), "x", HashEmbedder())


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"http://127\.0\.0\.1:9 .*cannot be opened"):
        ChromaServer(ChromaSettings(url="http://127.0.0.1:9", wait=0.0), "missing", HashEmbedder())


def test_bounds_that_few_of_the_nearest_fit_are_asked_of_the_server(server: RunningChroma) -> None:
    index = ChromaServer(ChromaSettings(url=server.url), f"bounds-{next(_NUMBERS)}", HashEmbedder())
    index.add([passage(number, "渡轮停航") for number in range(40)])
    far = passage(99, "渡口今日恢复", newspaper="岚城")
    index.add([replace(far, source=replace(far.source, headline="别的"))])
    assert found(index.search(Query("渡轮停航", newspaper="岚城"), 3)) == [{"p99"}]
    index.close()
