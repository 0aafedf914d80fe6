from pathlib import Path

from tests.ui.api.serving import TOKEN, Server, served


def test_articles_are_listed_newest_first_in_stretches(server: Server) -> None:
    listed = server.client.get("/api/articles", params={"limit": 1, "offset": 1}).json()
    assert (listed["total"], listed["offset"], len(listed["articles"])) == (2, 1, 1)
    whole = server.client.get("/api/articles").json()["articles"]
    assert whole[1] == listed["articles"][0]


def test_a_list_keeps_to_its_days(server: Server) -> None:
    assert server.client.get("/api/articles", params={"since": "2024-03-05"}).json()["total"] == 0
    assert server.client.get("/api/articles", params={"until": "2024-03-04"}).json()["total"] == 2


def test_an_article_is_read_whole(server: Server) -> None:
    listed = server.client.get("/api/articles").json()["articles"][0]
    article = server.client.get(f"/api/articles/{listed['id']}").json()
    assert article["title"] == listed["title"]
    assert len("\n".join(article["paragraphs"])) == listed["characters"]


def test_a_removed_article_is_gone(tmp_path: Path) -> None:
    with served(tmp_path / "library", token=TOKEN) as server:
        server.ready()
        first = server.client.get("/api/articles").json()["articles"][0]
        removed = server.client.delete(f"/api/articles/{first['id']}").json()
        assert removed == {"removed": first["id"], "title": first["title"]}
        assert server.client.get(f"/api/articles/{first['id']}").status_code == 404
        assert server.client.get("/api/articles").json()["total"] == 1
        hits = server.client.post("/api/search", json={"text": first["title"]}).json()["hits"]
        assert first["id"] not in [hit["article_id"] for hit in hits]


def test_a_missing_article_is_said_in_one_sentence(server: Server) -> None:
    response = server.client.get("/api/articles/nowhere")
    assert response.status_code == 404
    assert response.json()["error"]["message"] == "There is no article nowhere."
