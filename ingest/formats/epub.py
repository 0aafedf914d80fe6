"""E-books (EPUB): a zip of web pages, read in the order of its spine, a chapter an article."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

from ingest.formats.blocks import Block
from ingest.formats.html import html_text
from ingest.formats.lenient import LenientParser
from ingest.formats.members import Budget, UnusableMember
from ingest.formats.prose import Printed, read_part
from ingest.formats.reader import Hints, Problem
from ingest.formats.web.markup import read_markup
from ingest.formats.web.pieces import Piece, tidy
from ingest.formats.zip_members import check_entry, open_zip, zip_chunks
from ingest.issue_date import date_in_name
from ingest.notes import Listener, PageNote
from rag.errors import InputError
from rag.records import Article

LARGEST_CHAPTER = 16_000_000  # bytes
_CONTAINER = "META-INF/container.xml"


def read_epub(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield an article a chapter that holds text; the book's title stands for the newspaper.

    Raises:
        InputError: the file is no whole EPUB, or holds no text.
    """
    file = hints.file or path.name
    found = False
    with open_zip(path, file) as book:
        budget = Budget()
        try:
            container = _package(_member(book, _CONTAINER, budget))
            package = _package(_member(book, container.root, budget))
        except UnusableMember as error:
            raise InputError(f"{file} is no whole EPUB, for its contents cannot be read; save it again.") from error
        printed = Printed(
            file,
            newspaper=package.title or hints.newspaper,
            date=date_in_name(package.date) or hints.date or date_in_name(path.name) or date_in_name(package.title),
        )
        for name in package.chapters(posixpath.dirname(container.root)):
            place = f"{file}/{name}"
            try:
                chapter = _chapter(_member(book, name, budget), replace(printed, file=place), hints.listener)
            except UnusableMember as error:
                yield Problem(place, None, f"{place} {error}")
            else:
                found = found or bool(chapter)
                yield from chapter
    if not found:
        raise InputError(f"{file} holds no text; if its pages are pictures, save it as PDF and pass that.")


def _member(book: ZipFile, name: str, budget: Budget) -> str:
    try:
        member = book.getinfo(name)
    except KeyError as error:
        raise UnusableMember("is missing in the book; save the book again.") from error
    check_entry(member, budget, LARGEST_CHAPTER)
    raw = b"".join(zip_chunks(book, member))
    try:
        return html_text(raw, name)
    except InputError as error:
        raise UnusableMember("is empty or no text; save the book again.") from error


def _chapter(text: str, printed: Printed, listener: Listener | None) -> tuple[Article, ...]:
    """A chapter and the captions of its pictures; nothing of one without text, as a cover is."""
    page = read_markup(text)
    blocks = [Block(piece.level, piece.text, piece.line, caption=_is_caption(piece)) for piece in page.pieces]
    if not blocks:
        return ()
    if not blocks[0].level:
        title = "" if page.title == printed.newspaper else page.title
        blocks.insert(0, Block(1, title, 1))
    chapter = read_part(blocks, printed, (1, text.count("\n") + 1))
    if listener is not None:
        listener.page(PageNote(printed.file, "", chapter.told))
    return chapter.articles


def _is_caption(piece: Piece) -> bool:
    return any(element.tag == "figcaption" for element in piece.element.lineage())


@dataclass(slots=True)
class _Package:
    """What a book's package says: where its root file is, title, date, and its parts in reading order."""

    root: str = ""
    title: str = ""
    date: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    spine: list[str] = field(default_factory=list)

    def chapters(self, folder: str) -> list[str]:
        """Names of the chapters in the zip, in the order of the spine, each once."""
        names = (unquote(self.parts[part]) for part in self.spine if part in self.parts)
        return list(dict.fromkeys(posixpath.normpath(posixpath.join(folder, name)) for name in names))


def _package(text: str) -> _Package:
    reader = _PackageReader()
    reader.feed(text)
    reader.close()
    return reader.package


class _PackageReader(LenientParser):
    """Reads container.xml and the package document; as lenient as the books are."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.package = _Package()
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = tag.rpartition(":")[2]
        if self._inside == "rootfile" and not self.package.root:
            self.package.root = given.get("full-path", "")
        elif self._inside == "item" and "nav" not in given.get("properties", "").split():
            if "html" in given.get("media-type", "html"):
                self.package.parts[given.get("id", "")] = given.get("href", "")
        elif self._inside == "itemref" and given.get("linear", "yes") != "no":
            self.package.spine.append(given.get("idref", ""))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the signature is HTMLParser's
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title" and not self.package.title:
            self.package.title = tidy(data)
        elif self._inside == "date" and not self.package.date:
            self.package.date = tidy(data)
