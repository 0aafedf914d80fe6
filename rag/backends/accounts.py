"""Users, tokens and sessions in tables of their own in the catalogue's SQLite file."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from rag.accounts import User, fit_name, hash_password, is_password, key_digest, new_key
from rag.backends.catalogue_file import CatalogueFile
from rag.errors import InputError

_TABLES = (
    """CREATE TABLE IF NOT EXISTS users (
        name TEXT PRIMARY KEY, added TEXT NOT NULL, password TEXT NOT NULL, token TEXT UNIQUE
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS sessions (
        key TEXT PRIMARY KEY, name TEXT NOT NULL, ends INTEGER NOT NULL
    ) WITHOUT ROWID""",
)


class SqliteAccounts(CatalogueFile):
    """`Accounts` in one SQLite file; the tables are made when they are missing."""

    def __init__(self, file: Path) -> None:
        """Open the file or make it; errors as those of the catalogue."""
        super().__init__(file)
        there = {row[0] for row in self._rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if not {"users", "sessions"} <= there:
            with self._transaction() as db:
                for table in _TABLES:
                    db.execute(table)

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
        kept = hash_password(password)
        with self._transaction() as db:
            values = (name, datetime.now(UTC).isoformat(timespec="seconds"), kept)
            if not db.execute("INSERT OR IGNORE INTO users (name, added, password) VALUES (?, ?, ?)", values).rowcount:
                raise InputError(
                    f"There is a user {name} already; change the password with: baoda user password {name}"
                )

    def set_password(self, name: str, password: str) -> None:
        """Change a user's password and end all sessions; InputError for an unknown name or an unfit password."""
        kept = hash_password(password)
        with self._transaction() as db:
            if not db.execute("UPDATE users SET password = ? WHERE name = ?", (kept, name)).rowcount:
                raise _unknown(name)
            db.execute("DELETE FROM sessions WHERE name = ?", (name,))

    def remove(self, name: str) -> None:
        """Remove a user with token and sessions; InputError for an unknown name."""
        with self._transaction() as db:
            if not db.execute("DELETE FROM users WHERE name = ?", (name,)).rowcount:
                raise _unknown(name)
            db.execute("DELETE FROM sessions WHERE name = ?", (name,))

    def new_token(self, name: str) -> str:
        """Return a new token of this user's, in place of an earlier one; InputError for an unknown name."""
        token = new_key()
        with self._transaction() as db:
            if not db.execute("UPDATE users SET token = ? WHERE name = ?", (key_digest(token), name)).rowcount:
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
        rows = self._rows("SELECT name FROM sessions WHERE key = ? AND ends > CAST(? AS INTEGER)", values)
        return rows[0][0] if rows else None

    def end_session(self, key: str) -> None:
        """End a session; an unknown key is no error."""
        with self._transaction() as db:
            db.execute("DELETE FROM sessions WHERE key = ?", (key_digest(key),))


def _unknown(name: str) -> InputError:
    return InputError(f"There is no user {name}; see the names with: baoda user list")
