import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rag.backends.accounts import SqliteAccounts
from rag.library import prepare_folder
from ui.cli import app

PASSWORD = "a password of ours"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Path]:
    prepare_folder(tmp_path / "library", "model")
    yield tmp_path / "library"


def baoda(library: Path, *arguments: str, typed: str = "") -> Result:
    command = ["user", *arguments, "--library", str(library)]
    return CliRunner().invoke(app, command, input=typed)


def test_a_user_is_added_listed_and_removed(library: Path) -> None:
    assert baoda(library, "add", "shen", typed=f"{PASSWORD}\n").exit_code == 0
    row = json.loads(baoda(library, "list", "--json").stdout)
    assert (row["name"], row["token"]) == ("shen", False)
    assert baoda(library, "rm", "shen").exit_code == 0
    assert baoda(library, "list").stdout == ""


def test_a_token_is_printed_alone_and_is_taken(library: Path) -> None:
    baoda(library, "add", "shen", typed=f"{PASSWORD}\n")
    token = baoda(library, "token", "shen").stdout.strip()
    accounts = SqliteAccounts(library / "catalogue.sqlite")
    assert accounts.by_token(token) == "shen"
    accounts.close()


def test_a_changed_password_is_the_one_that_counts(library: Path) -> None:
    baoda(library, "add", "shen", typed=f"{PASSWORD}\n")
    baoda(library, "password", "shen", typed="another password\n")
    accounts = SqliteAccounts(library / "catalogue.sqlite")
    assert accounts.by_password("shen", "another password")
    accounts.close()


def test_a_short_password_adds_nobody(library: Path) -> None:
    assert "at least 8" in str(baoda(library, "add", "shen", typed="short\n").exception)
    assert baoda(library, "list").stdout == ""
