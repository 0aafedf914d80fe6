"""A server on loopback over a library of the invented 《临澜日报》, for tests that come in by its doors."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import httpx
import uvicorn
from pydantic import SecretStr

from rag.assistant import Assistant
from rag.backends.accounts import SqliteAccounts
from rag.backends.chat import load_chat
from rag.protocols import ChatWriter
from rag.settings import Settings, load_settings
from tests.chat_server import ChatServer
from tests.rag.library_of import library_of
from tests.rag.telling import FirstSentence
from tests.samples import MARKET, article
from ui.api.app import build_app
from ui.api.guard import Gate
from ui.api.page_door import BuildPage
from ui.api.running import listen
from ui.api.service import Service

TOKEN = "a-token-for-tests-alone"
QUESTION = "临澜大桥全长多少公里？"


class Server:
    """A running server: its address, its parts, and a client that is let in."""

    def __init__(self, url: str, service: Service, gate: Gate) -> None:
        self.url = url
        self.service = service
        self.gate = gate
        token = gate.token.get_secret_value()
        self.client = httpx.Client(
            base_url=url, timeout=20, headers={"Authorization": f"Bearer {token}"} if token else {}
        )

    def ready(self) -> Server:
        """Return the server as soon as it can answer."""
        while self.client.get("/readyz").status_code != 200:
            assert self.service.fault is None, self.service.fault
            time.sleep(0.02)
        return self


def assistant_over(
    folder: Path, settings: Settings, writer: ChatWriter | None = None, evidence: float = 1.0
) -> Assistant:
    """Return an assistant over two articles in real stores; it quotes the first sentence that it finds."""
    library = library_of(folder, [article(), article("东门菜市场重新开张", MARKET, page="3")])
    return Assistant(library, FirstSentence(evidence), writer, settings)


@contextmanager
def served(
    folder: Path,
    *,
    token: str = "",
    settings: Settings | None = None,
    writer: ChatWriter | None = None,
    opening: Callable[[Settings], Assistant] | None = None,
    build_page: BuildPage | None = None,
) -> Iterator[Server]:
    """Serve while the block runs."""
    settings = (settings or Settings()).model_copy(update={"library": folder, "token": SecretStr(token)})
    open_it = opening or (lambda chosen: assistant_over(folder, chosen, writer))
    accounts = SqliteAccounts(Path(":memory:"))
    gate = Gate(settings.token, accounts)
    service = Service(settings, lambda: open_it(settings))
    with listen("127.0.0.1", 0) as listening:
        config = uvicorn.Config(
            build_app(service, gate, build_page), log_level="error", timeout_graceful_shutdown=1, ws="none"
        )
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        running = Server(f"http://127.0.0.1:{listening.getsockname()[1]}", service, gate)
        try:
            yield running
        finally:
            running.client.close()
            server.should_exit = True
            thread.join(10)
            accounts.close()


@contextmanager
def served_over(chat: ChatServer, folder: Path, timeout: float) -> Iterator[Server]:
    """Serve with this chat model, which words one answer at a time and is waited for `timeout` seconds."""
    settings = load_settings(
        chat={"model": "openai:m", "base_url": chat.url, "timeout": timeout, "retries": 0, "followup": 1.0},
        serve={"answers": 1},
    )
    with served(folder / "library", token=TOKEN, settings=settings, writer=load_chat(settings.chat)) as server:
        yield server.ready()
