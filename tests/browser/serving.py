"""Pages on a free port of this machine, for a browser that a test drives."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from fastapi import FastAPI

from ui.api.running import listen
from ui.web.desk import Desk
from ui.web.server import build_page

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def serving(desk: Desk) -> AbstractContextManager[str]:
    """Serve the chat page while the block runs; the address is handed in."""
    return serving_app(build_page(desk))


@contextmanager
def serving_app(app: FastAPI) -> Iterator[str]:
    """Serve an application while the block runs; the address is handed in."""
    with listen("127.0.0.1", 0) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)


def chromium() -> Path:
    """Return the browser's program; without one the test is skipped, or fails where CI=true."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    missing = "No Chromium here; install it (Debian: apt-get install chromium) to run the browser tests."
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)
