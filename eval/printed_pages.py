"""The example pages printed in many styles, as PDFs and as images of 200 dpi, with the files of their gold articles."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from eval.printing import EXAMPLES, Style, example, page_html, print_pdf

DPI = 200


def printed_pages(style: Style, folder: Path) -> tuple[tuple[Path, Path], ...]:
    """Return the example pages printed in this style into `folder`, each with its gold articles."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(
        (print_pdf(page_html(example(gold.stem), style), folder / f"{gold.stem}.pdf"), gold)
        for gold in sorted(EXAMPLES.glob("*.jsonl"))
    )


def scanned_page(style: Style, at: int, folder: Path) -> tuple[tuple[Path, Path], ...]:
    """Return one example page, counted from `at`, printed in this style and drawn as an image."""
    golds = sorted(EXAMPLES.glob("*.jsonl"))
    gold = golds[at % len(golds)]
    folder.mkdir(parents=True, exist_ok=True)
    return ((draw(print_pdf(page_html(example(gold.stem), style), folder / f"{gold.stem}.pdf")), gold),)


def draw(pdf: Path) -> Path:
    """Draw the first leaf of a PDF as an image beside it, and return that."""
    import pypdfium2

    image = pdf.with_suffix(".png")
    with closing(pypdfium2.PdfDocument(pdf)) as document, closing(document[0]) as page:
        page.render(scale=DPI / 72).to_pil().save(image)
    return image
