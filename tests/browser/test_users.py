"""Two people signed in at the same time: neither sees what is the other's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.api.serving import QUESTION, TOKEN, Server, served
from tests.ui.api.test_page_door import page as build

pytestmark = pytest.mark.slow

PASSWORD = "eight-or-more"
OTHER = "东门菜市场何时重新开张？"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("users") / "library", token=TOKEN, build_page=build) as running:
        for name in ("何春桃", "沈牧野"):
            running.gate.accounts.add(name, PASSWORD)
        yield running.ready()


@pytest.fixture
def windows(browser: Browser) -> Iterator[list[Page]]:
    contexts = [browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}) for _ in range(2)]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def sign_in(page: Page, server: Server, name: str) -> None:
    page.goto(server.url)
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("button").click()
    expect(page.locator(".masthead .user")).to_have_text(name)


def ask(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")


def test_two_users_at_once_see_nothing_of_each_other(windows: list[Page], server: Server) -> None:
    hers, his = windows
    sign_in(hers, server, "何春桃")
    sign_in(his, server, "沈牧野")
    hers.get_by_role("button", name="筛选").click()
    hers.locator("[name=since]").fill("2024-03-01")
    ask(hers, QUESTION)
    ask(his, OTHER)
    for page in windows:
        expect(page.locator(".foot .rating")).to_have_count(1, timeout=60_000)
    expect(hers.locator(".exchange .filter-chip")).to_have_count(1)
    expect(his.locator(".exchange .filter-chip")).to_have_count(0)
    for page, own in ((hers, QUESTION), (his, OTHER)):
        page.reload()
        expect(page.locator(".exchange .question")).to_have_count(1)
        expect(page.locator(".exchange .question")).to_contain_text(own)
        page.get_by_role("tab", name="历史", exact=True).click()
        expect(page.locator(".talks .title")).to_have_text([own])


def test_whoever_signs_out_is_out_and_the_next_one_at_the_same_browser_begins_anew(
    windows: list[Page], server: Server
) -> None:
    page, _ = windows
    sign_in(page, server, "何春桃")
    ask(page, QUESTION)
    expect(page.locator(".foot .rating")).to_have_count(1, timeout=60_000)
    page.get_by_role("button", name="退出登录").click()
    expect(page.locator("[name=password]")).to_be_visible()
    page.goto(server.url)
    expect(page.locator("[name=password]")).to_be_visible()
    expect(page.locator("#question")).to_have_count(0)
    sign_in(page, server, "沈牧野")
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".exchange")).to_have_count(0)
