"""Word documents: headings begin articles, tables stay lines, what is no document is refused."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from ingest.formats import Hints
from ingest.notes import Listener, PageNote
from rag.records import ArticleKind
from tests.ingest.formats.reading import STORY, read, read_one, refusal


def test_a_document_without_headings_is_one_article(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("灯塔点亮", "本报青屿6月18日讯（记者 李晓云）" + STORY[0], STORY[1], ""):
        document.add_paragraph(text)
    document.core_properties.created = datetime(2024, 6, 19, 8, 0)
    document.save(str(tmp_path / "a.docx"))
    article = read_one(tmp_path / "a.docx")
    assert (article.headline, article.dateline, article.authors) == ("灯塔点亮", "本报青屿6月18日讯", ("李晓云",))
    assert (article.paragraphs, article.source.date) == (STORY[:2], date(2024, 6, 19))


def test_headings_begin_articles_and_tables_stay_lines(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("东港晚报", 0)
    document.add_heading("灯塔点亮", 2)
    document.add_paragraph(STORY[0])
    table = document.add_table(2, 2)
    for cell, text in zip((*table.rows[0].cells, *table.rows[1].cells), "甲乙丙丁", strict=True):
        cell.text = text
    document.add_heading("再点亮", 2)
    document.add_paragraph(STORY[1])
    document.core_properties.author = "陈默"
    document.save(str(tmp_path / "a.docx"))
    articles, problems = read(tmp_path / "a.docx")
    assert problems == []
    assert [(one.headline, one.authors) for one in articles] == [("灯塔点亮", ("陈默",)), ("再点亮", ("陈默",))]
    assert articles[0].paragraphs == (STORY[0], "甲 乙", "丙 丁")


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 cut", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
    ],
)
def test_what_is_no_docx_is_refused(tmp_path: Path, raw: bytes, word: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(raw)
    assert word in refusal(path)


def test_a_truncated_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.Document().save(str(path))
    path.write_bytes(path.read_bytes()[:-200])
    assert "damaged" in refusal(path)


def test_a_zip_that_holds_no_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("page.txt", STORY[0])
    assert "no whole Word document" in refusal(path)


def test_a_document_whose_table_of_contents_is_another_s_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.Document().save(str(path))
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["[Content_Types].xml"] = members["docProps/core.xml"]
    with zipfile.ZipFile(path, "w") as package:
        for name, held in members.items():
            package.writestr(name, held)
    assert "no whole Word document" in refusal(path)


def test_a_bomb_in_a_document_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.Document().save(str(path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/bomb.xml", bytes(20_000_000))
    assert "bomb" in refusal(path)


def test_a_document_without_text_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    assert "no text" in refusal(tmp_path / "a.docx")


BOX = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent></mc:Choice>
<mc:Fallback><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent></mc:Fallback>
</mc:AlternateContent></w:r>"""


def test_boxes_are_read_once_captions_are_articles_and_headers_are_told_of(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "东港晚报 第3版"
    document.add_heading("灯塔点亮", 1)
    boxed = document.add_paragraph(STORY[0])
    boxed._p.append(parse_xml(BOX.format(STORY[1])))
    document.add_paragraph("渔民在灯塔下合影。", style="Caption")
    document.save(str(tmp_path / "a.docx"))
    notes: list[PageNote] = []
    (story, caption), problems = read(tmp_path / "a.docx", Hints(listener=Listener(page=notes.append)))
    assert problems == []
    assert (story.paragraphs, story.kind) == (STORY[:2], ArticleKind.NEWS)
    assert (caption.paragraphs, caption.kind) == (("渔民在灯塔下合影。",), ArticleKind.CAPTION)
    (note,) = notes
    assert [line.label for line in note.lines] == ["running head", "headline", "body", "paragraph", "caption"]
    assert note.dropped == {"running head": 1}
