"""One small sound file of every format, to be damaged: a package as its members, anything else as its bytes."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from tests.ingest.formats.reading import STORY

Members = Mapping[str, bytes]
Pack = Callable[[Members], bytes]

ROOT = Path(__file__).parents[2]
ROW = {
    "title": "灯塔点亮", "newspaper": "东港晚报", "date": "2024-06-19", "page": "3", "authors": ["李晓云"],
    "paragraphs": list(STORY), "id": "doc-7",
}  # fmt: skip
CHAPTER = (
    f"<html><head><title>东港晚报</title></head><body><h1>灯塔点亮</h1><p>{STORY[0]}</p><p>{STORY[1]}</p></body></html>"
)
DOCUMENT = (
    '<html><head><meta charset="utf-8"><meta property="article:published_time" content="2024-06-19">'
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"灯塔点亮"}</script>'
    f"</head><body><article><h1>灯塔点亮</h1><p>{STORY[0]}</p><table><tr><td>甲</td><td>乙</td></tr></table>"
    f"<p>{STORY[1]}</p></article></body></html>"
)
MHTML = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    'Content-Type: text/html; charset="utf-8"'
    f"\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: https://paper.example/1\r\n\r\n{DOCUMENT}\r\n--b--\r\n"
)
MARKDOWN = f"---\ntitle: 灯塔点亮\ndate: 2024-06-19\n---\n# 灯塔点亮\n\n{STORY[0]}\n\n## 另一篇\n\n{STORY[1]}\n"
CONTAINER = '<container><rootfiles><rootfile full-path="o/content.opf"/></rootfiles></container>'
BOOK = (
    "<package><metadata><dc:title>东港晚报</dc:title><dc:date>2024-06-19</dc:date></metadata><manifest>"
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/></spine></package>'
)


def zipped(members: Members) -> bytes:
    """Return a zip of these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, held in members.items():
            package.writestr(name, held)
    return packed.getvalue()


def tarred(members: Members) -> bytes:
    """Return a tar of these members."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as package:
        for name, held in members.items():
            about = tarfile.TarInfo(name)
            about.size = len(held)
            package.addfile(about, io.BytesIO(held))
    return packed.getvalue()


def page_dump() -> bytes:
    """Return a page's text as an extractor prints it."""
    return (ROOT / "examples/pages/linlan-2024-03-04-p1.txt").read_bytes()[:6000]


@cache
def plain() -> Mapping[str, bytes]:
    """Return suffix → a sound file, for the formats that are no packages."""
    line = json.dumps(ROW, ensure_ascii=False)
    columns = "标题,日期,版次,正文\n"
    return {
        ".txt": page_dump(),
        ".jsonl": f"{line}\n{line.replace('doc-7', 'doc-8')}\n".encode(),
        ".json": json.dumps({"articles": [ROW, ROW]}, ensure_ascii=False).encode(),
        ".csv": f'{columns}灯塔点亮,2024-06-19,3,"{STORY[0]}\n{STORY[1]}"\n'.encode(),
        ".tsv": (columns + f"灯塔点亮,2024-06-19,3,{STORY[0]}\n").replace(",", "\t").encode(),
        ".html": DOCUMENT.encode(),
        ".mhtml": MHTML.encode(),
        ".md": MARKDOWN.encode(),
        ".pdf": pdf(),
        ".png": picture(),
    }


@cache
def packages() -> Mapping[str, tuple[Members, Pack]]:
    """Return suffix → the members of a sound file and how they are packed."""
    mixed = {"a.txt": page_dump()[:1500], "b/c.jsonl": json.dumps(ROW).encode(), "d.html": DOCUMENT.encode()}
    book = {"mimetype": b"application/epub+zip", "META-INF/container.xml": CONTAINER.encode()}
    return {
        ".docx": (word_members(), zipped),
        ".epub": ({**book, "o/content.opf": BOOK.encode(), "o/a.xhtml": CHAPTER.encode()}, zipped),
        ".zip": ({**mixed, "e.zip": zipped({"f.md": MARKDOWN.encode()})}, zipped),
        ".tar": (mixed, tarred),
    }


def word_members() -> Members:
    """Return the members of a Word document."""
    import docx

    document = docx.Document()
    document.add_heading("灯塔点亮", 2)
    document.add_paragraph(STORY[0])
    document.add_table(2, 2).rows[0].cells[0].text = "甲"
    document.add_paragraph(STORY[1])
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as package:
        return {name: package.read(name) for name in package.namelist()}


def picture() -> bytes:
    """Return a small grey picture."""
    from PIL import Image

    drawn = io.BytesIO()
    Image.new("L", (48, 32), 200).save(drawn, "PNG")
    return drawn.getvalue()


def pdf() -> bytes:
    """Return a page of two columns with an uncompressed text layer."""
    body = [text[at : at + 12] for text in STORY for at in range(0, 24, 12)]
    lines = [line.encode("utf-16-be").hex() for line in ("东港晚报 2024年6月19日 第3版", "灯塔点亮", *body)]
    shown = "".join(
        f"BT /F {20 if at == 1 else 10} Tf {60 + 200 * (at % 2)} {760 - 16 * at} Td <{line}> Tj ET\n"
        for at, line in enumerate(lines)
    )
    about = "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(shown)}>>stream\n{shown}endstream",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light{about}>>",
    ]
    made, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    rows = len(parts) + 1
    ending = f"trailer<</Size {rows}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF"
    return f"{made}xref\n0 {rows}\n0000000000 65535 f \n{table}{ending}".encode()
