"""Prints example articles as newspaper pages in PDF, through HTML with CSS columns and headless Chromium."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
from pathlib import Path
from typing import TypedDict

CHROMIUM = shutil.which("chromium") or ""
GOLD = Path(__file__).parents[2] / "eval" / "gold" / "example_articles"
_PHOTO = (
    "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='300' height='160'>"
    "<rect width='300' height='160' fill='%23889'/></svg>"
)


class Gold(TypedDict):
    """The fields of an example article that are printed."""

    title: str
    kicker: str
    kind: str
    dateline: str
    authors: list[str]
    paragraphs: list[str]


def example(page: str) -> list[Gold]:
    """Return the example articles of a page."""
    lines = (GOLD / f"{page}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def page_html(articles: list[Gold], columns: int, folio: str = "临澜日报　2024年3月4日　第1版") -> str:
    """Return a page: the first headline spans the columns, the last story stands in a box, captions under photos."""
    news = [article for article in articles if article["kind"] != "caption"]
    captions = [article for article in articles if article["kind"] == "caption"]
    parts = []
    for at, article in enumerate(news):
        place = "span" if at == 0 else "box" if at == len(news) - 1 else "plain"
        parts.append(_story(article, place))
        if at == 0:
            parts.extend(_photo(caption) for caption in captions)
    return _PAGE.replace("COLUMNS", str(columns)).replace("FOLIO", folio).replace("STORIES", "\n".join(parts))


def _story(article: Gold, place: str) -> str:
    kicker = f'<div class="kicker">{html.escape(article["kicker"])}</div>' if article["kicker"] else ""
    opening = article["dateline"]
    if article["authors"]:
        opening += (
            f"（记者 {' '.join(article['authors'])}）" if opening else f"本报记者 {' '.join(article['authors'])} "
        )
    texts = [opening + article["paragraphs"][0], *article["paragraphs"][1:]]
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    return f'<section class="{place}"><header>{kicker}<h2>{html.escape(article["title"])}</h2></header>{body}</section>'


def _photo(caption: Gold) -> str:
    text = html.escape("".join(caption["paragraphs"]) + "".join(f"　{name} 摄" for name in caption["authors"]))
    title = f"<h4>{html.escape(caption['title'])}</h4>" if caption["title"] else ""
    return f'<figure><img src="{_PHOTO}">{title}<figcaption>{text}</figcaption></figure>'


_PAGE = """<!doctype html><meta charset="utf-8"><style>
@page { size: 390mm 540mm; margin: 15mm }
body { font: 14px/1.5 "Noto Serif CJK SC"; margin: 0 }
.folio { font-size: 12px; border-bottom: 1px solid; margin-bottom: 10px }
main { column-count: COLUMNS; column-gap: 22px }
p { margin: 0; text-indent: 2em; text-align: justify }
h2 { font-size: 24px; line-height: 1.25; margin: 10px 0 6px }
.kicker { font-size: 17px; margin-top: 12px }
.span header { column-span: all; text-align: center }
.span h2 { font-size: 40px }
.box { border: 1px solid; padding: 8px; break-inside: avoid }
figure { margin: 8px 0; break-inside: avoid }
img { width: 100% }
h4 { font-size: 16px; margin: 4px 0 }
figcaption { font-size: 12px }
</style><div class="folio">FOLIO</div><main>STORIES</main>"""


def print_pdf(page: str, target: Path) -> Path:
    """Print HTML to `target` with Chromium; `target` is returned."""
    source = target.with_suffix(".html")
    source.write_text(page, encoding="utf-8")
    subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-pdf-header-footer",
            f"--user-data-dir={target.parent / 'chromium'}",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return target
