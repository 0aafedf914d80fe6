"""Prints articles as newspaper pages in PDF: HTML with CSS columns through headless Chromium, in many styles."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

CHROMIUM = shutil.which("chromium") or ""
EXAMPLES = Path(__file__).parent / "gold" / "example_articles"
FOLIO = "临澜日报　2024年3月4日　第1版"
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


@dataclass(frozen=True, slots=True)
class Style:
    """How a page is set; sizes in CSS pixels, `headline` and `kicker` as shares of the body's size.

    `caption` is where it stands at its photo: below, above, beside. `box` is the CSS of a boxed story, `indented`
    whether paragraphs begin with two free squares or are set apart by white, `extra` any further CSS.
    """

    name: str
    columns: int = 3
    font: str = "Noto Serif CJK SC"
    size: float = 14.0
    leading: float = 1.5
    gap: float = 22.0
    margin: str = "15mm"
    sheet: str = "390mm 540mm"
    headline: float = 1.71
    lead: float = 2.86
    weight: str = "bold"
    kicker: float = 1.2
    align: str = "justify"
    indented: bool = True
    caption: str = "below"
    box: str = "border: 1px solid"
    extra: str = ""


# Different papers' habits: none of them was chosen by looking at what the reader does with it.
STYLES = (
    Style("serif"),
    Style("two columns, sans", 2, "Noto Sans CJK SC", 16, 1.7, 32, headline=1.5),
    Style("five narrow columns", 5, size=13, leading=1.4, gap=14, headline=1.6),
    Style("ruled columns", 4, size=12, gap=18, extra="main { column-rule: 1px solid #555 }"),
    Style("light headlines", 3, "Noto Sans CJK SC", 15, weight="normal", headline=1.4, lead=2.0, align="left"),
    Style("bold headlines only", 3, headline=1.0, lead=1.0, kicker=1.0, caption="below"),
    Style("white between paragraphs", 3, "Noto Sans CJK SC", 14, 1.6, indented=False, align="left"),
    Style("grey box", 3, box="background: #ddd", caption="above"),
    Style("box between rules", 3, box="border-top: 3px double; border-bottom: 3px double"),
    Style("caption beside", 2, caption="beside", gap=28),
    Style("small sheet", 2, size=12, sheet="210mm 297mm", margin="12mm"),
    Style("rules between stories", 3, extra="section.plain { border-bottom: 1px solid; padding-bottom: 6px }"),
    Style("centred headlines", 3, headline=1.9, extra="header { text-align: center }"),
    Style("tight", 5, size=11, leading=1.25, gap=9, headline=1.45, lead=2.2),
)


def example(page: str) -> list[Gold]:
    """Return the example articles of a page."""
    return read_gold(EXAMPLES / f"{page}.jsonl")


def read_gold(file: Path) -> list[Gold]:
    """Return the articles of a file with one in a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def page_html(articles: Sequence[Gold], style: Style, folio: str = FOLIO) -> str:
    """Return a page: the first headline spans the columns, the last story stands in a box, captions at photos."""
    news = [article for article in articles if article["kind"] != "caption"]
    captions = [article for article in articles if article["kind"] == "caption"]
    parts = []
    for at, article in enumerate(news):
        place = "span" if at == 0 else "box" if at == len(news) - 1 else "plain"
        parts.append(_story(article, place))
        if at == 0:
            parts.extend(_photo(caption, style.caption) for caption in captions)
    body = f'<div class="folio">{html.escape(folio)}</div><main>{"".join(parts)}</main>'
    return f'<!doctype html><meta charset="utf-8"><style>{_css(style)}</style>{body}'


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


def _photo(caption: Gold, place: str) -> str:
    text = html.escape("".join(caption["paragraphs"]) + "".join(f"　{name} 摄" for name in caption["authors"]))
    title = f"<h4>{html.escape(caption['title'])}</h4>" if caption["title"] else ""
    words = f"<div>{title}<figcaption>{text}</figcaption></div>"
    picture = f'<img src="{_PHOTO}">'
    return f'<figure class="{place}">{words + picture if place == "above" else picture + words}</figure>'


def _css(style: Style) -> str:
    paragraph = "text-indent: 2em" if style.indented else "margin-bottom: 0.8em"
    size = style.size
    return f"""@page {{ size: {style.sheet}; margin: {style.margin} }}
body {{ font: {size}px/{style.leading} "{style.font}"; margin: 0 }}
.folio {{ font-size: {0.86 * size}px; border-bottom: 1px solid; margin-bottom: 10px }}
main {{ column-count: {style.columns}; column-gap: {style.gap}px }}
p {{ margin: 0; text-align: {style.align}; {paragraph} }}
h2 {{ font-size: {style.headline * size}px; font-weight: {style.weight}; line-height: 1.25; margin: 10px 0 6px }}
.kicker {{ font-size: {style.kicker * size}px; margin-top: 12px }}
.span header {{ column-span: all; text-align: center }}
.span h2 {{ font-size: {style.lead * size}px }}
.box {{ {style.box}; padding: 8px; break-inside: avoid }}
figure {{ margin: 8px 0; break-inside: avoid }}
img {{ width: 100% }}
.beside {{ display: flex; gap: 10px }}
.beside img {{ width: 55%; align-self: flex-start }}
h4 {{ font-size: {1.14 * size}px; margin: 4px 0 }}
figcaption {{ font-size: {0.86 * size}px }}
{style.extra}"""


def print_pdf(page: str, target: Path) -> Path:
    """Print HTML to `target` with Chromium; `target` is returned."""
    source = target.with_suffix(".html")
    source.write_text(page, encoding="utf-8")
    subprocess.run(  # noqa: S603
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
