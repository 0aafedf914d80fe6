"""The chat page as someone uses it, over the fake assistant."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from rag.backends.chat import load_chat
from rag.protocols import Contents
from rag.records import Strictness
from rag.settings import load_settings
from tests.browser.serving import serving
from tests.chat_server import ChatServer, Reply
from tests.fakes_assistant import FakeAssistant, FakeLibrary
from tests.ui.api.serving import assistant_over

pytestmark = pytest.mark.slow

EVIL = "照念 <script>document.title='x'</script><img src=x onerror=\"document.title='x'\"> ${1+1} {{7*7}} `"


@pytest.fixture(scope="module")
def desk() -> FakeAssistant:
    return FakeAssistant(pause=0.02)


@pytest.fixture(scope="module")
def url(desk: FakeAssistant) -> Iterator[str]:
    with serving(desk) as address:
        yield address


def ask(page: Page, question: str) -> None:
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")


def answered(page: Page, count: int = 1) -> None:
    expect(page.locator(".foot")).to_have_count(count)


def asked_and_left(page: Page, address: str, question: str) -> None:
    """Have a question answered, and begin a new conversation."""
    page.goto(address)
    ask(page, question)
    answered(page)
    page.get_by_role("button", name="新的对话").click()
    expect(page.locator(".exchange")).to_have_count(0)


def test_an_answer_streams_and_ends_with_its_citations(page: Page, url: str) -> None:
    page.goto(url)
    # The draft stands for less than a second, which a look now and then can miss: every change of the page is watched.
    page.evaluate(
        "() => { window.drafts = 0; const look = () => { window.drafts += document.querySelectorAll('.draft').length };"
        "new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true }) }"
    )
    ask(page, "大桥何时通车？")
    answered(page)
    assert page.evaluate("window.drafts") > 0
    expect(page.locator(".answer")).to_contain_text("青岚大桥计划于2032年10月通车。")
    expect(page.locator(".card").first).to_contain_text("青岚大桥主塔封顶")
    expect(page.locator("mark").first).to_have_text("大桥全长4.7公里，主塔高218米，计划于2032年10月通车。")


def test_a_marker_leads_to_its_card(page: Page, url: str) -> None:
    page.goto(url)
    ask(page, "大桥何时通车？")
    answered(page)
    page.locator(".answer .marker a").last.click()
    expect(page.locator(".card.lit")).to_contain_text("老城菜市场")


def test_a_verdicts_reason_shows_on_focus(page: Page, url: str) -> None:
    page.goto(url)
    ask(page, "大桥何时通车？")
    answered(page)
    page.locator(".verdict.unsupported").focus()
    tip = "getComputedStyle(document.activeElement, '::after').content"
    assert "原文是12分钟" in page.evaluate(tip)


def test_a_refusal_offers_the_closest_articles(page: Page, url: str) -> None:
    page.goto(url)
    ask(page, "市长叫什么名字？")
    expect(page.locator(".card.close")).to_have_count(2)


def test_a_failure_is_said_and_the_next_question_works(page: Page, url: str) -> None:
    page.goto(url)
    ask(page, "故障了吗？")
    expect(page.get_by_role("alert")).to_contain_text("ollama:none is down")
    ask(page, "大桥何时通车？")
    answered(page)


def test_the_conversation_survives_a_reload_and_serves_follow_ups(page: Page, url: str, desk: FakeAssistant) -> None:
    page.goto(url)
    ask(page, "大桥何时通车？")
    answered(page)
    page.reload()
    expect(page.locator(".card")).to_have_count(2)
    ask(page, "那市长呢？")
    answered(page, 2)
    assert [turn.question for turn in desk.histories[-1]] == ["大桥何时通车？"]


def test_a_new_conversation_forgets_the_old_one(page: Page, url: str, desk: FakeAssistant) -> None:
    asked_and_left(page, url, "大桥何时通车？")
    ask(page, "市长叫什么名字？")
    answered(page)
    assert desk.histories[-1] == ()


class SlowLibrary(FakeLibrary):
    """Takes its time to tell what it holds, which every opening of the page waits for."""

    def contents(self) -> Contents:
        time.sleep(2)
        return super().contents()


def test_a_question_asked_before_the_page_is_filled_keeps_its_answer_and_needs_no_invitation(page: Page) -> None:
    slow = FakeAssistant()
    slow.library = SlowLibrary()
    with serving(slow) as address:
        page.goto(address)
        ask(page, "大桥何时通车？")
        answered(page)
        expect(page.locator(".masthead")).to_be_visible()
        page.wait_for_timeout(500)
        expect(page.locator(".card")).to_have_count(2)
        expect(page.locator(".welcome")).to_have_count(0)
        ask(page, "那市长呢？")
        answered(page, 2)
        assert len(slow.histories[-1]) == 1
        page.get_by_role("button", name="新的对话").click()
        expect(page.locator(".exchange")).to_have_count(0)


@pytest.mark.parametrize("leave", ["a new one", "an earlier one"])
def test_another_conversation_ends_the_answer_that_is_coming(page: Page, leave: str) -> None:
    slow = FakeAssistant(pause=1.0)
    with serving(slow) as address:
        asked_and_left(page, address, "市长叫什么名字？")
        ask(page, "大桥何时通车？")
        expect(page.locator(".draft")).to_be_visible()
        if leave == "a new one":
            page.get_by_role("button", name="新的对话").click()
            expect(page.locator(".welcome")).to_be_visible()
        else:
            page.get_by_role("tab", name="历史", exact=True).click()
            page.locator(".talks .title").click()
            expect(page.locator("#past .exchange")).to_have_count(1)
        page.wait_for_timeout(1500)
        expect(page.locator("#current .exchange")).to_have_count(0)
        assert slow.stopped == 1
        expect(page.get_by_role("button", name="提问", exact=True)).to_be_visible()


def test_another_browser_sees_nothing_of_the_conversation(page: Page, url: str, browser: Browser) -> None:
    page.goto(url)
    ask(page, "大桥何时通车？")
    answered(page)
    other = browser.new_context(locale="zh-CN").new_page()
    other.goto(url)
    expect(other.locator(".example").first).to_be_visible()
    expect(other.locator(".exchange")).to_have_count(0)
    other.context.close()


def test_an_example_question_is_asked_by_a_click(page: Page, url: str) -> None:
    page.goto(url)
    page.locator(".example").first.click()
    expect(page.locator(".exchange .question")).to_contain_text("青岚大桥主塔封顶")
    answered(page)


def test_stopping_ends_the_stream(page: Page, browser: Browser) -> None:
    slow = FakeAssistant(pause=1.0)
    with serving(slow) as address:
        page.goto(address)
        ask(page, "大桥何时通车？")
        expect(page.locator(".draft")).to_be_visible()
        page.get_by_role("button", name="停止").click()
        expect(page.locator(".foot").last).to_have_text("已停止")
        page.wait_for_timeout(1500)
        expect(page.locator(".card")).to_have_count(0)
        assert slow.stopped == 1
        expect(page.get_by_role("button", name="提问")).to_be_visible()
        page.get_by_role("button", name="修改问题").click()
        expect(page.locator("#question textarea")).to_have_value("大桥何时通车？")


@pytest.mark.parametrize("leave", ["stop", "close the window"])
def test_a_chat_model_that_says_nothing_is_let_go_at_once(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leave: str
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ChatServer([Reply(mute=True)]) as chat:
        settings = load_settings(chat={"model": "openai:m", "base_url": chat.url, "timeout": 600.0})
        assistant = assistant_over(tmp_path / "library", settings, load_chat(settings.chat))
        context = browser.new_context(locale="zh-CN")
        with assistant, serving(assistant) as address:
            page = context.new_page()
            page.goto(address)
            ask(page, "临澜大桥全长多少公里？")
            expect(page.locator(".waiting .now")).to_contain_text("作答")
            assert chat.silent.wait(60)
            if leave == "stop":
                page.get_by_role("button", name="停止").click()
                expect(page.locator(".foot").last).to_have_text("已停止")
            else:
                page.close()
            assert chat.hung_up.wait(60)
        context.close()


def test_markup_and_template_signs_are_shown_as_text(page: Page, url: str) -> None:
    page.goto(url)
    ask(page, EVIL)
    answered(page)
    expect(page.locator(".question")).to_contain_text(EVIL)
    expect(page.locator(".answer")).to_contain_text(EVIL)
    page.reload()
    expect(page.locator(".answer")).to_contain_text(EVIL)
    assert page.title() == "报答"


def test_nothing_is_fetched_from_outside(page: Page, url: str) -> None:
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.goto(url)
    ask(page, "大桥何时通车？")
    answered(page)
    assert hosts <= {"127.0.0.1", None}


def test_an_empty_library_invites(page: Page) -> None:
    with serving(FakeAssistant(articles=())) as address:
        page.goto(address)
        expect(page.locator(".welcome")).to_contain_text("这里还没有报纸")
        expect(page.locator(".example")).to_have_count(0)


def test_a_phone_shows_all_without_sideways_scrolling(page: Page, url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(url)
    ask(page, "大桥何时通车？" + "很长的词" * 60 + "x" * 200)
    answered(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_the_other_language_stands_on_one_line_and_no_hint_runs_under_the_button(
    browser: Browser, url: str
) -> None:
    page = browser.new_context(locale="en-US", viewport={"width": 390, "height": 844}).new_page()
    page.goto(url)
    ask(page, "大桥何时通车？")
    answered(page)
    box = page.locator(".language").bounding_box()
    assert box is not None
    assert box["height"] < 36
    hint = "getComputedStyle(document.querySelector('#question textarea'), '::placeholder').overflowX"
    assert page.evaluate(hint) in ("hidden", "clip")
    page.context.close()


def test_light_and_dark_follow_the_system(page: Page, url: str) -> None:
    colours = []
    for dark in (False, True):
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.goto(url)
        expect(page.locator(".example").first).to_be_visible()
        colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert colours == ["rgb(250, 248, 243)", "rgb(25, 24, 21)"]


def test_the_page_says_its_language_and_names_its_controls(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.get_by_role("button", name="提问")).to_be_visible()
    expect(page.get_by_label("问题")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_a_press_on_a_thumb_is_kept_and_shown_again_after_a_reload(page: Page, browser: Browser) -> None:
    rated = FakeAssistant()
    with serving(rated) as address:
        page.goto(address)
        ask(page, "大桥何时通车？")
        answered(page)
        page.get_by_role("button", name="答得好", exact=True).click()
        expect(page.locator("[data-rating=good]")).to_have_attribute("aria-pressed", "true")
        page.get_by_label("说说原因（可不填）").fill("正是我要的")
        page.get_by_label("说说原因（可不填）").press("Enter")
        expect(page.locator(".thanks")).to_have_text("已记下，谢谢")
        page.wait_for_timeout(500)
        page.reload()
        expect(page.locator("[data-rating=good]")).to_have_attribute("aria-pressed", "true")
        said = [(one.rating.value, one.question, one.note) for one in rated.library.rated]
        assert said == [("good", "大桥何时通车？", ""), ("good", "大桥何时通车？", "正是我要的")]


def test_one_click_opens_the_whole_article_at_the_quote_and_escape_closes_it(page: Page, url: str) -> None:
    page.goto(url)
    ask(page, "大桥何时通车？")
    answered(page)
    button = page.locator(".card").first.get_by_role("button", name="看全文")
    button.click()
    expect(page.locator("#reader mark")).to_have_text("大桥全长4.7公里，主塔高218米，计划于2032年10月通车。")
    expect(page.locator("#reader mark")).to_be_in_viewport()
    expect(page.locator("#reader")).to_contain_text("下个月起夜间停止打桩")
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).not_to_be_visible()
    expect(button).to_be_focused()


def test_filters_apply_to_the_next_question_and_stand_in_it(page: Page, url: str, desk: FakeAssistant) -> None:
    page.goto(url)
    page.get_by_role("button", name="筛选").click()
    page.get_by_label("最早日期").fill("2031-03-02")
    page.get_by_label("报纸").select_option("青岚日报")
    page.get_by_label("证据要求").select_option("strict")
    ask(page, "大桥何时通车？")
    answered(page)
    expect(page.locator(".exchange .filter-chip")).to_have_text(["2031-03-02 –", "《青岚日报》", "从严"])
    asked = desk.filters[-1]
    assert (asked["since"], asked["newspaper"], asked["strictness"]) == (
        date(2031, 3, 2),
        "青岚日报",
        Strictness.STRICT,
    )
    page.get_by_role("button", name="去掉“从严”").click()
    expect(page.locator("#filters .filter-chip")).to_have_count(2)


def test_an_edited_question_takes_the_place_of_the_old_one(page: Page, url: str, desk: FakeAssistant) -> None:
    page.goto(url)
    ask(page, "大桥何时通车？")
    answered(page)
    ask(page, "市长叫什么名字？")
    answered(page, 2)
    page.get_by_role("button", name="修改问题").first.click()
    expect(page.locator("#filters .replacing")).to_contain_text("正在修改第 1 问")
    expect(page.locator("#question textarea")).to_have_value("大桥何时通车？")
    ask(page, "大桥哪天通车？")
    expect(page.locator(".exchange .question")).to_have_count(1)
    answered(page)
    assert desk.histories[-1] == ()
    page.get_by_role("button", name="重新回答").click()
    answered(page)
    page.reload()
    expect(page.locator(".exchange .question")).to_have_count(1)
    expect(page.locator(".exchange .question")).to_contain_text("大桥哪天通车？")


def test_one_who_waits_is_told_the_stage(page: Page) -> None:
    found = Event()
    with serving(FakeAssistant(let=found)) as address:
        page.goto(address)
        ask(page, "大桥何时通车？")
        expect(page.locator(".waiting .now")).to_have_text("查找报道")
        found.set()
        expect(page.locator(".waiting")).to_have_count(0)


def test_enter_while_an_input_method_composes_sends_nothing(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("#question textarea").fill("da qiao")
    page.locator("#question textarea").dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    page.wait_for_timeout(400)
    expect(page.locator(".exchange")).to_have_count(0)


def test_the_browsers_language_chooses_the_page_and_the_switch_changes_it(browser: Browser, url: str) -> None:
    english = browser.new_context(locale="en-US").new_page()
    english.goto(url)
    expect(english.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    assert english.evaluate("document.documentElement.lang") == "en"
    english.get_by_role("link", name="中文").click()
    expect(english.get_by_role("button", name="提问", exact=True)).to_be_visible()
    english.goto(url)
    expect(english.get_by_role("button", name="提问", exact=True)).to_be_visible()
    english.context.close()
