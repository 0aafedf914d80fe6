"""The server's application in this program, to be sent bodies of any kind, and what must hold of all it answers."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from rag.assistant import Assistant
from rag.backends.accounts import SqliteAccounts
from rag.prompt import Prompt
from rag.reader import SentenceReader
from rag.settings import Settings, load_settings
from rag.stopping import Stop
from tests.fakes import HashEmbedder
from tests.rag.library_of import library_of
from tests.samples import MARKET, article
from ui.api.app import build_app
from ui.api.guard import Gate
from ui.api.service import Service

if TYPE_CHECKING:
    from httpx2 import Response
    from starlette.testclient import TestClient

TOKEN = "a-token-for-tests-alone"
ODD = (
    "“[1]”是标记，【段落2】也是；2月30日没有。",
    "\u200b𠮷家👍🏽说：“１，２３４万”……——3.5%。",
    "《<p>&nbsp;》见第3版。",
)


class Parrot:
    """A chat model that says what it was asked, markers and all."""

    name = "parrot"
    remote = False

    def write(self, prompt: Prompt, *, quick: bool = False, stop: Stop | None = None) -> Generator[str, None, None]:
        """Yield the last message in pieces of seven characters."""
        said = str(prompt.messages[-1].content)
        yield from (said[at : at + 7] for at in range(0, len(said), 7))


@contextmanager
def doors(folder: Path) -> Iterator[TestClient]:
    """Give a client of the whole application over a small library; what the application raises is raised there."""
    from starlette.testclient import TestClient

    settings = load_settings(library=folder, serve={"rate": 0}, chat={"model": "openai:parrot"})
    accounts = SqliteAccounts(Path(":memory:"))
    service = Service(settings, lambda: _assistant(settings))
    app = build_app(service, Gate(SecretStr(TOKEN), accounts))
    with TestClient(app, "http://127.0.0.1", headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        assert client.portal
        client.portal.call(service.opened)
        client.follow_redirects = False
        yield client
    accounts.close()


def _assistant(settings: Settings) -> Assistant:
    articles = [article(), article("东门菜市场重新开张", MARKET, page="3"), article("[1]《怪》", ODD, day=None)]
    reader = SentenceReader(HashEmbedder(), settings.answer.sentences)
    return Assistant(library_of(settings.library, articles), reader, Parrot(), settings)


def check_answer(response: Response, folder: Path) -> None:
    """Assert that this is an answer or a refusal that a program can read and that tells nothing of the machine."""
    said = response.content.decode()
    assert response.status_code < 500, said
    assert str(folder) not in said, "the library's folder"
    assert "Traceback" not in said
    kind = response.headers.get("content-type", "")
    if kind.startswith("text/event-stream"):
        events = [line[len("data: ") :] for line in said.splitlines() if line.startswith("data: ")]
        assert events, "a stream without an event"
        assert all(_read(event) is not None for event in events if event != "[DONE]")
    elif kind.startswith("application/json") and said:  # a notification is answered with nothing
        found = _read(said)
        if response.status_code >= 400 and "jsonrpc" not in said:
            assert isinstance(found, dict)
            assert found["error"]["message"], "a refusal without a reason"


def _read(said: str) -> object:
    def no_number(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(said, parse_constant=no_number)
