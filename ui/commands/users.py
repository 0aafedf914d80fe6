"""baoda user: who may sign in to the server of a library."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.errors import InputError
from ui.commands.opening import settings_for
from ui.commands.options import JsonOption, LibraryOption
from ui.terminal.console import print_row, remarks, results

if TYPE_CHECKING:
    from rag.accounts import Accounts

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]

users = typer.Typer(no_args_is_help=True, help="Who may sign in to `baoda serve`: add, list, password, token, rm.")


@users.command()
def add(name: NameArgument, *, library: LibraryOption = None) -> None:
    """Add a user; the password is asked for, or read from standard input when that is no terminal."""
    with _accounts(library) as accounts:
        accounts.add(name, _password())
    remarks().print(f"Added {name}.", soft_wrap=True, markup=False)


@users.command("list")
def list_users(*, library: LibraryOption = None, json_lines: JsonOption = False) -> None:
    """List all users."""
    with _accounts(library) as accounts:
        for user in accounts.users():
            if json_lines:
                print_row({"name": user.name, "added": user.added.isoformat(), "token": user.has_token})
            else:
                token = "  token" if user.has_token else ""
                results().print(f"{user.name}  {user.added:%Y-%m-%d}{token}", soft_wrap=True, markup=False)


@users.command()
def password(name: NameArgument, *, library: LibraryOption = None) -> None:
    """Change a user's password; browsers that are signed in have to sign in again."""
    with _accounts(library) as accounts:
        accounts.set_password(name, _password())
    remarks().print(f"Changed the password of {name}.", soft_wrap=True, markup=False)


@users.command()
def token(name: NameArgument, *, library: LibraryOption = None) -> None:
    """Print a new token for this user's programs; an earlier one is no longer taken. It is shown this once."""
    with _accounts(library) as accounts:
        results().print(accounts.new_token(name), soft_wrap=True, markup=False, highlight=False)


@users.command()
def rm(name: NameArgument, *, library: LibraryOption = None) -> None:
    """Remove a user, with token and sessions."""
    with _accounts(library) as accounts:
        accounts.remove(name)
    remarks().print(f"Removed {name}.", soft_wrap=True, markup=False)


@contextmanager
def _accounts(library: Path | None) -> Iterator[Accounts]:
    """Open the library's users; where there is no library yet, an empty one is made to hold them."""
    from rag.build import open_accounts, open_library
    from rag.manifest import read_manifest

    settings = settings_for(library)
    if read_manifest(settings.library) is None:
        open_library(settings, create=True).close()
    accounts = open_accounts(settings)
    try:
        yield accounts
    finally:
        accounts.close()


def _password() -> str:
    """Return the password that was typed twice, or the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed = getpass("Password: ")
    if getpass("Once more: ") != typed:
        raise InputError("The two passwords are not the same; try again.")
    return typed
