"""The chat page over a real library of the example pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ingest.formats import Hints
from ingest.pipeline import ingest
from rag import open_assistant
from tests.browser.serving import serving

pytestmark = pytest.mark.slow

PAGES = Path(__file__).parents[2] / "examples" / "pages"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("real") / "library"
    with open_assistant(folder, create=True) as assistant:
        ingest([PAGES], assistant.library, assistant.settings.split, Hints(newspaper="临澜日报"))
        with serving(assistant) as address:
            yield address


def test_a_question_on_the_example_pages_is_answered_with_its_quote_lit(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("#question textarea").fill("轨道交通2号线全长多少公里？")
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".answer")).to_contain_text("46.2公里", timeout=60_000)
    expect(page.locator(".card").first).to_contain_text("《临澜日报》2024-03-04")
    expect(page.locator("mark").first).to_contain_text("46.2公里")


def test_the_examples_come_from_the_librarys_headlines(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.locator(".example")).to_have_count(4)
