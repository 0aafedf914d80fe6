"""Text-layer PDFs: pages printed by a browser from the example articles, and a day of a real daily."""

import json
from pathlib import Path

import pytest

from eval.printing import STYLES, Style
from eval.printing import page_html as styled_html
from ingest.explain import LineReading, explain
from ingest.formats.pdf import read_pdf
from ingest.formats.reader import Hints
from rag.errors import InputError
from rag.records import Article
from tests.ingest.printing import CHROMIUM, example, page_html, print_pdf
from tests.ingest.scoring import articles_f1, characters_f1

SHARED = Path(__file__).parents[4] / "shared" / "pages"
DAILY = SHARED / "rmrb-2025-10-20_p001-081.pdf"
PAGE = "linlan-2024-03-05-p1"

needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="Chromium, which prints the pages, is not installed")
needs_daily = pytest.mark.skipif(not DAILY.exists(), reason="the shared pages are not here")


def read(path: Path) -> list[Article]:
    return [item for item in read_pdf(path, Hints()) if isinstance(item, Article)]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return print_pdf(page_html(example(PAGE), 3), tmp_path_factory.mktemp("pdf") / "page.pdf")


@pytest.fixture(scope="module")
def daily() -> list[Article]:
    return read(DAILY)


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("columns", [2, 3, 5])
def test_pages_set_in_columns_give_their_articles(columns: int, tmp_path: Path) -> None:
    gold: list[str] = []
    found: list[str] = []
    for page in ("linlan-2024-03-04-p1", "linlan-2024-03-05-p1", "linlan-2024-03-06-p3", "linlan-2024-03-07-p1"):
        gold.extend("".join(article["paragraphs"]) for article in example(page))
        found.extend(article.body for article in read(print_pdf(page_html(example(page), columns), tmp_path / "a.pdf")))
    assert characters_f1(gold, found) >= 0.98
    assert articles_f1(gold, found) >= 0.95


@needs_chromium
@pytest.mark.slow
def test_a_page_gives_its_headlines_and_its_issue(printed: Path) -> None:
    found = {"".join(article.headline.split()): article.source for article in read(printed)}
    assert set(found) == {"".join(article["title"].split()) for article in example(PAGE)}
    assert {(source.newspaper, str(source.date), source.page) for source in found.values()} == {
        ("临澜日报", "2024-03-04", "1")
    }


@needs_chromium
@pytest.mark.slow
def test_articles_know_their_lines(printed: Path) -> None:
    origins = [article.origin[0] for article in read(printed)]
    assert all(1 <= origin.first_line <= origin.last_line for origin in origins)
    assert {origin.file for origin in origins} == {"page.pdf"}


@needs_chromium
@pytest.mark.slow
def test_the_boxes_of_a_page_hold_all_of_its_text(printed: Path) -> None:
    for article in read(printed):
        (origin,) = article.origin
        held = sum(box.end - box.start for box in origin.boxes)
        assert held == sum(len(paragraph) for paragraph in article.paragraphs)
        assert all(0 <= box.left < box.right <= 1 and 0 <= box.top < box.bottom <= 1 for box in origin.boxes)


@needs_chromium
@pytest.mark.slow
def test_every_line_of_a_page_is_explained(printed: Path) -> None:
    found = [item for item in explain([printed], Hints()) if isinstance(item, LineReading)]
    assert [item.label for item in found[:3]] == ["furniture: running head", "furniture: day", "furniture: folio"]
    assert sorted(item.number for item in found) == list(range(1, len(found) + 1))
    assert {item.label for item in found} >= {"headline", "body", "paragraph", "inside"}


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_a_page_gives_its_articles_in_any_style(style: Style, tmp_path: Path) -> None:
    gold = ["".join(article["paragraphs"]) for article in example(PAGE)]
    found = [article.body for article in read(print_pdf(styled_html(example(PAGE), style), tmp_path / "a.pdf"))]
    assert characters_f1(gold, found) >= 0.98
    assert articles_f1(gold, found) >= 0.95


@needs_daily
def test_a_daily_gives_its_listed_articles_once(daily: list[Article]) -> None:
    lines = DAILY.with_suffix(".articles.jsonl").read_text(encoding="utf-8").splitlines()
    listed = {row["title"]: row["edition"] for row in map(json.loads, lines) if "责编" not in row["title"]}
    found = [article.headline for article in daily]
    assert len(set(listed) & set(found)) >= 0.95 * len(listed)
    assert len(found) == len(set(found))
    assert not set(found) - set(listed)


@needs_daily
def test_a_daily_gives_newspaper_day_and_page(daily: list[Article]) -> None:
    lines = DAILY.with_suffix(".articles.jsonl").read_text(encoding="utf-8").splitlines()
    editions = {row["title"]: str(int(row["edition"])) for row in map(json.loads, lines)}
    assert {(article.source.newspaper, str(article.source.date)) for article in daily} == {("人民日报", "2025-10-20")}
    assert [article.source.page for article in daily] == [editions[article.headline] for article in daily]


@needs_daily
def test_no_body_of_a_daily_holds_another_title_or_a_footer(daily: list[Article]) -> None:
    titles = {article.headline for article in daily}
    paragraphs = [paragraph for article in daily for paragraph in article.paragraphs]
    assert not titles & set(paragraphs)
    assert not [paragraph for paragraph in paragraphs if paragraph.startswith("第") and paragraph.endswith("页")]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        read(tmp_path / "none.pdf")


@pytest.mark.parametrize("content", [b"", b"no PDF at all", b"%PDF-1.7\n1 0 obj\n<<"])
def test_a_damaged_file_is_told_in_one_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "damaged.pdf"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"damaged.pdf is no PDF that can be opened .*\.$"):
        read(path)


@needs_chromium
@pytest.mark.slow
def test_a_truncated_file_is_told_or_read(printed: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(printed.read_bytes()[:2000])
    with pytest.raises(InputError, match=r"cut\.pdf"):
        read(path)


def test_an_encrypted_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(_ENCRYPTED)
    with pytest.raises(InputError, match=r"locked\.pdf is encrypted; save a copy without a password"):
        read(path)


def test_a_pdf_without_any_text_holds_no_article(tmp_path: Path) -> None:
    import pypdfium2

    path = tmp_path / "blank.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(path)
    document.close()
    with pytest.raises(InputError, match=r"blank\.pdf holds no article"):
        read(path)


# One blank leaf behind a user password that is not empty.
_ENCRYPTED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/P -44/O<" + b"5a" * 32 + b">/U<" + b"c3" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<" + b"11" * 16 + b"><" + b"11" * 16 + b">]>>\n%%EOF\n"
)
