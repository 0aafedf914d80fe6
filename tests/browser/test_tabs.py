"""Every tab over a real library: first run, sources, search, uploads, history; by mouse, by keyboard, on a phone."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from rag import open_assistant
from tests.browser.serving import serving
from tests.browser.shelves import PAGES, fill

pytestmark = pytest.mark.slow

LINE_2 = "轨道交通2号线全长多少公里？"
_PATIENCE = 90_000  # milliseconds; a busy machine reads pages slowly


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = fill(tmp_path_factory.mktemp("real") / "library", printed=True)
    with open_assistant(folder) as assistant, serving(assistant) as address:
        yield address


def ask(page: Page, question: str, count: int = 1) -> None:
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".foot .rating")).to_have_count(count, timeout=_PATIENCE)


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def test_a_first_run_offers_the_example_pages_and_then_questions_about_them(page: Page, tmp_path: Path) -> None:
    with open_assistant(tmp_path / "library", create=True) as assistant, serving(assistant) as address:
        page.goto(address)
        expect(page.locator(".welcome")).to_contain_text("这里还没有报纸")
        page.get_by_role("button", name="试用示例报纸").click()
        expect(page.get_by_label("linlan-2024-03-04-p1.txt")).to_be_visible(timeout=_PATIENCE)
        expect(page.locator(".example")).to_have_count(4, timeout=_PATIENCE)
        expect(page.locator(".masthead")).to_contain_text("2024-03-04 至 2024-03-07")
        ask(page, LINE_2)
        expect(page.locator(".answer")).to_contain_text("46.2公里")


def test_a_printed_page_is_shown_with_the_quotes_place_marked(page: Page, url: str) -> None:
    page.goto(url)
    ask(page, "海湾马拉松全程组有多少人？")
    page.locator(".card").first.get_by_role("button", name="看全文").click()
    expect(page.locator("#reader mark")).to_be_in_viewport()
    page.locator("#reader").get_by_role("button", name="原版").click()
    expect(page.locator("#reader .leaf img")).to_be_visible(timeout=_PATIENCE)
    expect(page.locator("#reader .leaf .box").first).to_be_in_viewport()
    assert page.locator("#reader .leaf img").evaluate("image => image.naturalWidth") > 1000
    page.locator("#reader").get_by_role("button", name="文字").click()
    expect(page.locator("#reader mark")).to_be_visible()


def test_a_date_filter_leaves_other_days_out(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button", name="筛选").click()
    page.get_by_label("最早日期").fill("2024-03-06")
    page.get_by_label("最晚日期").fill("2024-03-06")
    ask(page, "青年海洋创新大赛的三个金奖项目是哪些？")
    expect(page.locator(".exchange .filter-chip")).to_have_text("2024-03-06 至 2024-03-06")
    for place in page.locator(".why .printed").all_text_contents():
        assert "2024-03-06" in place


def test_history_is_found_renamed_exported_opened_and_deleted(page: Page, url: str) -> None:
    page.goto(url)
    ask(page, LINE_2)
    page.reload()
    expect(page.locator(".exchange .answer")).to_contain_text("46.2公里")
    tab(page, "历史")
    expect(page.locator(".talks li").first).to_contain_text(LINE_2)
    page.get_by_role("button", name=f"改名：{LINE_2}").first.click()
    page.get_by_label("新的名称").first.fill("二号线专题")
    page.get_by_label("新的名称").first.press("Enter")
    expect(page.locator(".talks .title").first).to_have_text("二号线专题")
    page.get_by_label("在对话里找").fill("帆石山站")
    expect(page.locator(".talks li").first).to_contain_text("二号线专题")
    with page.expect_download() as saved:
        page.get_by_role("button", name="导出 Markdown：二号线专题").click()
    text = Path(saved.value.path()).read_text("utf-8")
    assert "[1]" in text
    assert "临澜轨道交通2号线今起初期运营" in text.split("## 参考文献")[1]
    with page.expect_download() as saved:
        page.get_by_role("button", name="导出 Word：二号线专题").click()
    assert saved.value.suggested_filename == "二号线专题.docx"
    with zipfile.ZipFile(saved.value.path()) as document:
        assert "临澜轨道交通2号线今起初期运营" in document.read("word/document.xml").decode()
    page.locator("#fresh").click()
    tab(page, "历史")
    page.locator(".talks .title", has_text="二号线专题").click()
    expect(page.get_by_role("tab", name="提问", exact=True)).to_have_attribute("aria-selected", "true")
    expect(page.locator(".exchange .answer")).to_contain_text("46.2公里")
    tab(page, "历史")
    page.get_by_role("button", name="删除：二号线专题").click()
    page.get_by_role("button", name="确定删除").locator("visible=true").click()
    expect(page.locator(".talks .title", has_text="二号线专题")).to_have_count(0)


def test_a_reference_is_copied_in_the_national_form(browser: Browser, url: str) -> None:
    context = browser.new_context(locale="zh-CN", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(url)
    ask(page, LINE_2)
    page.locator(".card").first.get_by_role("button", name="复制").click()
    expect(page.locator("#toast")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "临澜轨道交通2号线今起初期运营[N]. 临澜日报, 2024-03-04" in copied
    context.close()


def test_search_finds_words_and_phrases_and_opens_articles(page: Page, url: str) -> None:
    page.goto(url)
    tab(page, "检索")
    page.get_by_label("检索词", exact=True).first.fill("运营 公里")
    page.get_by_role("button", name="检索", exact=True).click()
    expect(page.locator(".hits mark").first).to_be_visible()
    page.get_by_label("词句完全一致").check()
    expect(page.locator("#findings .none")).to_be_visible()
    page.locator("[name=search-text]").fill("全长46.2公里")
    page.get_by_role("button", name="检索", exact=True).click()
    page.locator(".hits button").first.click()
    expect(page.locator("#reader mark")).to_have_text("全长46.2公里")


def test_files_are_uploaded_with_their_progress_and_a_report(page: Page, url: str, tmp_path: Path) -> None:
    fresh = tmp_path / "港报-2024-03-09.jsonl"
    fresh.write_text(
        '{"title": "渡轮复航", "date": "2024-03-09", "newspaper": "港报", "paragraphs": ["渡轮今晨复航。"]}\n'
    )
    page.goto(url)
    tab(page, "资料库")
    page.locator("input[name=files]").set_input_files([fresh, PAGES / "linlan-2024-03-04-p1.txt"])
    expect(page.locator(".files progress").first).to_be_visible()
    expect(page.locator(".total")).to_contain_text("新增 1 篇", timeout=_PATIENCE)
    expect(page.locator(".files.reported li", has_text=fresh.name)).to_contain_text("新增 1 篇")
    expect(page.locator("table.articles tbody tr").first).to_contain_text("渡轮复航")
    page.get_by_role("button", name="更正标题或日期：渡轮复航").click()
    page.get_by_role("dialog").get_by_label("标题").fill("渡轮今晨复航")
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    expect(page.locator("table.articles")).to_contain_text("渡轮今晨复航", timeout=_PATIENCE)
    held = page.locator(".holdings").inner_text()
    page.get_by_label("选中《渡轮今晨复航》").check()
    page.get_by_role("button", name="删除选中的 1 篇").click()
    expect(page.locator(".notice")).to_contain_text("已删除 1 篇", timeout=_PATIENCE)
    expect(page.locator("table.articles")).not_to_contain_text("渡轮今晨复航")
    expect(page.locator("table.articles :checked")).to_have_count(0)
    expect(page.locator(".holdings")).not_to_have_text(held)
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("table.articles")).to_contain_text("渡轮今晨复航", timeout=_PATIENCE)
    expect(page.locator(".holdings")).to_have_text(held)


def test_the_table_is_searched_and_sorted(page: Page, url: str) -> None:
    page.goto(url)
    tab(page, "资料库")
    page.locator("th.date button").click()
    expect(page.locator("th.date")).to_have_attribute("aria-sort", "ascending")
    page.get_by_label("在标题、作者和正文里找").fill("马拉松")
    expect(page.locator("table.articles tbody tr")).to_have_count(1)
    page.locator("table.articles tbody .title button").click()
    expect(page.locator("#reader h2")).to_contain_text("马拉松")


def test_all_is_reached_by_keyboard_alone(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type(LINE_2)
    page.keyboard.press("Enter")
    expect(page.locator(".foot .rating")).to_have_count(1, timeout=_PATIENCE)
    reach(page, ".marker a")
    page.keyboard.press("Enter")
    expect(page.locator(".card.lit")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".card.lit [data-do=read]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#reader .sheet")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".card.lit [data-do=read]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#reader .sheet")).to_be_focused()
    page.keyboard.press("Escape")
    reach(page, "[role=tab][aria-selected=true]", backwards=True)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="检索", exact=True)).to_have_attribute("aria-selected", "true")


def reach(page: Page, selector: str, *, backwards: bool = False) -> None:
    """Press Tab until the element has the focus, and see that the focus shows."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"{selector} is not reached by Tab")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_axe_finds_nothing_serious_on_any_tab(browser: Browser, url: str, scheme: str, locale: str) -> None:
    context = browser.new_context(locale=locale, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(url)
    ask(page, LINE_2)
    page.locator("[data-do=filters]").click()
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.locator(".card [data-do=read]").first.click()
    expect(page.locator("#reader .sheet")).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("Escape")
    for at, there in ((1, "[name=search-text]"), (2, "table.articles"), (3, ".talks li")):
        page.locator("#tabs [role=tab]").nth(at).click()
        expect(page.locator(there).first).to_be_visible(timeout=_PATIENCE)
        assert serious(page) == []
    context.close()


def serious(page: Page) -> list[tuple[str, str]]:
    """The rule and the first element of every serious violation that axe-core finds."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]


def test_a_phone_shows_every_tab_without_sideways_scrolling(browser: Browser, url: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", has_touch=True)
    page = context.new_page()
    page.goto(url)
    ask(page, LINE_2)
    assert width(page) <= 390
    page.locator(".card [data-do=read]").first.click()
    expect(page.locator("#reader mark")).to_be_in_viewport()
    box = page.locator("#reader").bounding_box()
    assert box is not None
    assert box["width"] == 390
    page.get_by_role("button", name="关闭").click()
    for at, there in ((1, "[name=search-text]"), (2, "table.articles"), (3, ".talks li")):
        page.locator("#tabs [role=tab]").nth(at).click()
        expect(page.locator(there).first).to_be_visible(timeout=_PATIENCE)
        assert width(page) <= 390
    context.close()


def width(page: Page) -> int:
    """How wide the page is, CSS pixels."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def test_nothing_jumps_while_an_answer_comes(page: Page, url: str) -> None:
    page.goto(url)
    ask(page, LINE_2)
    page.locator("#question textarea").fill("青年海洋创新大赛的三个金奖项目是哪些？")
    page.evaluate(
        "() => { window.tops = []; const look = () => { const one = document.querySelector('#current .question');"
        " if (one && document.querySelectorAll('#past .question').length) window.tops.push(Math.round("
        "one.getBoundingClientRect().top + window.scrollY)) };"
        " new MutationObserver(look).observe(document.body, { childList: true, subtree: true }) }"
    )
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".foot .rating")).to_have_count(2, timeout=_PATIENCE)
    tops = set(page.evaluate("window.tops"))
    assert max(tops) - min(tops) <= 2
