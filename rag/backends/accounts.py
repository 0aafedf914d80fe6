"""Users, tokens and sessions in the catalogue's database, whichever it is."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import cached_property

from rag.accounts import User, fit_name, hash_password, is_password, key_digest, new_key
from rag.backends.catalogue_file import CatalogueFile
from rag.backends.catalogue_store import CatalogueStore, Statements
from rag.errors import InputError


class AccountTables(CatalogueStore):
    """The statements of `Accounts`, mixed into what opens the database."""

    def empty(self) -> bool:
        """Return whether there is no user at all."""
        return not self._rows("SELECT name FROM users LIMIT 1")

    def users(self) -> tuple[User, ...]:
        """Return all users by name."""
        rows = self._rows("SELECT name, added, token FROM users ORDER BY name")
        return tuple(User(name, datetime.fromisoformat(added), token is not None) for name, added, token in rows)

    def add(self, name: str, password: str) -> None:
        """Add a user; InputError for a name that is taken or unfit and for a password that is too short."""
        fit_name(name)
        values = (name, datetime.now(UTC).isoformat(timespec="seconds"), hash_password(password))
        statement = "INSERT INTO users (name, added, password) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        if not self._changed(statement, values):
            raise InputError(f"There is a user {name} already; change the password with: baoda user password {name}")

    def set_password(self, name: str, password: str) -> None:
        """Change a user's password and end all sessions; InputError for an unknown name or an unfit password."""
        self._end(name, "UPDATE users SET password = ? WHERE name = ?", (hash_password(password), name))

    def remove(self, name: str) -> None:
        """Remove a user with token and sessions; InputError for an unknown name."""
        self._end(name, "DELETE FROM users WHERE name = ?", (name,))

    def new_token(self, name: str) -> str:
        """Return a new token of this user's, in place of an earlier one; InputError for an unknown name."""
        token = new_key()
        if not self._changed("UPDATE users SET token = ? WHERE name = ?", (key_digest(token), name)):
            raise _unknown(name)
        return token

    def by_password(self, name: str, password: str) -> str | None:
        """Return the user's name when the password is theirs; it takes as long for a name that does not exist."""
        rows = self._rows("SELECT password FROM users WHERE name = ?", (name,))
        fits = is_password(password, rows[0][0] if rows else self._nobody)
        return name if rows and fits else None

    @cached_property
    def _nobody(self) -> str:
        """The hash of a password that nobody has."""
        return hash_password(new_key())

    def by_token(self, token: str) -> str | None:
        """Return the name of the user whose token this is."""
        rows = self._rows("SELECT name FROM users WHERE token = ?", (key_digest(token),))
        return rows[0][0] if rows else None

    def begin_session(self, name: str, seconds: int) -> str:
        """Return the key of a new session that lasts so long, of a user or of the server's token holder."""
        key, now = new_key(), int(time.time())
        with self._transaction() as db:
            db.execute("DELETE FROM sessions WHERE ends <= ?", (now,))
            db.execute(
                "INSERT INTO sessions (key, name, ends) VALUES (?, ?, ?)", (key_digest(key), name, now + seconds)
            )
        return key

    def by_session(self, key: str) -> str | None:
        """Return the name of the user whose session this is, while it lasts."""
        values = (key_digest(key), str(int(time.time())))
        rows = self._rows("SELECT name FROM sessions WHERE key = ? AND ends > CAST(? AS BIGINT)", values)
        return rows[0][0] if rows else None

    def end_session(self, key: str) -> None:
        """End a session; an unknown key is no error."""
        with self._transaction() as db:
            db.execute("DELETE FROM sessions WHERE key = ?", (key_digest(key),))

    def _changed(self, statement: str, values: tuple[str, ...]) -> bool:
        """Run a statement on the users; return whether it changed one."""
        with self._transaction() as db:
            return _found(db, statement, values)

    def _end(self, name: str, statement: str, values: tuple[str, ...]) -> None:
        """Change a user and end all sessions of theirs at once; InputError for an unknown name."""
        with self._transaction() as db:
            if not _found(db, statement, values):
                raise _unknown(name)
            db.execute("DELETE FROM sessions WHERE name = ?", (name,))


class SqliteAccounts(AccountTables, CatalogueFile):
    """`Accounts` in the catalogue's SQLite file."""


def _found(db: Statements, statement: str, values: tuple[str, ...]) -> bool:
    return bool(list(db.execute(f"{statement} RETURNING name", values)))


def _unknown(name: str) -> InputError:
    return InputError(f"There is no user {name}; see the names with: baoda user list")
