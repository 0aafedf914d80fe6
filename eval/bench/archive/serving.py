"""The memory of `baoda serve`: with a library, and with an empty one, after the same questions."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

_PATIENCE = 300.0  # seconds until the server answers
_ANSWER = 120.0


def peak_of_server(library: Path, questions: Sequence[str]) -> float:
    """Return the MiB that a server over this library held at most while it answered questions and searches."""
    command = [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", "0", "--json"]
    serving = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--library", str(library)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        if serving.stdout is None:
            raise RuntimeError("the server's output is not to be read")
        url = str(json.loads(serving.stdout.readline())["url"]).rstrip("/")
        _wait_until_ready(url)
        for question in questions:
            _post(f"{url}/api/search", {"text": question})
            _post(f"{url}/api/search", {"text": question, "since": "2016-01-01", "until": "2016-12-31"})
            _post(f"{url}/api/ask", {"question": question, "mode": "extract"})
        return _peak(serving.pid)
    finally:
        serving.terminate()
        serving.wait(60)


def _wait_until_ready(url: str) -> None:
    """Wait until the library is open: before that the server says that it is not ready."""
    ends = time.monotonic() + _PATIENCE
    while True:
        try:
            _post(f"{url}/api/search", {"text": "第一个问题"})
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > ends:
                raise
            time.sleep(0.5)
        else:
            return


def _post(url: str, body: dict[str, str]) -> bytes:
    request = urllib.request.Request(  # noqa: S310 - this machine's server
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=_ANSWER) as answer:  # noqa: S310
        content: bytes = answer.read()
    return content


def _peak(process: int) -> float:
    """MiB of the process's resident memory at its highest, as Linux tells it."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    (said,) = [line for line in lines if line.startswith("VmHWM")]
    return int(said.split()[1]) / 1024
