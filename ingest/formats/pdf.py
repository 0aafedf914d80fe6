"""PDFs: leaves with a text layer are read from their characters, leaves without one like scans."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.formats.reader import Hints, Problem
from ingest.layout.assembly import read_leaves
from ingest.layout.printed import Leaf
from ingest.layout.reading import Reading
from ingest.layout.running import running_patterns
from ingest.layout.textlayer import PDFIUM, read_leaf, recognised_leaf
from rag.errors import InputError
from rag.records import Article

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_SAMPLE = 12  # leaves looked at for running headers and footers, spread over the file


def read_pdf(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield the articles of a PDF in reading order, a leaf at a time.

    Raises:
        InputError: the file is damaged, encrypted or empty, holds no article, or is a scan and OCR is not installed.
    """
    file = hints.file or path.name
    with _opened(path, file) as document:
        with PDFIUM:
            count = len(document)
        sample = [read_leaf(document, at, file) for at in range(0, count, max(1, count // _SAMPLE))]
        reading = Reading(file, path.name, hints, running_patterns(sample), path.stat().st_size, count)
        del sample
        found = False
        for article in read_leaves(_leaves(document, count, file), reading):
            found = True
            yield article
    if not found:
        raise InputError(f"{file} holds no article; pass a PDF of newspaper pages.")


def _leaves(document: PdfDocument, count: int, file: str) -> Iterator[Leaf]:
    """The leaves one by one, each released before the next is read; those without a text layer go through OCR."""
    for at in range(count):
        leaf = read_leaf(document, at, file)
        yield leaf if leaf.lines or not leaf.pictures else recognised_leaf(document, at, file)


@contextmanager
def _opened(path: Path, file: str) -> Iterator[PdfDocument]:
    import pypdfium2

    try:
        with PDFIUM:
            document = pypdfium2.PdfDocument(path)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}; check the name.") from error
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(f"{file} is encrypted; save a copy without a password and pass that.") from error
        raise InputError(
            f"{file} is no PDF that can be opened ({str(error).rstrip('.')}); download or print it again."
        ) from error
    try:
        yield document
    finally:
        with PDFIUM:
            document.close()
