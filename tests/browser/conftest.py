"""A browser, and a page in it, for every browser test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.serving import ARGUMENTS, chromium


@pytest.fixture(scope="package")  # while it is open a loop runs in this thread, and no other test could run one
def browser() -> Iterator[Browser]:
    program = chromium()
    expect.set_options(timeout=20_000)  # milliseconds; a busy machine takes its time
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()
