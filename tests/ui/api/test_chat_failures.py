import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import openai
import pytest

from tests.chat_server import ChatServer, Reply
from tests.rag.telling import CARRIED
from tests.ui.api.serving import QUESTION, TOKEN, Server, served_over

FAILURES = {
    "silent": Reply(stall=True),
    "silent in the middle": Reply(pieces=("临澜大桥",), stall=True),
    "too many requests": Reply(status=429),
    "down": Reply(status=500),
    "cut": Reply(pieces=("临澜大桥全长",), cut=True),
    "torn": Reply(pieces=("临澜大桥全长",), torn=True),
    "garbage": Reply(garbage=True, pieces=("临澜大桥",)),
    "nothing": Reply(),
}


@contextmanager
def chatting(folder: Path, *replies: Reply) -> Iterator[Server]:
    with ChatServer(replies) as chat, served_over(chat, folder, 1.0) as server:
        yield server


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-of-this-test")


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: {")]


@pytest.mark.parametrize("name", FAILURES)
def test_a_failing_chat_model_gives_way_to_quotes_at_every_door(tmp_path: Path, name: str) -> None:
    with chatting(tmp_path, FAILURES[name]) as server:
        whole = server.client.post("/api/ask", json={"question": QUESTION})
        streamed = server.client.post("/api/ask", json={"question": QUESTION, "stream": True})
        with openai.OpenAI(base_url=f"{server.url}/v1", api_key=TOKEN, max_retries=0) as client:
            completion = client.chat.completions.create(model="baoda", messages=[{"role": "user", "content": QUESTION}])
        figures = server.client.get("/metrics").text
    last = events(streamed.text)[-1]
    for answer in (whole.json(), last, (completion.model_extra or {})["baoda"]):
        assert (answer["mode"], answer["answer"]) == ("extract", CARRIED)
        assert "fallback" in [note["kind"] for note in answer["notes"]]
    assert "sk-secret" not in whole.text + streamed.text + completion.model_dump_json()
    assert 'baoda_answers_total{mode="extract",outcome="answered"} 3.0' in figures


def left_waiting(server: Server, path: str, body: dict[str, object]) -> socket.socket:
    """Send a request and leave its answer unread."""
    sent = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {TOKEN}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n\r\n"
    port = urlsplit(server.url).port
    assert port
    waiting = socket.create_connection(("127.0.0.1", port))
    waiting.sendall(head.encode() + sent)
    return waiting


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions"])
def test_a_client_that_hangs_up_lets_a_silent_chat_model_go(tmp_path: Path, path: str, stream: bool) -> None:
    body = {"question": QUESTION} if path == "/api/ask" else {"messages": [{"role": "user", "content": QUESTION}]}
    with (
        ChatServer([Reply(mute=True), Reply(pieces=(CARRIED, "[1]"))]) as chat,
        served_over(chat, tmp_path, 600.0) as server,
    ):
        with left_waiting(server, path, {**body, "stream": stream}):
            assert chat.silent.wait(60)
        assert chat.hung_up.wait(60)
        # There is room for one answer at a time, and it is free again.
        assert server.client.post("/api/ask", json={"question": QUESTION}).json()["mode"] == "llm"
        figures = server.client.get("/metrics").text
    assert 'outcome="failed"} 1.0' not in figures


@pytest.mark.parametrize("marker", ["[9]", "[0]", "[x]", "[1", "[[1]]", "[1][9]", "[-1]"])
def test_broken_markers_never_reach_a_program(tmp_path: Path, marker: str) -> None:
    with chatting(tmp_path, Reply(pieces=(CARRIED, marker, "大桥很长。", "[1]"))) as server:
        streamed = server.client.post("/api/ask", json={"question": QUESTION, "stream": True})
    said = events(streamed.text)
    answer = said[-1]
    marked = "".join(event["text"] for event in said[:-1] if "kind" not in event)
    known = {citation["marker"] for citation in answer["citations"]} | {1}
    assert all(set(sentence["markers"]) <= known for sentence in answer["sentences"])
    assert "[9]" not in marked
    assert "[0]" not in marked
