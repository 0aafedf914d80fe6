import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openai
import pytest

from rag.backends.chat import load_chat
from rag.settings import load_settings
from tests.chat_server import ChatServer, Reply
from tests.rag.telling import CARRIED
from tests.ui.api.serving import QUESTION, TOKEN, Server, served

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
    with ChatServer(replies) as chat:
        settings = load_settings(
            chat={"model": "openai:m", "base_url": chat.url, "timeout": 1.0, "retries": 0, "followup": 1.0}
        )
        with served(folder / "library", token=TOKEN, settings=settings, writer=load_chat(settings.chat)) as server:
            yield server.ready()


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
