import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from rag.assistant import Assistant
from rag.backends.accounts import SqliteAccounts
from rag.errors import InputError, LibraryMismatch, SettingsError
from rag.settings import Settings
from tests.ui.api.serving import QUESTION, TOKEN, assistant_over, served
from ui.api.guard import Gate
from ui.api.running import run
from ui.api.service import Service

ROOT = Path(__file__).parents[3]


def gate(token: str = "") -> Gate:
    return Gate(SecretStr(token), SqliteAccounts(Path(":memory:")))


def nothing() -> Assistant:
    raise AssertionError("nothing is to be opened")


def test_a_port_that_is_taken_is_said_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"127.0.0.1 port {port} .*--port"):
            run(Service(Settings(), nothing), gate(), "127.0.0.1", port)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "news.example"])
def test_an_address_that_others_reach_needs_a_token_or_users(host: str) -> None:
    with pytest.raises(SettingsError, match=r"BAODA_TOKEN.*baoda user add"):
        run(Service(Settings(), nothing), gate(), host, 0)


def test_a_token_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(SettingsError, match="at least 16") as refused:
        run(Service(Settings(), nothing), gate("hunter2"), "127.0.0.1", 0)
    assert "hunter2" not in str(refused.value)


def test_what_keeps_the_library_from_opening_ends_the_server() -> None:
    def failing() -> Assistant:
        raise LibraryMismatch("made with another model")

    with pytest.raises(LibraryMismatch, match="another model"):
        run(Service(Settings(), failing), gate(), "127.0.0.1", 0)


def test_the_server_listens_before_its_library_is_open(tmp_path: Path) -> None:
    go = threading.Event()

    def opening(settings: Settings) -> Assistant:
        assert go.wait(20)
        return assistant_over(tmp_path / "library", settings)

    def page(_: object) -> FastAPI:
        return FastAPI()

    with served(tmp_path / "library", token=TOKEN, opening=opening, build_page=page) as server:
        assert server.client.get("/healthz").status_code == 200
        assert server.client.get("/readyz").json() == {"state": "warming up"}
        assert server.client.get("/api/status").json()["library"] is None
        early = server.client.post("/api/ask", json={"question": QUESTION})
        assert (early.status_code, early.headers["retry-after"]) == (503, "2")
        assert "Warming up" in server.client.get("/").text
        go.set()
        server.ready()
        assert server.client.post("/api/ask", json={"question": QUESTION}).status_code == 200
        assert "baoda_ready 1.0" in server.client.get("/metrics").text


@contextmanager
def alone(folder: Path, seconds: float, drain: float) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a server in a process of its own and give the process and its address; see `tests.ui.api.alone`."""
    command = [sys.executable, "-m", "tests.ui.api.alone", str(folder / "library"), str(seconds), str(drain)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def until_ready(url: str) -> None:
    while httpx.get(f"{url}/readyz", timeout=60).status_code != 200:
        time.sleep(0.1)


def test_sigterm_lets_an_answer_under_way_come_to_its_end(tmp_path: Path) -> None:
    with alone(tmp_path, 6, 100) as (process, url):
        until_ready(url)
        body = {"question": QUESTION, "stream": True}
        with httpx.stream("POST", f"{url}/api/ask", json=body, timeout=60) as response:
            process.send_signal(signal.SIGTERM)
            while (state := httpx.get(f"{url}/readyz", timeout=60).json()["state"]) != "draining":
                assert state == "ready"
            assert httpx.post(f"{url}/api/search", json={"text": "大桥"}, timeout=60).status_code == 503
            assert "event: answer" in response.read().decode()
        assert process.wait(60) == 0


def test_sigterm_ends_the_server_though_a_chat_model_is_silent(tmp_path: Path) -> None:
    with alone(tmp_path, 200, 0.5) as (process, url):
        until_ready(url)
        asking = threading.Thread(target=_tolerant, args=(f"{url}/api/ask", {"question": QUESTION}))
        asking.start()
        while "baoda_requests_at_work 2.0" not in httpx.get(f"{url}/metrics", timeout=60).text:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        asking.join(60)


def _tolerant(url: str, body: dict[str, str]) -> None:
    with pytest.raises(httpx.HTTPError):
        httpx.post(url, json=body, timeout=100).raise_for_status()


def test_ctrl_c_while_warming_up_ends_the_server(tmp_path: Path) -> None:
    with alone(tmp_path, 200, 60) as (process, url):
        assert httpx.get(f"{url}/healthz", timeout=60).status_code == 200
        process.send_signal(signal.SIGINT)
        process.wait(60)
        assert process.stderr
        assert process.stderr.read().splitlines()[-1:] == ["KeyboardInterrupt"]
