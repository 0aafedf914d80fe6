"""A backup of a library that is not all in its folder: vectors on a Chroma server, the catalogue in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from rag.backup import write_backup
from rag.build import models, open_accounts, open_conversations, open_library, open_shelf, restore
from rag.doctor import examine
from rag.errors import InputError, LibraryMismatch, SettingsError
from rag.feedback import Feedback, Rating
from rag.records import Origin, Query
from rag.settings import CatalogueSettings, ChromaSettings, Settings
from tests.chroma_server import running_chroma
from tests.fakes import HashEmbedder
from tests.fakes_assistant import bridge_answer
from tests.postgres_server import POSTGRES, PostgresServer, postgres_server
from tests.rag.backends.test_conversations import BRIDGE
from tests.rag.test_older_libraries import NoEmbedder
from tests.samples import MARKET, article, passages

pytestmark = pytest.mark.slow

BOTH = (article(), article("菜市场开张", MARKET))
Model = Callable[[HashEmbedder], None]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Model:
    """Sets the model that libraries are opened with."""

    def use(embedder: HashEmbedder) -> None:
        monkeypatch.setattr(models, "open_embedder", lambda *_: embedder)

    use(HashEmbedder())
    return use


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server() as running:
        yield running


def finds_the_market(settings: Settings) -> None:
    with closing(open_library(settings)) as library:
        assert {one.id for one in library.articles()} == {one.id for one in BOTH}
        dense = library.search(Query("摊位增加到多少个"), 1)[0]
        assert dense.entries[0].passage_id.startswith(BOTH[1].id)


def is_sound(settings: Settings, model: Model) -> None:
    model(HashEmbedder())  # the doctor embeds a sample
    with closing(open_library(settings)) as library:
        assert examine(library) == ()


def test_vectors_on_a_server_are_in_the_backup_and_nothing_is_embedded_when_it_is_put_back(
    tmp_path: Path, model: Model
) -> None:
    with running_chroma(tmp_path / "vectors") as server:
        chroma = ChromaSettings(url=server.url)
        with closing(open_library(Settings(library=tmp_path / "library", chroma=chroma), create=True)) as library:
            library.add(BOTH, passages)
            write_backup(library, tmp_path / "kept.tar")
        for settings in (
            Settings(library=tmp_path / "in a folder"),
            Settings(library=tmp_path / "on the server", chroma=chroma),
        ):
            model(NoEmbedder())
            restore(settings, tmp_path / "kept.tar", into=False).close()
            finds_the_market(settings)
            is_sound(settings, model)


def test_a_library_moves_from_its_folder_to_a_server_by_one_setting_and_nothing_is_embedded(
    tmp_path: Path, model: Model
) -> None:
    folder = Settings(library=tmp_path / "library")
    with closing(open_library(folder, create=True)) as library:
        library.add(BOTH, passages)
    with running_chroma(tmp_path / "vectors") as server:
        model(NoEmbedder())
        moved = folder.model_copy(update={"chroma": ChromaSettings(url=server.url)})
        finds_the_market(moved)
        is_sound(moved, model)


def in_postgres(folder: Path, url: str) -> Settings:
    return Settings(library=folder, catalogue=CatalogueSettings(url=SecretStr(url)))


@pytest.mark.skipif(not POSTGRES, reason="PostgreSQL is not installed (package postgresql)")
def test_a_backup_of_a_database_brings_articles_users_talks_and_ratings_into_another(
    tmp_path: Path, model: Model, postgres: PostgresServer
) -> None:
    first = in_postgres(tmp_path / "first", postgres.database())
    (tmp_path / "page.txt").write_text("临澜大桥\n", "utf-8")
    rating = Feedback.of(Rating.GOOD, "何时通车？", bridge_answer())
    with closing(open_library(first, create=True)) as library:
        with library.holding() as hold:
            origin = (Origin("page.txt", 1, 1, copy=hold(tmp_path / "page.txt")),)
            library.add([replace(BOTH[0], origin=origin), BOTH[1]], passages)
        library.keep_feedback(rating)
        with closing(open_accounts(first)) as users, closing(open_conversations(first)) as talks:
            users.add("shen", "a password of ours")
            talk = talks.keep("shen", "", 0, BRIDGE)
        write_backup(library, tmp_path / "kept.tar.gz")
    second = in_postgres(tmp_path / "second", postgres.database())
    restore(second, tmp_path / "kept.tar.gz", into=False).close()
    finds_the_market(second)
    with closing(open_shelf(second)) as shelf:
        assert shelf.feedback() == (rating,)
        assert shelf.source_copy(shelf.article(BOTH[0].id).origin[0]) is not None
    with closing(open_accounts(second)) as users, closing(open_conversations(second)) as talks:
        assert users.by_password("shen", "a password of ours") == "shen"
        assert talks.exchanges("shen", talk) == (BRIDGE,)
    with pytest.raises(InputError, match="holds a library already"):
        restore(
            in_postgres(tmp_path / "third", second.catalogue.url.get_secret_value()),
            tmp_path / "kept.tar.gz",
            into=False,
        )
    assert not (tmp_path / "third").exists()


@pytest.mark.skipif(not POSTGRES, reason="PostgreSQL is not installed (package postgresql)")
def test_a_second_folder_over_one_database_needs_vectors_that_both_share(
    tmp_path: Path, model: Model, postgres: PostgresServer
) -> None:
    url = postgres.database()
    for _ in range(2):
        open_library(in_postgres(tmp_path / "one", url), create=True).close()
    with pytest.raises(SettingsError, match=r"chroma\.url"):
        open_library(in_postgres(tmp_path / "other", url), create=True)


@pytest.mark.skipif(not POSTGRES, reason="PostgreSQL is not installed (package postgresql)")
def test_a_folder_with_articles_of_its_own_is_not_opened_over_a_database(
    tmp_path: Path, model: Model, postgres: PostgresServer
) -> None:
    with closing(open_library(Settings(library=tmp_path / "library"), create=True)) as library:
        library.add(BOTH, passages)
    with pytest.raises(LibraryMismatch, match="keeps its articles in the folder"):
        open_library(in_postgres(tmp_path / "library", postgres.database()))
    finds_the_market(Settings(library=tmp_path / "library"))
