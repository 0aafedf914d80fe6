"""One leaf of a kept PDF or scan as a picture, to show a quote where it was printed."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.layout.textlayer import PDFIUM
from rag.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURED = frozenset({".pdf", ".png", ".jpg", ".jpeg"})
_QUALITY = 80  # of JPEG: print stays sharp, a broadsheet takes some 600 kB


def leaf_picture(file: Path, leaf: int, width: int = 1600) -> bytes:
    """Return leaf `leaf`, from 1, as a JPEG `width` pixels wide (or as wide as the scan is).

    Raises:
        InputError: the file shows no pages, has no such leaf or is damaged.
    """
    if file.suffix.lower() not in PICTURED:
        raise InputError(f"{file.name} has no pages to show; only PDFs and scans have.")
    image = _of_pdf(file, leaf, width) if file.suffix.lower() == ".pdf" else _of_scan(file)
    if image.width > width:
        image = image.resize((width, max(1, round(image.height * width / image.width))))
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _of_pdf(file: Path, leaf: int, width: int) -> Image:
    import pypdfium2

    try:
        with PDFIUM, closing(pypdfium2.PdfDocument(file)) as document:
            if not 1 <= leaf <= len(document):
                raise InputError(f"{file.name} has {len(document)} leaves and none {leaf}.")
            with closing(document[leaf - 1]) as page:
                drawn: Image = page.render(scale=width / max(page.get_width(), 1.0)).to_pil()
                return drawn
    except pypdfium2.PdfiumError as error:
        raise InputError(f"{file.name} cannot be drawn ({error}); ingest the file again.") from error


def _of_scan(file: Path) -> Image:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as image:
            image.load()
            return image.copy()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise InputError(f"{file.name} is no image that can be opened ({error}); ingest it again.") from error
