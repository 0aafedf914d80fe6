"""Debian's PostgreSQL, started by a test in a folder of its own, reached through a socket there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

# Debian keeps the server's own tools apart from those of the client, a folder a version.
_BIN = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
POSTGRES = str(_BIN / "postgres") if _BIN else shutil.which("postgres") or ""
_USER = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
# What a test loses on a power cut does not matter, what it loses when the server is killed does.
_HASTY = "-c fsync=off -c full_page_writes=off -c listen_addresses=''"


class PostgresServer:
    """A running server. `database` makes a new one and returns its URL."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def run(self, tool: str, *arguments: str) -> None:
        """Run one of PostgreSQL's own tools."""
        command = [str(Path(POSTGRES).parent / tool), *arguments]
        done = subprocess.run(command, user=_USER, cwd=self._folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-k {self._folder} {_HASTY}"
        self.run(
            "pg_ctl", "-D", str(self._folder / "data"), "-l", str(self._folder / "log"), "-w", "-o", options, "start"
        )

    def stop(self) -> None:
        """Stop it at once, as a power cut would."""
        self.run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")

    def database(self) -> str:
        """Return the URL of a new, empty database."""
        name = f"paper{next(self._numbers)}"
        self.run("createdb", "-h", str(self._folder), "-U", "baoda", name)
        return f"postgresql://baoda@/{name}?host={self._folder}"


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Yield a server that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="baoda-postgres-"))  # not below pytest's, where another user may not go
    if _USER:
        shutil.chown(folder, _USER)
    server = PostgresServer(folder)
    try:
        server.run(
            "initdb", "-D", str(folder / "data"), "-U", "baoda", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"
        )
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)
