"""EPUB: chapters in the order of the spine, an article each; a missing or hostile part is reported."""

import zipfile
from datetime import date
from pathlib import Path

from ingest.formats import Hints
from ingest.notes import Listener, PageNote
from rag.records import ArticleKind
from tests.ingest.formats.reading import STORY, read, refusal

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package><metadata><dc:title>东港晚报</dc:title><dc:date>2024-06-19</dc:date></metadata>
<manifest><item id="b" href="b%20two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="lost" href="lost.xhtml" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="img" href="a.png" media-type="image/png"/></manifest>
<spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/>LOST</spine></package>"""


def chapter(headline: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<html><head><title>x</title><style>p {{}}</style></head><body><h1>{headline}</h1>{body}</body></html>"


def write(path: Path, package: str = PACKAGE, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("OEBPS/content.opf", package)
        book.writestr("OEBPS/nav.xhtml", chapter("目录", "灯塔点亮。", "再点亮。"))
        for name, text in parts.items():
            book.writestr(f"OEBPS/{name.replace('_', ' ')}.xhtml", text)
    return path


def test_chapters_come_in_the_order_of_the_spine(tmp_path: Path) -> None:
    first = chapter("灯塔点亮", "本报讯（记者 李晓云）" + STORY[0], STORY[1] + "<script>alert(1)</script>")
    path = write(tmp_path / "a.epub", a=first, b_two=chapter("再点亮", STORY[2]))
    articles, problems = read(path)
    assert problems == []
    assert [one.headline for one in articles] == ["灯塔点亮", "再点亮"]
    assert (articles[0].paragraphs, articles[0].authors) == (STORY[:2], ("李晓云",))
    assert (articles[0].source.newspaper, articles[0].source.date) == ("东港晚报", date(2024, 6, 19))
    assert articles[1].origin[0].file == f"{path}/OEBPS/b two.xhtml"


def test_a_missing_chapter_is_reported_and_the_others_go_on(tmp_path: Path) -> None:
    package = PACKAGE.replace("LOST", '<itemref idref="lost"/>')
    path = write(tmp_path / "a.epub", package, a=chapter("灯塔点亮", STORY[0]), b_two=chapter("再点亮", STORY[2]))
    articles, (problem,) = read(path)
    assert len(articles) == 2
    assert "lost.xhtml is missing" in problem.reason


def test_a_bomb_for_a_chapter_is_reported(tmp_path: Path) -> None:
    path = write(tmp_path / "a.epub", a=" " * 8_000_000, b_two=chapter("再点亮", STORY[2]))
    articles, (problem,) = read(path)
    assert len(articles) == 1
    assert "bomb" in problem.reason


def test_a_truncated_book_and_a_book_without_a_package_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.epub", a=chapter("灯塔点亮", STORY[0]))
    path.write_bytes(path.read_bytes()[:-300])
    assert "damaged" in refusal(path)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("a.xhtml", chapter("灯塔点亮", STORY[0]))
    assert "no whole EPUB" in refusal(path)


def test_a_figures_caption_is_an_article_and_every_piece_is_told_of(tmp_path: Path) -> None:
    figure = "<figure><img src='a.png'/><figcaption>渔民在灯塔下合影。</figcaption></figure>"
    first = chapter("灯塔点亮", STORY[0]).replace("</body>", f"{figure}</body>")
    notes: list[PageNote] = []
    path = write(tmp_path / "a.epub", a=first, b_two=chapter("再点亮", STORY[2]))
    (story, caption, _), problems = read(path, Hints(listener=Listener(page=notes.append)))
    assert problems == []
    assert (story.paragraphs, caption.paragraphs) == (STORY[:1], ("渔民在灯塔下合影。",))
    assert caption.kind is ArticleKind.CAPTION
    assert [line.label for line in notes[0].lines] == ["headline", "body", "caption"]
