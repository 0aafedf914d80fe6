"""The catalogue in PostgreSQL keeps the contract, on a real server that the tests start and stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rag.accounts import Accounts
from rag.backends.listing import PostgresListing
from rag.backends.postgres_catalogue import PostgresCatalogue
from rag.backends.postgres_connection import Address, PostgresConnection
from rag.backends.postgres_users import PostgresAccounts, PostgresConversations, PostgresRatings
from rag.errors import LibraryError, LibraryMismatch, SettingsError
from rag.feedback import Feedback, Rating
from rag.listing import Column, Sheet
from rag.protocols import Catalogue
from rag.records import Query
from tests.fakes_assistant import bridge_answer
from tests.postgres_server import POSTGRES, PostgresServer, postgres_server
from tests.rag.backends.catalogue_contract import CatalogueContract, Opened, store
from tests.rag.backends.test_accounts import AccountsContract
from tests.rag.backends.test_conversations import ConversationsContract, Stored
from tests.samples import MARKET, article

pytestmark = pytest.mark.slow

LIBRARIES = Path(__file__).parents[1] / "libraries"

needs_postgres = pytest.mark.skipif(not POSTGRES, reason="PostgreSQL is not installed (package postgresql)")


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres_server() as running:
        yield running


@needs_postgres
class TestPostgresCatalogue(CatalogueContract):
    @pytest.fixture
    def opened(self, server: PostgresServer) -> Iterator[Opened]:
        url = server.database()
        catalogues: list[PostgresCatalogue] = []

        def again() -> Catalogue:
            catalogues.append(PostgresCatalogue(url, 20.0))
            return catalogues[-1]

        yield again
        for catalogue in catalogues:
            catalogue.close()


@needs_postgres
class TestPostgresAccounts(AccountsContract):
    @pytest.fixture
    def accounts(self, server: PostgresServer) -> Iterator[Accounts]:
        opened = PostgresAccounts(server.database(), 20.0)
        yield opened
        opened.close()


@needs_postgres
class TestPostgresConversations(ConversationsContract):
    @pytest.fixture
    def talks(self, server: PostgresServer) -> Iterator[Stored]:
        opened = PostgresConversations(server.database(), 20.0)
        yield opened
        opened.close()


@needs_postgres
def test_ratings_come_back_as_they_were_kept_and_a_full_table_takes_no_more(
    server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ratings = PostgresRatings(server.database(), 20.0)
    good, bad = (Feedback.of(rating, "何时通车？", bridge_answer()) for rating in (Rating.GOOD, Rating.BAD))
    for one in (good, bad):
        ratings.keep(one)
    assert ratings.all() == (good, bad)
    monkeypatch.setattr("rag.backends.postgres_users._MOST", 2)
    with pytest.raises(LibraryError, match="takes no more"):
        ratings.keep(good)
    ratings.close()


@needs_postgres
def test_a_server_that_was_away_is_found_again_and_nothing_half_done_is_kept(server: PostgresServer) -> None:
    catalogue = PostgresCatalogue(server.database(), 20.0)
    store(catalogue, article())
    with pytest.raises(LibraryError, match="right to write"), catalogue.writing():
        server.stop()
        server.start()
        store(catalogue, article("菜市场开张", MARKET))
    with catalogue.writing():
        assert [one.id for one in catalogue.articles()] == [article().id]
        store(catalogue, article("菜市场开张", MARKET))
    assert catalogue.contents().articles == 2
    catalogue.close()


@needs_postgres
@pytest.mark.parametrize("form", [4, 5])
def test_a_catalogue_of_an_earlier_release_is_brought_up_to_date_with_everything_in_it(
    form: int, server: PostgresServer
) -> None:
    url = server.database()
    made = PostgresConnection(Address.of(url))
    for statement in (LIBRARIES / f"postgres-{form}.sql").read_text("utf-8").split(";\n"):
        if statement.strip():
            made.execute(statement)
    made.close()
    market = article("菜市场开张", MARKET, day=date(2024, 3, 5), page="3")
    for _ in range(2):  # it is brought up to date once
        catalogue = PostgresCatalogue(url, 20.0)
        assert [one.id for one in catalogue.articles()] == [article().id, market.id]
        assert [passage.text for passage in catalogue.passages_of([market.id])] == [market.body]
        assert catalogue.elsewhere(Query("", since=date(2024, 3, 6))) == (market.id,)
        assert (catalogue.pending("chroma"), len(catalogue.pending("tantivy"))) == ((), 2)
        assert (catalogue.faults(), catalogue.amendments()) == ([], {})
        catalogue.close()
    users = PostgresAccounts(url)
    assert users.empty()
    users.close()


@needs_postgres
def test_a_catalogue_of_another_release_is_refused(server: PostgresServer) -> None:
    url = server.database()
    catalogue = PostgresCatalogue(url)
    with catalogue._transaction() as db:
        db.execute("UPDATE baoda_catalogue SET version = 99")
    catalogue.close()
    with pytest.raises(LibraryMismatch, match="another release"):
        PostgresCatalogue(url)


def test_a_server_that_is_not_there_is_named_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"127\.0\.0\.1:9/paper cannot be reached") as caught:
        PostgresCatalogue("postgresql://baoda:geheim@127.0.0.1:9/paper", 0.0)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["paper", "mysql://a/b", "postgresql://host", "postgresql://h:x/b", "postgresql://h/b?sslmode=maybe"]
)
def test_an_address_that_is_none_is_said(url: str) -> None:
    with pytest.raises(SettingsError, match=r"catalogue\.url"):
        Address.of(url)


def test_an_address_is_read_in_all_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "from-the-environment")
    found = Address.of("postgresql://us%40er@db.example:6543/paper?sslmode=verify-full")
    assert found == Address("db.example", 6543, "paper", "us@er", "from-the-environment", "verify-full")
    assert Address.of("postgres:///paper?host=/run/postgresql").host == "/run/postgresql"


@needs_postgres
def test_its_articles_are_listed_as_a_table(server: PostgresServer) -> None:
    url = server.database()
    one = article()
    catalogue = PostgresCatalogue(url, 20.0)
    store(catalogue, one)
    catalogue.close()
    listing = PostgresListing(url, 20.0)
    page = listing.sheet(Sheet(text="大桥", newspaper="临澜日报", sort=Column.CONFIDENCE))
    assert ([row.id for row in page.rows], page.total) == ([one.id], 1)
    assert listing.sheet(Sheet("%")).total == 0
    assert [(day.day, day.articles) for day in listing.days()] == [(one.source.date, 1)]
    assert len(listing.fingerprint()) == 12
    listing.close()
