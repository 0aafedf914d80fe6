import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.accounts import Accounts
from rag.backends.accounts import SqliteAccounts
from rag.backends.catalogue import SqliteCatalogue
from rag.errors import InputError

PASSWORD = "a password of ours"


class AccountsContract:
    """What every `Accounts` promises."""

    @pytest.fixture
    def accounts(self, tmp_path: Path) -> Iterator[Accounts]:
        raise NotImplementedError

    def test_a_user_is_known_by_the_password_and_by_no_other(self, accounts: Accounts) -> None:
        assert accounts.empty()
        accounts.add("shen", PASSWORD)
        assert not accounts.empty()
        assert accounts.by_password("shen", PASSWORD) == "shen"
        assert accounts.by_password("shen", PASSWORD + " ") is None
        assert accounts.by_password("he", PASSWORD) is None
        assert [user.name for user in accounts.users()] == ["shen"]

    def test_a_name_is_given_once(self, accounts: Accounts) -> None:
        accounts.add("何春桃", PASSWORD)
        with pytest.raises(InputError, match="何春桃 already"):
            accounts.add("何春桃", "another password")
        assert accounts.by_password("何春桃", PASSWORD)

    @pytest.mark.parametrize("name", ["", "a b", "x" * 41, "local", "token", "a/b", "<b>"])
    def test_an_unfit_name_is_refused(self, accounts: Accounts, name: str) -> None:
        with pytest.raises(InputError):
            accounts.add(name, PASSWORD)

    def test_a_short_password_is_refused(self, accounts: Accounts) -> None:
        with pytest.raises(InputError, match="at least 8"):
            accounts.add("shen", "1234567")
        assert accounts.empty()

    def test_a_new_token_takes_the_place_of_the_old_one(self, accounts: Accounts) -> None:
        accounts.add("shen", PASSWORD)
        first, second = accounts.new_token("shen"), accounts.new_token("shen")
        assert accounts.by_token(first) is None
        assert accounts.by_token(second) == "shen"
        assert accounts.users()[0].has_token

    def test_a_session_lasts_until_its_end(self, accounts: Accounts) -> None:
        accounts.add("shen", PASSWORD)
        key = accounts.begin_session("shen", 60)
        assert accounts.by_session(key) == "shen"
        assert accounts.by_session(accounts.begin_session("shen", 0)) is None
        accounts.end_session(key)
        assert accounts.by_session(key) is None

    def test_a_changed_password_ends_the_sessions(self, accounts: Accounts) -> None:
        accounts.add("shen", PASSWORD)
        key = accounts.begin_session("shen", 60)
        accounts.set_password("shen", "another password")
        assert accounts.by_session(key) is None
        assert accounts.by_password("shen", PASSWORD) is None

    def test_a_removed_user_is_gone_with_token_and_sessions(self, accounts: Accounts) -> None:
        accounts.add("shen", PASSWORD)
        key, token = accounts.begin_session("shen", 60), accounts.new_token("shen")
        accounts.remove("shen")
        assert (accounts.by_session(key), accounts.by_token(token), accounts.empty()) == (None, None, True)

    def test_an_unknown_name_is_said(self, accounts: Accounts) -> None:
        for change in (
            lambda: accounts.remove("he"),
            lambda: accounts.new_token("he"),
            lambda: accounts.set_password("he", PASSWORD),
        ):
            with pytest.raises(InputError, match="no user he"):
                change()


class TestSqliteAccounts(AccountsContract):
    @pytest.fixture
    def accounts(self, tmp_path: Path) -> Iterator[Accounts]:
        opened = SqliteAccounts(tmp_path / "catalogue.sqlite")
        yield opened
        opened.close()

    def test_neither_passwords_nor_keys_stand_in_the_file(self, accounts: Accounts, tmp_path: Path) -> None:
        accounts.add("shen", PASSWORD)
        secrets = (PASSWORD, accounts.new_token("shen"), accounts.begin_session("shen", 60))
        kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert not any(secret.encode() in kept for secret in secrets)

    def test_the_tables_are_made_in_a_catalogue_that_is_there(self, tmp_path: Path) -> None:
        file = tmp_path / "catalogue.sqlite"
        SqliteCatalogue(file).close()
        accounts = SqliteAccounts(file)
        accounts.add("shen", PASSWORD)
        accounts.close()
        catalogue = SqliteCatalogue(file)
        assert catalogue.contents().articles == 0
        catalogue.close()
        again = SqliteAccounts(file)
        assert again.by_password("shen", PASSWORD)
        again.close()

    def test_two_programs_see_each_others_users(self, accounts: Accounts, tmp_path: Path) -> None:
        other = SqliteAccounts(tmp_path / "catalogue.sqlite")
        accounts.add("shen", PASSWORD)
        assert [user.name for user in other.users()] == ["shen"]
        other.close()
        with sqlite3.connect(tmp_path / "catalogue.sqlite") as db:
            assert db.execute("SELECT count(*) FROM users").fetchone() == (1,)
        db.close()
