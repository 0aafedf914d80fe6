"""A server in a process of its own, for tests that send it signals: `python -m tests.ui.api.alone DIR SECONDS DRAIN`.

Its chat model says a word every so many seconds; its library takes as long to open.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from pathlib import Path

from pydantic import SecretStr

from rag.assistant import Assistant
from rag.backends.accounts import SqliteAccounts
from rag.prompt import Prompt
from rag.settings import load_settings
from rag.stopping import Stop
from tests.rag.telling import CARRIED, Script
from tests.ui.api.serving import assistant_over
from ui.api.guard import Gate
from ui.api.running import run
from ui.api.service import Service


class Slow(Script):
    """A chat model that thinks before every word."""

    def __init__(self, seconds: float) -> None:
        super().__init__(CARRIED, "[1]")
        self.seconds = seconds

    def write(self, prompt: Prompt, *, quick: bool = False, stop: Stop | None = None) -> Generator[str, None, None]:
        """Yield the pieces one by one."""
        for piece in super().write(prompt, quick=quick, stop=stop):
            time.sleep(self.seconds)
            yield piece


def main(folder: Path, seconds: float, drain: float) -> None:
    """Serve and print the address."""
    settings = load_settings(library=folder, chat={"model": "openai:slow"}, serve={"drain": drain})

    def opening() -> Assistant:
        time.sleep(min(seconds, 5))
        return assistant_over(folder, settings, Slow(seconds))

    accounts = SqliteAccounts(Path(":memory:"))
    try:
        run(Service(settings, opening), Gate(SecretStr(""), accounts), "127.0.0.1", 0, _say)
    finally:
        accounts.close()


def _say(url: str) -> None:
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]))
