"""A database's sessions: taken from a few that are kept, opened anew after the server was away; one holds the lock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock

from rag import logs
from rag.backends.postgres_connection import Address, PostgresConnection
from rag.errors import LibraryBusy, LibraryError

_KEPT = 8  # idle sessions: about as many as threads of a web server ask at once
_RIGHT = 0x62616F6461  # the advisory lock's number, "baoda"; locks are counted in each database for itself
_LOOK = 0.1  # seconds between two looks whether the lock is free
_UNNOTICED = 1.0  # seconds; a wait of this length is not worth a word


class Sessions:
    """Sessions of one database for the threads of a program, and this program's right to write."""

    def __init__(self, address: Address, wait: float) -> None:
        """Take the address and how many seconds to wait for another program that writes, or for the server."""
        self.address = address
        self._wait = wait
        self._idle: list[PostgresConnection] = []
        self._mutex = RLock()
        self._turn = RLock()  # of threads that write
        self._depth = 0
        self._holder: PostgresConnection | None = None

    @contextmanager
    def session(self, done: str) -> Iterator[PostgresConnection]:
        """Yield a session that works; one that fails is not used again. LibraryError says what was not `done`."""
        from pg8000.exceptions import DatabaseError, InterfaceError

        one = self._take()
        try:
            yield one
        except (DatabaseError, InterfaceError, OSError) as error:
            one.close()
            raise self._failure(done, error) from error
        except BaseException:  # Ctrl-C: nobody knows what the server still has to say on it
            one.close()
            raise
        with self._mutex:
            if len(self._idle) < _KEPT:
                self._idle.append(one)
                return
        one.close()

    @contextmanager
    def writing(self, told: Callable[[str], None] | None = None, wait: float | None = None) -> Iterator[None]:
        """Hold the right to write against threads and against other programs, on whatever machine; else LibraryBusy."""
        with self._turn:
            if not self._depth:
                self._holder = self._lock(told, self._wait if wait is None else wait)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth and self._holder is not None:
                    self._holder.close()  # which gives the lock back, also where the server has gone
                    self._holder = None

    def still_mine(self) -> None:
        """Raise LibraryError when the right to write was lost on the way: the server went, and may be back."""
        if self._holder is not None and self._holder.broken:
            raise LibraryError(
                f"The catalogue {self.address.shown} was away, and with it the right to write; nothing of this step "
                "was kept: try again."
            )

    def close(self) -> None:
        """End all sessions."""
        with self._mutex:
            while self._idle:
                self._idle.pop().close()

    def _lock(self, told: Callable[[str], None] | None, wait: float) -> PostgresConnection:
        from pg8000.exceptions import DatabaseError, InterfaceError

        holder = self._open()
        try:
            self._wait_for_turn(holder, told, wait)
        except (DatabaseError, InterfaceError, OSError) as error:
            holder.close()
            raise self._failure("locked", error) from error
        except BaseException:
            holder.close()
            raise
        return holder

    def _wait_for_turn(self, holder: PostgresConnection, told: Callable[[str], None] | None, wait: float) -> None:
        began, said = time.monotonic(), False
        while not holder.execute("SELECT pg_try_advisory_lock(?)", (_RIGHT,))[0][0]:
            waited = time.monotonic() - began
            if waited >= wait:
                raise LibraryBusy(
                    f"Another program is writing to the catalogue {self.address.shown} and was waited for "
                    f"{wait:.0f} s: try again when it is done, or wait longer with BAODA_INGEST_WAIT."
                )
            if told and not said and waited > _UNNOTICED:
                told(f"Another program is writing to {self.address.shown}; waiting up to {wait:.0f} s")
                said = True
            time.sleep(min(_LOOK, wait))

    def _take(self) -> PostgresConnection:
        while True:
            with self._mutex:
                one = self._idle.pop() if self._idle else None
            if one is None:
                return self._open()
            if not one.broken:
                return one
            one.close()

    def _open(self) -> PostgresConnection:
        """Connect; a server that is starting or restarting is waited for."""
        from pg8000.exceptions import DatabaseError, InterfaceError

        until = time.monotonic() + self._wait
        while True:
            try:
                return PostgresConnection(self.address)
            except (InterfaceError, DatabaseError, OSError) as error:
                if not _may_pass(error) or time.monotonic() > until:
                    raise self._failure("reached", error) from error
                logs.event("catalogue away", server=self.address.shown, error=type(error).__name__)
                time.sleep(5 * _LOOK)

    def _failure(self, done: str, error: Exception) -> LibraryError:
        return LibraryError(
            f"The catalogue {self.address.shown} cannot be {done} ({reason(error)}); nothing of this step was kept: "
            "see that the PostgreSQL server runs and lets this user in, and try again."
        )


def reason(error: Exception) -> str:
    """Return the server's own sentence, where it sent one."""
    told = error.args[0] if error.args else ""
    return str(told.get("M", told)) if isinstance(told, dict) else logs.without_secrets(str(error))


def _may_pass(error: Exception) -> bool:
    """Whether the failure is one of a server that is not there yet: refused, or starting up (57P03)."""
    told = error.args[0] if error.args else ""
    return told.get("C") in ("57P03", "57P01") if isinstance(told, dict) else True
