"""Word documents: paragraphs and tables in order, headings begin articles, core properties tell date and author."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.formats.blocks import Block
from ingest.formats.members import Budget, UnusableMember
from ingest.formats.prose import Printed, document_articles
from ingest.formats.reader import Hints, Problem
from ingest.formats.web.pieces import tidy
from ingest.formats.zip_members import check_entry, open_zip
from ingest.furniture import FurnitureKind
from ingest.issue_date import date_in_name
from ingest.names import people_named
from ingest.notes import Told
from ingest.variants import plain
from rag.errors import InputError
from rag.records import Article

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_HEADING = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)
_CAPTION = re.compile(r"caption|题注|图注", re.IGNORECASE)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = re.compile(r"title|标题", re.IGNORECASE)
_ENCRYPTED = b"\xd0\xcf\x11\xe0"  # an OLE file: an old .doc, or a .docx under a password

# What python-docx raises where parts are missing or their elements are others than it counts on.
_UNEXPECTED = (KeyError, ValueError, SyntaxError, AttributeError)


def read_docx(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield the document's articles; paragraphs count as lines, from 1.

    Raises:
        InputError: the file is no Word document, is encrypted, or holds no text.
    """
    file = hints.file or path.name
    document = _open(path, file)
    day, people = _properties(document)
    printed = Printed(
        file,
        newspaper=hints.newspaper,
        date=hints.date or date_in_name(path.name) or day,
        authors=people,
    )
    found = False
    for article in document_articles(list(_blocks(document)), printed, hints.listener, tuple(_margins(document))):
        found = True
        yield article
    if not found:
        raise InputError(f"{file} holds no text; if its pages are pictures, save it as PDF and pass that.")


def _open(path: Path, file: str) -> Document:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    with suppress(OSError), path.open("rb") as stream:
        if stream.read(4) == _ENCRYPTED:
            raise InputError(f"{file} is an old or encrypted Word file; save it as .docx without a password.")
    with open_zip(path, file) as package:
        budget = Budget()
        for member in package.infolist():
            try:
                check_entry(member, budget)
            except UnusableMember as error:
                raise InputError(f"{file} is not opened, for a part of it {error}") from error
    try:
        return docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, zlib.error, *_UNEXPECTED) as error:
        raise InputError(f"{file} is no whole Word document; save it again as .docx.") from error


def _properties(document: Document) -> tuple[date | None, tuple[str, ...]]:
    """The day the document was written and its authors, as far as its properties tell; damaged ones tell nothing."""
    try:
        told = document.core_properties
        written = told.created or told.modified
        return (written.date() if written else None), people_named(told.author, sure=False)
    except _UNEXPECTED:
        return None, ()


def _blocks(document: Document) -> Iterator[Block]:
    from docx.text.paragraph import Paragraph

    number = 0
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            number += 1
            level = _level(item)
            for text in [item.text] if level else item.text.split("\n"):
                if tidy(text):
                    yield Block(level, tidy(text), number, caption=_is_caption(item))
            yield from (Block(0, text, number) for text in _boxed(item))
            continue
        for row in item.rows:
            number += 1
            cells = dict.fromkeys(cell.text for cell in row.cells)  # a merged cell comes once a column
            if text := tidy(" ".join(cells)):
                yield Block(0, text, number)


def _boxed(paragraph: Paragraph) -> Iterator[str]:
    """The paragraphs of the text boxes that hang on a paragraph; Word writes each box twice, once for old readers."""
    for box in paragraph._p.iter(f"{_WORD}txbxContent"):  # noqa: SLF001 - python-docx has no name for boxes
        if any(around.tag == _FALLBACK for around in box.iterancestors()):
            continue
        for inside in box.iter(f"{_WORD}p"):
            if text := tidy("".join(run.text or "" for run in inside.iter(f"{_WORD}t"))):
                yield text


def _margins(document: Document) -> Iterator[Told]:
    """The lines of headers and footers, which belong to the pages."""
    for section in document.sections:
        for margin in (section.header, section.footer):
            if margin.is_linked_to_previous:
                continue
            for paragraph in margin.paragraphs:
                if text := tidy(paragraph.text):
                    yield Told(0, FurnitureKind.RUNNING.value, 1.0, text, dropped=True)


def _level(paragraph: Paragraph) -> int:
    """The paragraph's heading level, 1 to 6, or 0."""
    name = _style(paragraph)
    if heading := _HEADING.fullmatch(name):
        return int(heading[1])
    return 1 if _TITLE.fullmatch(name) else 0


def _is_caption(paragraph: Paragraph) -> bool:
    return _CAPTION.fullmatch(_style(paragraph)) is not None


def _style(paragraph: Paragraph) -> str:
    return plain(paragraph.style.name or "").strip() if paragraph.style is not None else ""
