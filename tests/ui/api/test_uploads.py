import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from rag.errors import InputError
from rag.settings import load_settings
from tests.ui.api.serving import TOKEN, Server, served
from ui.api import jobs
from ui.api.errors import Unsupported
from ui.api.uploads import check_names

LINES = (
    '{"doc_id": "u1", "title": "湖滨步道开放", "text": "湖滨步道昨日开放，全长7.5公里。", "date": "2024-03-06"}\n'
    '{"doc_id": "u2", "title": "夜市迁址", "text": "河西夜市迁到柳巷，摊位88个。", "date": "2024-03-07"}\n'
)


def send(server: Server, *files: tuple[str, bytes], **fields: str) -> httpx.Response:
    return server.client.post("/api/ingest", files=[("files", file) for file in files], data=fields)


def followed(server: Server, sent: httpx.Response) -> dict[str, Any]:
    assert sent.status_code == 202, sent.text
    while True:
        job: dict[str, Any] = server.client.get(sent.headers["location"]).json()
        if job["state"] not in ("waiting", "running"):
            return job
        time.sleep(0.02)


def test_an_uploaded_file_can_be_asked_about_and_is_reported(tmp_path: Path) -> None:
    with served(tmp_path / "library", token=TOKEN) as server:
        server.ready()
        job = followed(server, send(server, ("新闻.jsonl", LINES.encode()), newspaper="临澜晚报"))
        assert (job["state"], job["error"]) == ("done", "")
        assert (job["report"][0]["file"], job["report"][0]["added"]) == ("新闻.jsonl", 2)
        assert (job["progress"]["files_done"], job["progress"]["articles"]) == (1, 2)
        hit = server.client.post("/api/search", json={"text": "湖滨步道", "k": 1}).json()["hits"][0]
        assert (hit["title"], hit["newspaper"]) == ("湖滨步道开放", "临澜晚报")
        article = server.client.get(f"/api/articles/{hit['article_id']}").json()
        assert article["origin"]["file"] == "新闻.jsonl"
        assert 'baoda_ingested_articles_total{outcome="added"} 2.0' in server.client.get("/metrics").text
        again = followed(server, send(server, ("新闻.jsonl", LINES.encode()), newspaper="临澜晚报"))
        assert again["report"][0]["unchanged"] == 2
        assert len(server.client.get("/api/ingest").json()) == 2


def test_what_cannot_be_read_is_said_without_the_servers_folders(server: Server) -> None:
    job = followed(server, send(server, ("a/../../kaputt.txt", bytes(range(256)) * 8)))
    assert job["state"] == "done"
    assert "kaputt.txt" in job["report"][0]["failed"][0]
    assert "/tmp" not in str(job)


def test_another_user_does_not_see_an_upload(server: Server) -> None:
    sent = send(server, ("leer.txt", b""))
    followed(server, sent)
    server.gate.accounts.add("shen", "eight-or-more")
    key = {"Authorization": f"Bearer {server.gate.accounts.new_token('shen')}"}
    assert httpx.get(server.url + sent.headers["location"], headers=key).status_code == 404
    assert httpx.get(f"{server.url}/api/ingest", headers=key).json() == []
    server.gate.accounts.remove("shen")


def test_a_file_of_an_unknown_kind_is_refused(server: Server) -> None:
    refused = send(server, ("page.txt", b"x"), ("run.exe", b"MZ"))
    assert refused.status_code == 415
    assert refused.json()["error"]["message"].startswith("run.exe is of no kind that is read")


def test_uploads_are_bounded_in_number_and_size(tmp_path: Path) -> None:
    settings = load_settings(serve={"files": 2, "upload": 1000})
    with served(tmp_path / "library", token=TOKEN, settings=settings) as server:
        server.ready()
        assert send(server, *[(f"{number}.txt", b"x") for number in range(3)]).status_code == 422
        assert send(server, ("large.txt", b"x" * 3_000_000)).status_code == 413


def test_an_upload_too_many_is_refused_and_leaves_nothing_behind(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_WAITING", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    refused = send(server, ("page.txt", b"x"))
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
    assert list(tmp_path.iterdir()) == []


def test_an_upload_can_be_stopped(tmp_path: Path) -> None:
    rows = "".join(
        f'{{"doc_id": "{n}", "title": "第{n}号消息", "text": "第{n}号消息说，数目是{n}。", "date": "2024-03-06"}}\n'
        for n in range(3000)
    )
    with served(tmp_path / "library", token=TOKEN) as server:
        server.ready()
        sent = send(server, ("many.jsonl", rows.encode()))
        server.client.delete(sent.headers["location"])
        assert followed(server, sent)["state"] == "stopped"


@pytest.mark.parametrize("columns", ["title", "=标题", "title="])
def test_a_mapping_that_maps_nothing_is_said(server: Server, columns: str) -> None:
    refused = send(server, ("a.csv", b"x"), columns=columns)
    assert refused.status_code == 422
    assert "maps nothing" in refused.json()["error"]["message"]


def test_names_lose_their_folders_and_stay_apart() -> None:
    given = ["../../etc/p1.txt", "C:\\scans\\p1.txt", "p\x002.txt", "长" * 400 + ".pdf"]
    names = check_names(given, 10)
    assert names[:3] == ("p1.txt", "2/p1.txt", "p2.txt")
    assert len(names[3]) <= 150
    for bad in ("", "..", "a.exe", ".txt"):
        with pytest.raises(Unsupported):
            check_names([bad], 10)
    with pytest.raises(InputError, match="too many"):
        check_names(["a.txt"] * 3, 2)
