"""Pictures of the page in every state, over the example pages: python -m tests.browser.screenshots [FOLDER]."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from rag import open_assistant
from tests.browser.serving import ARGUMENTS, chromium, serving
from tests.browser.shelves import fill

_FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
_PATIENCE = 120_000  # milliseconds
_LINE_2 = "轨道交通2号线全长多少公里？"
_PRIZES = "青年海洋创新大赛的三个金奖项目是哪些？"
_MARATHON = "海湾马拉松全程组有多少人？"


@dataclass(frozen=True, slots=True)
class Frame:
    """A window that pictures are taken in; sizes in CSS pixels."""

    width: int = 1280
    height: int = 860
    dark: bool = False
    locale: str = "zh-CN"


@dataclass(frozen=True, slots=True)
class Picture:
    """A state of the page: how it is reached in which window, and the picture's name."""

    name: str
    reach: Callable[[Page], None]
    frame: Frame = Frame()


def _start(page: Page) -> None:
    page.locator(".welcome").wait_for()


def _ask(page: Page, question: str = _PRIZES, count: int = 1) -> None:
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    page.locator(".foot .rating").nth(count - 1).wait_for()


def _filters(page: Page) -> None:
    _ask(page, _LINE_2)
    page.locator("[data-do=filters]").click()
    page.locator("[name=since]").fill("2024-03-04")
    page.locator("[name=until]").fill("2024-03-06")
    page.locator("[name=strictness]").select_option("strict")


def _article(page: Page) -> None:
    _ask(page)
    page.locator(".card [data-do=read]").first.click()
    page.locator("#reader mark").wait_for()


def _leaf(page: Page) -> None:
    _ask(page, _MARATHON)
    page.locator(".card [data-do=read]").first.click()
    page.locator("#reader [data-do=read]").first.click()
    page.locator("#reader .leaf img").wait_for()


def _refusal(page: Page) -> None:
    _ask(page, "市长最喜欢的颜色是什么？")


def _search(page: Page) -> None:
    page.locator("#tabs [role=tab]").nth(1).click()
    page.locator("[name=search-text]").fill("2号线")
    page.locator("[name=search-text]").press("Enter")
    page.locator(".hits li").first.wait_for()


def _library(page: Page) -> None:
    page.locator("#tabs [role=tab]").nth(2).click()
    page.locator("table.articles").wait_for()


def _upload(page: Page) -> None:
    _library(page)
    page.locator("input[name=files]").set_input_files(
        sorted((Path(__file__).parents[2] / "examples/pages").glob("*.txt"))
    )
    page.locator(".total").wait_for()


def _history(page: Page) -> None:
    page.locator("#tabs [role=tab]").nth(3).click()
    page.locator(".talks li").first.wait_for()


_DARK, _PHONE, _ENGLISH = Frame(dark=True), Frame(390, 844), Frame(locale="en-US")
PICTURES = (
    Picture("start", _start),
    Picture("chat", _ask),
    Picture("refusal", _refusal),
    Picture("filters", _filters),
    Picture("article", _article),
    Picture("printed-page", _leaf),
    Picture("search", _search),
    Picture("library", _library),
    Picture("upload", _upload),
    Picture("history", _history),
    Picture("chat-dark", _ask, _DARK),
    Picture("library-dark", _library, _DARK),
    Picture("chat-english", _ask, _ENGLISH),
    Picture("library-english", _library, _ENGLISH),
    Picture("chat-phone", _ask, _PHONE),
    Picture("article-phone", _article, _PHONE),
    Picture("library-phone", _library, _PHONE),
)


def photograph(browser: Browser, url: str, picture: Picture, folder: Path) -> None:
    """Reach the state and write FOLDER/NAME.png."""
    frame = picture.frame
    context = browser.new_context(
        viewport={"width": frame.width, "height": frame.height},
        device_scale_factor=1.5,
        color_scheme="dark" if frame.dark else "light",
        locale=frame.locale,
    )
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    page.goto(url)
    page.locator(".masthead").wait_for()
    page.locator(".welcome").wait_for()
    picture.reach(page)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(700)  # milliseconds, for smooth scrolling to end
    taken = page.screenshot()
    context.close()
    # Two hundred and fifty-six colours are enough for a page, and a third of the bytes.
    Image.open(io.BytesIO(taken)).convert("RGB").quantize(256).save(folder / f"{picture.name}.png", optimize=True)


def main(folder: Path) -> None:
    """Take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as aside, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        with open_assistant(Path(aside) / "none", create=True) as assistant, serving(assistant) as url:
            photograph(browser, url, Picture("first-run", _start), folder)
        library = fill(Path(aside) / "library", printed=True)
        with open_assistant(library) as assistant, serving(assistant) as url:
            for picture in PICTURES:
                photograph(browser, url, picture, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _FOLDER)
