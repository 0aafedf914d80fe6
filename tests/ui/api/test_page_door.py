from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from rag.settings import load_settings
from tests.ui.api.serving import TOKEN, Server, served
from ui.api.guard import caller_of
from ui.api.served import ServedAssistant
from ui.web.server import build_page


def page(assistant: ServedAssistant) -> FastAPI:
    return build_page(assistant, user_of=caller_of)


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = load_settings(serve={"upload": 1000})
    folder = tmp_path_factory.mktemp("page") / "library"
    with served(folder, token=TOKEN, settings=settings, build_page=page) as running:
        running.gate.accounts.add("何春桃", "eight-or-more")
        yield running.ready()


def test_the_page_knows_who_signed_in(paged: Server) -> None:
    with httpx.Client(base_url=paged.url, follow_redirects=True, timeout=30) as browser:
        entered = browser.post("/login", data={"name": "何春桃", "password": "eight-or-more"})
        assert "报答" in entered.text
        assert browser.get("/config").json()["username"] == "何春桃"


def test_the_page_and_its_files_are_behind_the_login(paged: Server) -> None:
    for path in ("/", "/config", "/gradio_api/info", "/en/", "/en/config", "/gradio_api/queue/data?session_hash=x"):
        assert httpx.get(paged.url + path).status_code == 401, path
    assert httpx.post(f"{paged.url}/gradio_api/upload", files={"files": ("a.txt", b"x")}).status_code == 401


def test_every_cookie_is_for_the_server_alone(paged: Server) -> None:
    with httpx.Client(base_url=paged.url, timeout=30) as browser:
        answers = [browser.post("/login", data={"password": TOKEN}), browser.get("/"), browser.get("/config")]
        answers.append(browser.post("/logout"))
    cookies = [cookie for answer in answers for cookie in answer.headers.get_list("set-cookie")]
    assert len(cookies) == 2
    assert all("httponly" in cookie.lower() and "samesite=lax" in cookie.lower() for cookie in cookies)


def test_the_page_takes_no_upload_beyond_the_limit(paged: Server) -> None:
    for place in ("/gradio_api/upload", "/en/gradio_api/upload"):
        assert paged.client.post(place, files={"files": ("a.txt", b"x" * 3_000_000)}).status_code == 413
