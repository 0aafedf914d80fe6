import json
import threading
import time
from pathlib import Path

import pytest

from rag.settings import load_settings
from tests.rag.telling import Script
from tests.ui.api.serving import QUESTION, TOKEN, Server, served


def events(text: str) -> list[tuple[str, dict[str, object]]]:
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n", 1)
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_an_answer_comes_with_quotes_that_stand_in_their_article(server: Server) -> None:
    answer = server.client.post("/api/ask", json={"question": QUESTION}).raise_for_status().json()
    citation = answer["citations"][0]
    article = server.client.get(f"/api/articles/{citation['article_id']}").json()
    assert "3.2公里" in citation["quote"]
    assert "\n".join(article["paragraphs"])[citation["start"] : citation["end"]] == citation["quote"]


def test_a_stream_ends_with_the_answer_that_its_pieces_make(server: Server) -> None:
    with server.client.stream("POST", "/api/ask", json={"question": QUESTION, "stream": True}) as response:
        said = events(response.read().decode())
    assert response.headers["content-type"].startswith("text/event-stream")
    pieces = "".join(str(data["text"]) for name, data in said if name == "piece")
    assert said[-1][0] == "answer"
    assert pieces == f"{said[-1][1]['answer']}[1]"


def test_a_search_keeps_to_its_number_and_its_bounds(server: Server) -> None:
    hits = server.client.post("/api/search", json={"text": "大桥", "k": 1}).json()["hits"]
    assert [hit["title"] for hit in hits] == ["临澜大桥主桥合龙"]
    none = server.client.post("/api/search", json={"text": "大桥", "until": "2020-01-01"}).json()["hits"]
    assert none == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "question: Field required"),
        ({"question": ""}, "question: String should have at least 1 character"),
        ({"question": "谁？", "since": "gestern"}, "since: Input should be a valid date"),
        ({"question": "谁？", "modus": "llm"}, "modus: Extra inputs are not permitted"),
        ({"question": "谁\u0000？"}, "no characters"),
        ({"question": " \n "}, "question"),
    ],
)
def test_an_unusable_question_is_refused_in_one_sentence(server: Server, body: dict[str, str], said: str) -> None:
    response = server.client.post("/api/ask", json=body)
    assert response.status_code == 422
    assert said in response.json()["error"]["message"]


def test_half_a_character_is_refused(server: Server) -> None:
    response = server.client.post("/api/ask", content=b'{"question": "\\ud83d"}')
    assert response.status_code == 422


def test_mode_llm_without_a_chat_model_says_what_to_set(server: Server) -> None:
    response = server.client.post("/api/ask", json={"question": QUESTION, "mode": "llm"})
    assert response.status_code == 400
    assert "BAODA_CHAT_MODEL" in response.json()["error"]["message"]


def test_an_error_in_a_stream_is_an_event(server: Server) -> None:
    body = {"question": QUESTION, "mode": "llm", "stream": True}
    said = events(server.client.post("/api/ask", json=body).text)
    assert said[-1][0] == "error"
    assert "BAODA_CHAT_MODEL" in json.dumps(said[-1][1])


class Silent(Script):
    """A chat model that says nothing until it is let go."""

    def __init__(self) -> None:
        super().__init__("话。[1]")
        self.begun = threading.Semaphore(0)
        self.go = threading.Event()

    def write(self, prompt, *, quick=False, stop=None):  # type: ignore[no-untyped-def]
        self.begun.release()
        self.go.wait(30)
        yield from super().write(prompt, quick=quick, stop=stop)


def test_an_event_is_one_line_to_every_client(server: Server) -> None:
    body = {"question": QUESTION, "stream": True, "within": ["a\u2028b\x85c\u2029d"]}
    with server.client.stream("POST", "/api/ask", json=body) as response:
        told = [line for line in response.iter_lines() if line]
    assert [line.partition(": ")[0] for line in told] == ["event", "data"]
    assert "a\u2028b\x85c\u2029d" in json.loads(told[1].removeprefix("data: "))["error"]["message"]


def test_a_chat_model_that_is_silent_does_not_hold_up_searches(tmp_path: Path) -> None:
    writer = Silent()
    settings = load_settings(chat={"model": "openai:silent"}, serve={"answers": 2})
    with served(tmp_path / "library", token=TOKEN, settings=settings, writer=writer) as server:
        server.ready()
        asking = [
            threading.Thread(target=server.client.post, args=("/api/ask",), kwargs={"json": {"question": QUESTION}})
            for _ in range(4)
        ]
        for one in asking:
            one.start()
        for _ in range(2):
            assert writer.begun.acquire(timeout=10)
        assert server.client.post("/api/search", json={"text": "大桥"}).status_code == 200
        quoted = server.client.post("/api/ask", json={"question": QUESTION, "mode": "extract"})
        assert quoted.json()["mode"] == "extract"
        writer.go.set()
        for one in asking:
            one.join(20)


def test_a_client_that_leaves_stops_the_chat_model(tmp_path: Path) -> None:
    class Endless(Script):
        def write(self, prompt, *, quick=False, stop=None):  # type: ignore[no-untyped-def]
            try:
                while True:
                    time.sleep(0.01)
                    yield "话"
            finally:
                self.closed += 1

    writer = Endless()
    settings = load_settings(chat={"model": "openai:endless"})
    with served(tmp_path / "library", token=TOKEN, settings=settings, writer=writer) as server:
        server.ready()
        with server.client.stream("POST", "/api/ask", json={"question": QUESTION, "stream": True}) as response:
            next(response.iter_lines())
        for _ in range(500):
            if writer.closed:
                break
            time.sleep(0.01)
        assert writer.closed == 1
