"""Scans through OCR: one page printed by a browser, drawn at 200 dpi."""

import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from eval.printing import Style
from eval.printing import page_html as styled_html
from ingest.formats import scan
from ingest.formats.pdf import read_pdf
from ingest.formats.reader import Hints
from ingest.formats.scan import read_scan
from ingest.layout import recognition
from ingest.layout.overrun import Pixels
from ingest.layout.printed import Area, Leaf
from ingest.notes import Listener
from rag.errors import InputError
from rag.records import Article
from tests.ingest.printing import CHROMIUM, example, page_html, print_pdf
from tests.ingest.scoring import articles_f1, characters_f1

PAGE = "linlan-2024-03-06-p3"


def read(path: Path) -> list[Article]:
    return [item for item in read_scan(path, Hints()) if isinstance(item, Article)]


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="Chromium, which prints the page, is not installed")
def test_a_page_drawn_at_200_dpi_gives_its_articles(tmp_path: Path) -> None:
    import pypdfium2

    pytest.importorskip("rapidocr", reason="the OCR extra is not installed")
    printed = print_pdf(page_html(example(PAGE), 3), tmp_path / "page.pdf")
    document = pypdfium2.PdfDocument(printed)
    document[0].render(scale=200 / 72).to_pil().save(tmp_path / "page.png")
    document.close()
    gold = ["".join(article["paragraphs"]) for article in example(PAGE)]
    found = [article.body for article in read(tmp_path / "page.png")]
    assert characters_f1(gold, found) >= 0.95
    assert articles_f1(gold, found) >= 0.85


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="Chromium, which prints the leaf, is not installed")
def test_a_scanned_pdf_is_read_leaf_by_leaf_and_tells_of_each(tmp_path: Path) -> None:
    import pypdfium2

    pytest.importorskip("rapidocr", reason="the OCR extra is not installed")
    leaf = Style("leaf", 2, size=12, sheet="150mm 130mm", margin="8mm", gap=10)  # with a gutter that boxes run over
    printed = print_pdf(styled_html(example(PAGE)[:2], leaf), tmp_path / "leaf.pdf")
    with closing(pypdfium2.PdfDocument(printed)) as document:
        first, second = (leaf.render(scale=200 / 72).to_pil().convert("RGB") for leaf in document)
    first.save(tmp_path / "scanned.pdf", save_all=True, append_images=[second], resolution=200)
    done: list[int] = []
    found = list(read_pdf(tmp_path / "scanned.pdf", Hints(listener=Listener(bytes=done.append))))
    size = (tmp_path / "scanned.pdf").stat().st_size
    assert done == [size // 2, size]
    leaves = {box.leaf for article in found if isinstance(article, Article) for box in article.origin[0].boxes}
    assert leaves == {1, 2}  # an article a leaf
    assert len(found) >= 2


def test_without_ocr_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    monkeypatch.setattr(recognition, "_loaded", recognition._loaded.__wrapped__)
    Image.new("RGB", (300, 200), "white").save(tmp_path / "page.png")
    with pytest.raises(InputError, match=r"page.png is a scan.*pip install baoda\[ocr\]"):
        read(tmp_path / "page.png")


def test_a_photograph_is_turned_as_its_camera_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, ...]] = []

    def look(pixels: Pixels, number: int, file: str) -> Leaf:
        seen.append(pixels.shape)
        return Leaf(number, Area(0, 0, 1, 1), ())

    monkeypatch.setattr(scan, "read_image", look)
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Image.new("RGB", (300, 200), "white").save(tmp_path / "page.jpg", exif=exif)
    with pytest.raises(InputError, match="shows no text"):
        read(tmp_path / "page.jpg")
    assert seen == [(300, 200, 3)]


@pytest.mark.parametrize("name", ["page.png", "page.jpg"])
def test_a_truncated_image_is_told(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    noise = np.random.default_rng(7).integers(0, 255, (400, 400, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(InputError, match=f"{name} is no image that can be opened"):
        read(path)


def test_a_file_that_is_no_image_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.png").write_text("no image", encoding="utf-8")
    with pytest.raises(InputError, match="is no image that can be opened"):
        read(tmp_path / "page.png")


def test_a_missing_image_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        read(tmp_path / "none.png")
