"""Screenshots of the chat page over a real library: python -m tests.browser.screenshots LIBRARY FOLDER [QUESTION …]."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from rag import open_assistant
from tests.browser.serving import ARGUMENTS, chromium, serving

_QUESTIONS = ("2号线什么时候开始初期运营？",)


@dataclass(frozen=True, slots=True)
class Frame:
    """A window that pictures are taken in; sizes in CSS pixels."""

    name: str
    width: int
    height: int
    dark: bool = False


FRAMES = (Frame("chat", 1120, 860), Frame("chat-dark", 1120, 860, dark=True), Frame("chat-phone", 390, 844))


def photograph(browser: Browser, url: str, frame: Frame, folder: Path, questions: tuple[str, ...]) -> None:
    """Ask the questions one after another and write FOLDER/NAME.png of the last answer, NAME-start.png before."""
    context = browser.new_context(
        viewport={"width": frame.width, "height": frame.height},
        device_scale_factor=2,
        color_scheme="dark" if frame.dark else "light",
        locale="zh-CN",
    )
    page = context.new_page()
    page.goto(url)
    page.locator(".welcome").wait_for()
    _settle(page)
    page.screenshot(path=folder / f"{frame.name}-start.png")
    for number, question in enumerate(questions, start=1):
        box = page.locator("#question textarea")
        box.fill(question)
        box.press("Enter")
        page.locator(".foot").nth(number - 1).wait_for(timeout=120_000)
    _settle(page)
    page.screenshot(path=folder / f"{frame.name}.png")
    context.close()


def _settle(page: Page) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(600)  # milliseconds, for smooth scrolling to end


def main(library: Path, folder: Path, questions: tuple[str, ...]) -> None:
    """Take every picture of the page over this library."""
    folder.mkdir(parents=True, exist_ok=True)
    with open_assistant(library) as assistant, serving(assistant) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        for frame in FRAMES:
            photograph(browser, url, frame, folder, questions)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), tuple(sys.argv[3:]) or _QUESTIONS)
