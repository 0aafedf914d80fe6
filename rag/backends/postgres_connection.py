"""One connection to PostgreSQL that takes the catalogue's statements as they are written for SQLite."""

from __future__ import annotations

import os
import re
import socket
import ssl
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from getpass import getuser
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from rag.errors import SettingsError

_PLACE = re.compile(r"\?(\d*)")
_ROWS = 400  # rows that one INSERT brings; PostgreSQL takes 65,535 values a statement
_INSERT = re.compile(r"INSERT INTO \w+ VALUES (\([?, ]+\))( ON CONFLICT .*)?", re.DOTALL)
# PostgreSQL's numbers of text, bigint, double precision, bytea; what may be NULL is text.
_TYPES = {str: 25, int: 20, float: 701, bytes: 17, type(None): 25}
_ANSWERS = 10.0  # seconds that a host has to take the connection
_SCHEMES = ("postgresql", "postgres")
_MODES = ("disable", "prefer", "require", "verify-full")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is and who asks; `shown` is how messages name it, without the password."""

    host: str
    port: int
    database: str
    user: str
    password: str
    sslmode: str

    @property
    def shown(self) -> str:
        """Host, port and database."""
        return f"{self.host}:{self.port}/{self.database}"

    @classmethod
    def of(cls, url: str) -> Address:
        """Return what postgresql://user:password@host:port/database says; `?host=/folder` names a socket's folder.

        PGUSER and PGPASSWORD stand in for what it leaves out. Raises SettingsError for anything else.
        """
        try:
            parts = urlsplit(url)
            port = parts.port or 5432
        except ValueError as error:
            raise _unusable(str(error)) from error
        more = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        database = unquote(parts.path.removeprefix("/"))
        sslmode = more.pop("sslmode", "prefer")
        host = more.pop("host", parts.hostname or "127.0.0.1")
        if parts.scheme not in _SCHEMES or not database or sslmode not in _MODES or more:
            raise _unusable("it has to be postgresql://USER@HOST:PORT/DATABASE, with ?sslmode=verify-full if wanted")
        user = unquote(parts.username or os.environ.get("PGUSER", "") or getuser())
        return cls(host, port, database, user, unquote(parts.password or os.environ.get("PGPASSWORD", "")), sslmode)


def _unusable(why: str) -> SettingsError:
    return SettingsError(f"The setting catalogue.url (BAODA_CATALOGUE_URL) is not usable: {why}.")


class PostgresConnection:
    """A session; `execute` and `executemany` as `Statements` has them. Errors are pg8000's."""

    def __init__(self, address: Address) -> None:
        """Connect; pg8000's errors, OSError among them, when the server cannot be reached or refuses."""
        from pg8000.native import Connection

        self._socket = _connected(address)  # kept here: pg8000 leaves it open where the server goes or refuses
        try:
            self._session: Any = Connection(
                address.user,
                host=address.host,
                database=address.database,
                password=address.password or None,
                sock=self._socket,
                ssl_context=_ssl(address.sslmode),
                application_name="baoda",
            )
        except BaseException:
            self._let_go()
            raise

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> list[tuple[Any, ...]]:
        """Run a statement; return its rows."""
        given = {f"p{at}": _sent(value) for at, value in enumerate(values, start=1)}
        types = {name: _TYPES[type(value)] for name, value in given.items()}
        rows = self._session.run(_translated(statement), types=types or None, **given)
        return [tuple(row) for row in rows or ()]

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> None:
        """Run a statement once for each row; plain insertions go together, some hundred a statement."""
        held = [tuple(row) for row in rows]
        insert = _INSERT.fullmatch(statement)
        if insert and len(held) > 1:
            step = min(_ROWS, 60_000 // len(held[0]))
            for start in range(0, len(held), step):
                batch = held[start : start + step]
                many = statement.replace(insert[1], ", ".join([insert[1]] * len(batch)))
                self.execute(many, [value for row in batch for value in row])
        elif held:
            self._repeat(statement, held)

    def _repeat(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        from pg8000.native import PreparedStatement

        types = {f"p{at}": _TYPES[type(value)] for at, value in enumerate(rows[0], start=1)}
        prepared = PreparedStatement(self._session, _translated(statement), types)
        try:
            for row in rows:
                prepared.run(**{f"p{at}": _sent(value) for at, value in enumerate(row, start=1)})
        finally:
            if not self.broken:
                prepared.close()

    @property
    def broken(self) -> bool:
        """Whether the transaction has failed, so that nothing but its end is taken, or the session is gone."""
        from pg8000.exceptions import DatabaseError, InterfaceError

        try:
            self._session.run("SELECT 1")
        except (DatabaseError, InterfaceError, OSError):
            return True
        return False

    def close(self) -> None:
        """End the session."""
        from pg8000.exceptions import InterfaceError

        try:
            self._session.close()
        except (InterfaceError, OSError):
            pass  # it is gone already
        finally:
            self._let_go()

    def _let_go(self) -> None:
        """Close the socket at once, also where pg8000 has a stream on it still; under TLS it is pg8000's to close."""
        number = self._socket.detach()
        if number >= 0:
            os.close(number)


def _translated(statement: str) -> str:
    """SQLite's ? and ?1 as pg8000's names."""
    count = 0

    def name(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f":p{found[1] or count}"

    return _PLACE.sub(name, statement)


def _sent(value: object) -> object:
    """A value as PostgreSQL takes it: its texts hold no NUL, and a mark of the same length keeps all offsets."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def _connected(address: Address) -> socket.socket:
    if not address.host.startswith("/"):
        found = socket.create_connection((address.host, address.port), _ANSWERS)
    else:
        found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            found.connect(f"{address.host}/.s.PGSQL.{address.port}")
        except OSError:
            found.close()
            raise
    found.settimeout(None)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return found


def _ssl(mode: str) -> ssl.SSLContext | bool | None:
    """What pg8000 takes: False without encryption, None with it where the server offers it."""
    if mode in ("disable", "prefer"):
        return False if mode == "disable" else None
    context = ssl.create_default_context()
    if mode == "require":  # encrypted, to whomever it is
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
