import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from rag.backends.accounts import SqliteAccounts
from rag.settings import load_settings
from tests.ui.api.serving import QUESTION, TOKEN, Server, served
from ui.api.guard import Gate

DOORS = [
    ("GET", "/"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("GET", "/openapi.json"),
    ("GET", "/api/status"),
    ("GET", "/api/articles"),
    ("POST", "/api/ask"),
    ("POST", "/api/search"),
    ("DELETE", "/api/articles/x"),
]


@pytest.fixture
def open_server(tmp_path: Path) -> Iterator[Server]:
    with served(tmp_path / "library") as running:
        yield running.ready()


@pytest.mark.parametrize(("method", "path"), DOORS)
def test_without_a_token_no_door_opens(server: Server, method: str, path: str) -> None:
    response = httpx.request(method, server.url + path)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("key", ["wrong", TOKEN[:-1], f"{TOKEN}x", "ä"])
def test_a_wrong_token_is_refused(server: Server, key: str) -> None:
    response = httpx.get(f"{server.url}/api/status", headers={b"Authorization": f"Bearer {key}".encode()})
    assert response.status_code == 401


def test_health_is_open_to_everybody(server: Server) -> None:
    assert httpx.get(f"{server.url}/healthz").text == "ok"


def test_a_users_token_opens_the_doors_until_it_is_changed(server: Server) -> None:
    server.gate.accounts.add("何春桃", "eight-or-more")
    first = server.gate.accounts.new_token("何春桃")
    assert httpx.get(f"{server.url}/readyz", headers={"Authorization": f"Bearer {first}"}).status_code == 200
    server.gate.accounts.new_token("何春桃")
    assert httpx.get(f"{server.url}/readyz", headers={"Authorization": f"Bearer {first}"}).status_code == 401
    server.gate.accounts.remove("何春桃")


def test_a_browser_is_sent_to_the_login_and_back(server: Server) -> None:
    server.gate.accounts.add("shen", "eight-or-more")
    with httpx.Client(base_url=server.url, headers={"Accept": "text/html"}, timeout=60) as browser:
        sent = browser.get("/readyz?x=1")
        assert sent.headers["location"] == "/login?next=%2Freadyz%3Fx%3D1"
        form = {"name": "shen", "password": "eight-or-more", "next": "/readyz?x=1"}
        assert browser.post("/login", data={**form, "password": "not this one"}).status_code == 401
        entered = browser.post("/login", data=form)
        assert entered.headers["location"] == "/readyz?x=1"
        cookie = entered.headers["set-cookie"]
        assert re.search(r"HttpOnly.*SameSite=lax", cookie)
        assert browser.get("/readyz").status_code == 200
        assert browser.post("/logout").headers["location"] == "/login"
        assert browser.get("/readyz").status_code == 303
        browser.cookies.set("baoda_session", cookie.split("=", 1)[1].split(";")[0])
        assert browser.get("/readyz").status_code == 303
    server.gate.accounts.remove("shen")


def test_the_servers_token_alone_signs_a_browser_in(server: Server) -> None:
    with httpx.Client(base_url=server.url, timeout=60) as browser:
        assert browser.post("/login", data={"password": TOKEN}).status_code == 303
        assert browser.get("/readyz").status_code == 200


def test_another_token_ends_the_sessions_of_the_one_before() -> None:
    accounts = SqliteAccounts(Path(":memory:"))
    before, after = (Gate(SecretStr(token), accounts) for token in (TOKEN, f"{TOKEN}-2"))
    key = accounts.begin_session(before.token_session(), 60)
    assert before.caller(None, key) == "token"
    assert after.caller(None, key) is None
    accounts.close()


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_login_leads_to_no_other_site(server: Server, wanted: str) -> None:
    entered = httpx.post(f"{server.url}/login", data={"password": TOKEN, "next": wanted})
    assert entered.headers["location"] == "/"


def test_what_is_typed_into_the_login_is_shown_as_text(server: Server) -> None:
    page = httpx.get(f"{server.url}/login", params={"next": '/"><script>alert(1)</script>'})
    assert "<script>" not in page.text


def test_passwords_cannot_be_tried_without_end(tmp_path: Path) -> None:
    with served(tmp_path / "library", token=TOKEN) as server:
        codes = [httpx.post(f"{server.url}/login", data={"password": "guess"}).status_code for _ in range(12)]
    assert codes == [401] * 10 + [429] * 2


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_requests_from_other_sites_are_refused(open_server: Server, origin: str) -> None:
    refused = open_server.client.post("/api/search", json={"text": "大桥"}, headers={"Origin": origin})
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers
    own = open_server.client.post("/api/search", json={"text": "大桥"}, headers={"Origin": open_server.url})
    assert own.status_code == 200


def test_a_server_without_login_answers_to_the_names_of_its_machine_only(open_server: Server) -> None:
    assert open_server.client.get("/api/status").status_code == 200
    assert open_server.client.get("/api/status", headers={"Host": "evil.example"}).status_code == 403


def test_one_users_rush_is_slowed_and_another_user_is_not(tmp_path: Path) -> None:
    settings = load_settings(serve={"rate": 3})
    with served(tmp_path / "library", token=TOKEN, settings=settings) as server:
        server.ready()
        codes = [server.client.get("/api/status").status_code for _ in range(5)]
        last = server.client.get("/api/status")
        server.gate.accounts.add("shen", "eight-or-more")
        other = server.gate.accounts.new_token("shen")
        calm = httpx.get(f"{server.url}/api/status", headers={"Authorization": f"Bearer {other}"})
    assert codes == [200] * 3 + [429] * 2
    assert int(last.headers["retry-after"]) in range(1, 22)
    assert calm.status_code == 200


def test_a_body_that_is_too_large_is_refused(server: Server) -> None:
    body = b'{"question": "' + b"x" * 2_000_000 + b'"}'
    for content in (body, iter([body])):  # with its length said, and piece by piece
        response = server.client.post("/api/ask", content=content)
        assert response.status_code == 413
        assert response.json()["error"]["type"] == "too_large"


def test_a_body_that_is_nested_without_end_is_refused(server: Server) -> None:
    response = server.client.post("/api/ask", content=b"[" * 500_000, headers={"Content-Type": "application/json"})
    assert response.status_code in (400, 422)


def test_every_answer_tells_browsers_to_be_careful(server: Server) -> None:
    headers = server.client.get("/login").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert re.fullmatch(r"[0-9a-f]{16}", headers["x-request-id"])


def test_a_callers_request_id_is_kept(server: Server) -> None:
    assert server.client.get("/healthz", headers={"X-Request-ID": "trace-7"}).headers["x-request-id"] == "trace-7"


def test_no_error_names_the_librarys_folder(server: Server) -> None:
    folder = str(server.service.settings.library)
    for body in ({"question": QUESTION, "within": ["missing"]}, {"question": QUESTION, "mode": "llm"}):
        said = server.client.post("/api/ask", json=body)
        assert said.status_code in (400, 422)
        assert folder not in said.text
    assert folder not in server.client.delete("/api/articles/missing").text
    assert folder not in server.client.get("/api/status").text
