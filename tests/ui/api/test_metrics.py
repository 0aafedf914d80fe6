from tests.ui.api.serving import QUESTION, Server


def figure(server: Server, name: str) -> float:
    lines = server.client.get("/metrics").text.splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))


def test_requests_answers_refusals_and_stages_are_counted(server: Server) -> None:
    names = (
        'baoda_requests_total{method="POST",route="/api/ask",status="200"}',
        'baoda_answers_total{mode="extract",outcome="answered"}',
        'baoda_answers_total{mode="extract",outcome="refused"}',
        'baoda_answers_total{mode="none",outcome="failed"}',
        'baoda_stage_seconds_count{stage="retrieve"}',
        "baoda_searches_total",
        'baoda_read_total{depth="full"}',
    )
    before = [figure(server, name) for name in names]
    server.client.post("/api/ask", json={"question": QUESTION})
    server.client.post("/api/ask", json={"question": QUESTION, "until": "2020-01-01"})
    server.client.post("/api/ask", json={"question": QUESTION, "mode": "llm"})
    server.client.post("/api/search", json={"text": "大桥"})
    after = [figure(server, name) for name in names]
    assert [late - early for early, late in zip(before, after, strict=True)] == [2, 1, 1, 1, 2, 1, 2]


def test_ids_in_paths_do_not_make_series_of_their_own(server: Server) -> None:
    server.client.get("/api/articles/one-of-many")
    server.client.get("/nowhere/at/all")
    text = server.client.get("/metrics").text
    assert "one-of-many" not in text
    assert "nowhere" not in text


def test_the_library_is_counted(server: Server) -> None:
    assert figure(server, "baoda_library_articles") >= 2
    assert figure(server, "baoda_ready") == 1
