"""Folders and scans on the Library tab: chosen, dropped, read, and laid open as they were printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from eval.printing import Style, example, page_html, print_pdf
from ingest.formats import Hints
from ingest.pipeline import ingest
from rag import open_assistant
from tests.browser.serving import serving

pytestmark = pytest.mark.slow

_PATIENCE = 120_000  # milliseconds; a busy machine reads pages slowly
SCANNED = "linlan-2024-03-06-p3"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("real") / "library"
    with open_assistant(folder, create=True) as assistant, serving(assistant) as address:
        yield address


def issue(folder: Path, day: int) -> Path:
    """Make a folder with two papers in it, one of them a level below, and a file that is none of ours."""
    for number, at in enumerate((folder, folder / "附页")):
        at.mkdir(parents=True)
        title = f"第{day}日简讯之{number + 1}"
        row = {"title": title, "date": f"2024-05-{day:02}", "newspaper": "港报", "paragraphs": [f"{title}，渡轮复航。"]}
        (at / f"{number}.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    (folder / ".DS_Store").write_bytes(b"not ours")
    return folder


def shelves(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("tab", name="资料库", exact=True).click()
    expect(page.locator(".drop")).to_be_visible()


def arrived(page: Page, name: str, day: int) -> None:
    """See that both papers are reported under the folder's name and stand in the table."""
    expect(page.locator(".total")).to_contain_text("新增 2 篇", timeout=_PATIENCE)
    told = page.locator(".files.reported li")
    expect(told).to_have_count(2)
    expect(told.filter(has_text=f"{name}/附页/1.jsonl")).to_have_count(1)
    expect(page.locator("table.articles")).to_contain_text(f"第{day}日简讯之2")


def test_files_of_no_kind_that_is_read_are_named_before_they_are_sent(page: Page, url: str, tmp_path: Path) -> None:
    strange = tmp_path / "strange.xyz"
    strange.write_text("不是报纸", "utf-8")
    shelves(page, url)
    page.locator("input[name=files]").set_input_files([strange])
    expect(page.locator(".files.sending .failed")).to_contain_text("选中的文件都读不了")
    expect(page.locator(".files.sending .failed")).to_contain_text(".pdf")


def test_a_folder_is_chosen_with_all_that_is_in_it(page: Page, url: str, tmp_path: Path) -> None:
    folder = issue(tmp_path / "五月一日", 1)
    shelves(page, url)
    page.locator("input[name=folder]").set_input_files(folder)
    arrived(page, folder.name, 1)


def test_a_folder_is_dropped_with_all_that_is_in_it(page: Page, url: str, tmp_path: Path) -> None:
    folder = issue(tmp_path / "五月二日", 2)
    shelves(page, url)
    box = page.locator(".drop").bounding_box()
    assert box
    hand = page.context.new_cdp_session(page)  # the browser's own way to be handed files, as a desktop does
    dragged = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2, "data": dragged}
    for move in ("dragEnter", "dragOver", "drop"):
        hand.send("Input.dispatchDragEvent", {"type": move, **where})
    arrived(page, folder.name, 2)


def test_a_scan_is_laid_open_with_the_quotes_place_marked(page: Page, tmp_path: Path) -> None:
    import pypdfium2

    pytest.importorskip("rapidocr", reason="the OCR extra is not installed")
    small = Style("small", 2, size=12, sheet="150mm 130mm", margin="8mm", gap=10)
    printed = print_pdf(page_html(example(SCANNED)[:2], small), tmp_path / "page.pdf")
    with closing(pypdfium2.PdfDocument(printed)) as document:
        document[0].render(scale=200 / 72).to_pil().save(tmp_path / "scan.png")
    with open_assistant(tmp_path / "library", create=True) as assistant:
        ingest([tmp_path / "scan.png"], assistant.library, assistant.settings.split, Hints(newspaper="临澜日报"))
        headline = next(assistant.library.articles()).headline
        with serving(assistant) as address:
            shelves(page, address)
            page.goto(address)
            page.locator("#question textarea").fill(f"《{headline}》讲了什么？")
            page.locator("#question textarea").press("Enter")
            expect(page.locator(".foot .rating")).to_have_count(1, timeout=_PATIENCE)
            page.locator(".card").first.get_by_role("button", name="看全文").click()
            expect(page.locator("#reader mark").first).to_be_visible()
            page.locator("#reader").get_by_role("button", name="原版").click()
            expect(page.locator("#reader .leaf img")).to_be_visible(timeout=_PATIENCE)
            expect(page.locator("#reader .leaf .box").first).to_be_in_viewport()
            # Every mark lies on the picture, and on ink: there is print under it.
            assert page.evaluate(_INK) > 0.03


# The share of dark pixels under the palest mark; nothing when a mark lies outside the picture.
_INK = """
() => {
  const image = document.querySelector("#reader .leaf img");
  const size = { width: image.naturalWidth, height: image.naturalHeight };
  const pen = Object.assign(document.createElement("canvas"), size).getContext("2d");
  pen.drawImage(image, 0, 0);
  const frame = image.getBoundingClientRect();
  return Math.min(...[...document.querySelectorAll("#reader .leaf .box")].map((box) => {
    const at = box.getBoundingClientRect();
    if (at.left < frame.left - 1 || at.right > frame.right + 1) return 0;
    if (at.top < frame.top - 1 || at.bottom > frame.bottom + 1) return 0;
    const scale = image.naturalWidth / frame.width;
    const place = [at.left - frame.left, at.top - frame.top, at.width, at.height].map((one) => one * scale);
    const { data } = pen.getImageData(...place);
    let dark = 0;
    for (let pixel = 0; pixel < data.length; pixel += 4) dark += data[pixel] < 128;
    return dark / (data.length / 4);
  }));
}
"""
