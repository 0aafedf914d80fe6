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
    """Return one example page, counted from `at`, printed in this style and drawn as an image or a scanned PDF."""
    golds = sorted(EXAMPLES.glob("*.jsonl"))
    gold = golds[at % len(golds)]
    folder.mkdir(parents=True, exist_ok=True)
    return ((draw(print_pdf(page_html(example(gold.stem), style), folder / f"{gold.stem}.pdf")), gold),)


def draw(pdf: Path) -> Path:
    """Draw a PDF as an image beside it, or as a PDF of images when it has several leaves, and return that."""
    import pypdfium2

    leaves = []
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for at in range(len(document)):
            with closing(document[at]) as page:
                leaves.append(page.render(scale=DPI / 72).to_pil().convert("RGB"))
    if len(leaves) == 1:
        leaves[0].save(pdf.with_suffix(".png"))
        return pdf.with_suffix(".png")
    scanned = pdf.with_name(f"{pdf.stem}-scanned.pdf")
    leaves[0].save(scanned, save_all=True, append_images=leaves[1:], resolution=DPI)
    return scanned
