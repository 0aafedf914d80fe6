"""The page of drafts in a browser: what a person does with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from eval.cases import load_cases
from eval.drafting.desk import DraftDesk
from eval.drafting.drafts import write_drafts
from tests.browser.serving import serving_app
from tests.eval.drafting.test_drafts import BRIDGE, COST
from ui.web.gold.server import build_server

pytestmark = pytest.mark.slow

_PATIENCE = 60_000  # milliseconds: the page answers in tenths of a second, a crowded machine does not

FERRY = replace(BRIDGE, id="draft-3", question="渡船何时停航？", answers=("昨日",), text="渡船昨日停航。", evidence=())


@pytest.fixture
def drafts(page: Page, tmp_path: Path) -> Iterator[Page]:
    write_drafts(tmp_path / "drafts.jsonl", [BRIDGE, COST, FERRY])
    page.set_default_timeout(_PATIENCE)
    expect.set_options(timeout=_PATIENCE)
    with serving_app(build_server(DraftDesk(tmp_path / "drafts.jsonl", tmp_path / "gold.jsonl"))) as url:
        page.goto(url)
        expect(page.locator("#draft-question textarea")).to_have_value(BRIDGE.question)
        yield page


def test_drafts_are_changed_accepted_rejected_and_put_back(drafts: Page, tmp_path: Path) -> None:
    question, head = drafts.locator("#draft-question textarea"), drafts.locator("header.drafts")
    question.fill("大桥全长多少公里？")
    drafts.click("#accept")
    expect(question).to_have_value(COST.question)
    assert [case.question for case in load_cases(tmp_path / "gold.jsonl")] == ["大桥全长多少公里？"]
    drafts.click("#reject")
    expect(head).to_contain_text("1 拒绝")
    drafts.locator("#table").get_by_text("花了多少钱").first.click()
    expect(question).to_have_value(COST.question)
    drafts.click("#back")
    expect(head).to_contain_text("2 待定")


def test_what_cannot_be_gold_is_told_and_stays_as_it_was_typed(drafts: Page, tmp_path: Path) -> None:
    drafts.fill("#draft-answers textarea", "")
    drafts.click("#accept")
    expect(drafts.locator(".wrong")).to_contain_text("要写出答案")
    expect(drafts.locator("#draft-question textarea")).to_have_value(BRIDGE.question)
    assert not (tmp_path / "gold.jsonl").exists()


def test_the_page_fits_a_telephone_and_fetches_nothing_from_elsewhere(drafts: Page) -> None:
    asked: list[str] = []
    drafts.on("request", lambda request: asked.append(request.url))
    drafts.set_viewport_size({"width": 390, "height": 844})
    drafts.reload()
    expect(drafts.locator("#article mark")).to_be_visible()
    assert drafts.evaluate("document.documentElement.scrollWidth") == 390
    assert all(url.startswith(("http://127.0.0.1", "data:", "blob:")) for url in asked)


def test_whoever_prefers_english_gets_it_and_can_change_to_chinese(drafts: Page, browser: Browser) -> None:
    english = browser.new_context(locale="en-US").new_page()
    english.set_default_timeout(_PATIENCE)
    english.goto(drafts.url)
    expect(english.locator("header.drafts")).to_contain_text("3 open")
    expect(english.locator("html")).to_have_attribute("lang", "en")
    english.click("#reject")
    expect(english.locator("header.drafts")).to_contain_text("1 rejected")
    english.click("header.drafts .language")
    expect(english.locator("header.drafts")).to_contain_text("1 拒绝")
    english.context.close()
