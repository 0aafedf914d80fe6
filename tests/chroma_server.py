"""`chroma run`, started by a test on a port of this machine, killed and started again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

_CHROMA = str(Path(sys.executable).parent / "chroma")
_PATIENCE = 120.0  # seconds until it has to answer


class RunningChroma:
    """A server with its data in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self._port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        command = [_CHROMA, "run", "--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)]
        quiet = {**os.environ, "ANONYMIZED_TELEMETRY": "False"}
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=quiet)
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.url}/api/v2/heartbeat", trust_env=False).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError("chroma run does not answer")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def running_chroma(folder: Path) -> Iterator[RunningChroma]:
    """Yield a server that is gone afterwards."""
    server = RunningChroma(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
