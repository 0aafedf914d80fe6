"""The evaluation's report in a browser that has no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from eval.report.page import write_report
from tests.eval.report.made import ANSWERED, LENGTH, WHEN, run, searched

pytestmark = pytest.mark.slow

BESIDE = [run(f"stock-recipe-{number}", [searched(LENGTH, ["d1"]), searched(WHEN, ["d2"])]) for number in range(6)]
_COLOUR = "getComputedStyle(document.querySelector('figure text')).fill"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "report.html"
    write_report(file, [run("baoda", ANSWERED), *BESIDE])
    return file


@pytest.fixture(params=["light", "dark"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=request.param, offline=True)
    yield context.new_page()
    context.close()


def test_the_report_is_read_offline_and_asks_for_nothing(phone: Page, report: Path) -> None:
    asked: list[str] = []
    told: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.on("console", lambda message: told.append(message.text))
    phone.goto(report.as_uri())
    assert asked == [report.as_uri()]
    assert told == []


def test_the_report_fits_a_telephone(phone: Page, report: Path) -> None:
    phone.goto(report.as_uri())
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_the_plots_are_seen_and_hold_their_text(phone: Page, report: Path) -> None:
    phone.goto(report.as_uri())
    drawn = phone.locator("figure svg")
    assert drawn.count() == 3
    for one in drawn.all():
        box = one.bounding_box()
        assert box is not None
        assert box["width"] > 280
        assert box["height"] > 120
        # No label hangs out of its figure's frame.
        assert one.evaluate(
            "svg => { const frame = svg.closest('figure').getBoundingClientRect();"
            " return [...svg.querySelectorAll('text')].every(text => { const box = text.getBoundingClientRect();"
            " return box.left >= frame.left - 1 && box.right <= frame.right + 1; }); }"
        )


def test_the_plots_follow_light_and_dark(browser: Browser, report: Path) -> None:
    seen = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme="light" if scheme == "light" else "dark", offline=True)
        page = context.new_page()
        page.goto(report.as_uri())
        seen[scheme] = page.evaluate(_COLOUR)
        context.close()
    assert seen["light"] != seen["dark"]
