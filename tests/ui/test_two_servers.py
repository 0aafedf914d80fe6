"""Two servers, each a program with a folder of its own, over one library: catalogue, users and talks in PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from rag.build import open_accounts, open_conversations, open_listing
from rag.listing import Sheet
from rag.settings import CatalogueSettings, Settings
from tests.chroma_server import running_chroma
from tests.postgres_server import POSTGRES, postgres_server
from tests.rag.backends.test_conversations import BRIDGE
from tests.ui.test_several_programs import CHECKOUT, COMMAND

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not POSTGRES, reason="PostgreSQL is not installed (package postgresql)"),
]

PASSWORD = "a password of ours"
BIRDS = '{"doc_id": "u1", "title": "候鸟飞抵岚湖", "text": "监测员记录到白琵鹭37只。", "date": "2031-03-03"}\n'


@dataclass(frozen=True)
class Pair:
    """Clients of both servers, and the settings that each runs with."""

    clients: tuple[httpx.Client, httpx.Client]
    settings: tuple[Settings, Settings]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    home = tmp_path_factory.mktemp("two")
    with running_chroma(home / "vectors") as chroma, postgres_server() as postgres, ExitStack() as stack:
        url = postgres.database()
        shared = {"BAODA_CATALOGUE_URL": url, "BAODA_CHROMA_URL": chroma.url, "BAODA_READER": "off"}
        catalogue = CatalogueSettings(url=SecretStr(url))
        one, other = (Settings(library=home / name, catalogue=catalogue) for name in ("a", "b"))
        with closing(open_accounts(one)) as users:
            users.add("shen", PASSWORD)
        servers = [stack.enter_context(started(chosen.library, shared)) for chosen in (one, other)]
        first, second = (stack.enter_context(signed_in(server)) for server in servers)
        yield Pair((first, second), (one, other))


@contextmanager
def started(folder: Path, variables: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", COMMAND, "serve", "--port", "0", "--json", "--library", str(folder)]
    with folder.with_suffix(".log").open("wb") as log:  # a pipe that nobody empties would stop the server
        server = subprocess.Popen(
            command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, **variables}
        )
        try:
            yield server
        finally:
            server.terminate()
            server.communicate()


@contextmanager
def signed_in(server: subprocess.Popen[str]) -> Iterator[httpx.Client]:
    assert server.stdout
    url = json.loads(server.stdout.readline())["url"]
    with httpx.Client(base_url=url, timeout=60) as client:
        assert client.post("/login", data={"name": "shen", "password": PASSWORD}).status_code == 303
        while client.get("/readyz").status_code != 200:
            assert server.poll() is None
            time.sleep(0.2)
        yield client


def test_who_signs_in_at_one_server_is_known_to_the_other(pair: Pair) -> None:
    one, other = pair.clients
    own = dict(other.cookies)
    other.cookies.clear()
    assert other.get("/api/status").status_code == 401
    other.cookies.update(one.cookies)
    assert other.get("/api/status").status_code == 200
    other.cookies.clear()
    with closing(open_accounts(pair.settings[0])) as users:
        token = users.new_token("shen")
    assert other.get("/api/status", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    other.cookies.update(own)


def test_what_is_uploaded_at_one_server_is_found_listed_and_removed_at_the_other(pair: Pair) -> None:
    one, other = pair.clients
    sent = one.post("/api/ingest", files=[("files", ("新闻.jsonl", BIRDS.encode()))])
    assert sent.status_code == 202, sent.text
    while (job := one.get(sent.headers["location"]).json())["state"] in ("waiting", "running"):
        time.sleep(0.05)
    assert (job["state"], job["error"]) == ("done", "")
    hits = other.post("/api/search", json={"text": "白琵鹭有多少只"}).json()["hits"]  # by its vector, at once
    assert hits[0]["title"] == "候鸟飞抵岚湖"
    with closing(open_listing(pair.settings[1])) as listing:
        assert listing.sheet(Sheet()).total == 1
    assert other.delete(f"/api/articles/{hits[0]['article_id']}").status_code == 200
    assert one.get("/api/articles").json()["total"] == 0


def test_a_talk_kept_by_one_program_is_found_by_the_other(pair: Pair) -> None:
    with closing(open_conversations(pair.settings[0])) as one, closing(open_conversations(pair.settings[1])) as other:
        talk = one.keep("shen", "", 0, BRIDGE)
        assert [found.id for found in other.listed("shen", "通车")] == [talk]
        other.delete("shen", talk)
        assert one.exchanges("shen", talk) == ()
