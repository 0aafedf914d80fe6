from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from tests.ui.api.serving import TOKEN, Server, served
from ui.api.guard import caller_of
from ui.api.served import ServedAssistant
from ui.web.server import build_page


def page(assistant: ServedAssistant) -> FastAPI:
    return build_page(assistant, user_of=caller_of)


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("page") / "library", token=TOKEN, build_page=page) as running:
        running.gate.accounts.add("何春桃", "eight-or-more")
        yield running.ready()


def test_the_page_knows_who_signed_in(paged: Server) -> None:
    with httpx.Client(base_url=paged.url, follow_redirects=True, timeout=30) as browser:
        entered = browser.post("/login", data={"name": "何春桃", "password": "eight-or-more"})
        assert "报答" in entered.text
        assert browser.get("/config").json()["username"] == "何春桃"


def test_the_page_and_its_files_are_behind_the_login(paged: Server) -> None:
    for path in ("/", "/config", "/gradio_api/info", "/theme.css", "/gradio_api/queue/data?session_hash=x"):
        assert httpx.get(paged.url + path).status_code == 401, path
    assert httpx.post(f"{paged.url}/gradio_api/upload", files={"files": ("a.txt", b"x")}).status_code == 401


def test_every_cookie_is_for_the_server_alone(paged: Server) -> None:
    with httpx.Client(base_url=paged.url, timeout=30) as browser:
        answers = [browser.post("/login", data={"password": TOKEN}), browser.get("/"), browser.get("/config")]
        answers.append(browser.get("/logout"))
    cookies = [cookie for answer in answers for cookie in answer.headers.get_list("set-cookie")]
    assert len(cookies) == 2
    assert all("httponly" in cookie.lower() and "samesite=lax" in cookie.lower() for cookie in cookies)


def test_the_page_takes_no_upload_beyond_the_limit(paged: Server) -> None:
    limit = paged.service.settings.serve.upload
    headers = {"Content-Length": str(limit * 2), "Content-Type": "multipart/form-data; boundary=x"}
    with httpx.Client(base_url=paged.url, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        response = client.post("/gradio_api/upload", content=iter([b"x"]), headers=headers)
    assert response.status_code == 413
