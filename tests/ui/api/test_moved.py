"""A library that is moved to another embedding model while it is served: the server opens it anew by itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.assistant import Assistant
from rag.embedder import Embedder
from rag.errors import LibraryMismatch
from rag.manifest import require_library
from rag.settings import Settings
from tests.fakes import HashEmbedder
from tests.rag.library_of import library_of, open_stores
from tests.rag.telling import FirstSentence
from tests.rag.test_reindexing import Small, moved
from tests.samples import MARKET, article
from tests.ui.api.serving import TOKEN, Server, served
from tests.ui.api.test_uploads import LINES, followed, send
from ui.api import current
from ui.api.current import CurrentAssistant

MODELS: dict[str, type[Embedder]] = {"hash/1": HashEmbedder, "small/1": Small}


def opened(settings: Settings) -> Assistant:
    model = MODELS[require_library(settings.library).embedding]()
    return Assistant(open_stores(settings.library, model), FirstSentence(), None, settings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library_of(tmp_path / "library", [article(), article("菜市场开张", MARKET)]).close()
    return tmp_path / "library"


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    with served(folder, token=TOKEN, opening=opened) as running:
        yield running.ready()


def first(server: Server) -> str:
    found = server.client.post("/api/search", json={"text": "摊位增加到多少个", "k": 1})
    assert found.status_code == 200, found.text
    return str(found.json()["hits"][0]["title"])


def test_searches_and_questions_go_on_over_the_new_index(server: Server, folder: Path) -> None:
    assert first(server) == "菜市场开张"
    moved(folder, Small())
    assert first(server) == "菜市场开张"
    assert server.client.post("/api/ask", json={"question": "临澜大桥全长多少公里？"}).status_code == 200
    assert server.client.get("/api/status").json()["library"]["embedding_model"] == "small/1"


def test_an_upload_goes_into_the_new_index(server: Server, folder: Path) -> None:
    moved(folder, Small())
    assert followed(server, send(server, ("新闻.jsonl", LINES.encode())))["state"] == "done"
    assert server.client.get("/api/status").json()["library"]["pending"] == 0


def test_what_only_reads_articles_has_the_new_index_opened_beside_it(server: Server, folder: Path) -> None:
    moved(folder, Small())
    assert server.client.get("/api/articles").json()["total"] == 2
    while server.service.library is None or server.service.library.moved:
        time.sleep(0.01)
    gone = server.client.delete(f"/api/articles/{article().id}")
    assert gone.status_code == 200, gone.text


def test_an_assistant_in_use_keeps_its_index_until_it_is_done_with(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go: list[Assistant] = []
    monkeypatch.setattr(current, "_let_go", let_go.append)
    settings = Settings(library=folder)
    held = CurrentAssistant(opened(settings), lambda: opened(settings))
    with held.in_use() as old:
        moved(folder, Small())
        with held.in_use() as new:
            assert (old.library.moved, new.library.moved) == (True, False)
        assert let_go == []
    assert let_go == [old]
    held.close()
    old.close()


def test_a_library_that_cannot_be_opened_anew_says_why_every_time(folder: Path) -> None:
    settings = Settings(library=folder)

    def reopen() -> Assistant:
        return Assistant(open_stores(folder), FirstSentence(), None, settings)  # still the old model

    held = CurrentAssistant(opened(settings), reopen)
    moved(folder, Small())
    for _ in range(2):
        with pytest.raises(LibraryMismatch, match=r"small/1, not with hash/1"), held.in_use():
            pass
    assert held.at_hand.library.contents().articles == 2
    held.close()
