"""Saved web pages, as HTML or as one file (MHTML): bytes → text → articles. No script runs, nothing is fetched."""

from __future__ import annotations

import codecs
import copy
import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from ingest.encoding import decode
from ingest.formats.prose import Printed
from ingest.formats.reader import Hints, Problem
from ingest.formats.web.declared import declared
from ingest.formats.web.markup import read_markup
from ingest.formats.web.pieces import tidy
from ingest.formats.web.reading import read_web_page
from ingest.formats.web.telling import told
from ingest.issue_date import date_in_name
from ingest.notes import PageNote
from rag.errors import InputError
from rag.records import Article

LARGEST_PAGE = 32_000_000  # bytes of markup; a page of text has less
LARGEST_BUNDLE = 128_000_000  # bytes of a page with its pictures
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""", re.I
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}  # pages declare less than they use
_DAMAGED = 200  # characters for every one that may be damaged


def read_html(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield the page's articles.

    Raises:
        InputError: the file cannot be read as text or holds no article.
    """
    file = hints.file or path.name
    yield from _articles(html_text(_read(path, LARGEST_PAGE), file), path, hints)


def read_mhtml(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield the articles of a page that a browser saved with its pictures in one file.

    Raises:
        InputError: the file holds no page, or the page no article.
    """
    file = hints.file or path.name
    message = message_from_bytes(_read(path, LARGEST_BUNDLE), _class=EmailMessage, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes) and raw.strip():
                charset = part.get_content_charset() or ""
                yield from _articles(html_text(raw, file, charset), path, hints)
                return
    raise InputError(f"{file} holds no web page; save the page again, as HTML or as one file.")


def html_text(raw: bytes, name: str, charset: str = "") -> str:
    """Return the text of a page's bytes: by its mark, `charset`, what it declares itself, or what it reads as.

    Raises:
        InputError: the bytes are empty, binary, or in no known encoding.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace").replace("\0", "")
    declared = _DECLARED.search(raw[:4096])
    if raw.count(b"\0") * _DAMAGED <= len(raw):
        raw = raw.replace(b"\0", b"")
        for said in (charset, declared[1].decode("ascii") if declared else ""):
            text = _decoded(raw, said)
            if text.strip() and text.count("\ufffd") * _DAMAGED <= len(text):
                return text
    return decode(raw, name)


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(_WIDER.get(encoding.lower(), encoding), "replace") if encoding else ""
    except (LookupError, ValueError):  # no encoding's name, or one with a NUL in it
        return ""


def _articles(text: str, path: Path, hints: Hints) -> Iterator[Article]:
    file = hints.file or path.name
    page = read_markup(text)
    extracted, sitename, guessed = _main_text(text)
    printed = Printed(file, hints.newspaper, hints.date or date_in_name(path.name))
    reading = read_web_page(page, extracted, declared(page, sitename), printed, guessed)
    if hints.listener is not None:
        name = reading.articles[0].source.page if reading.articles else ""
        hints.listener.page(PageNote(file, name, told(page, reading)))
    if not reading.articles:
        raise InputError(f"{file} holds no article that can be told from menus and links; pass the article's own page.")
    yield from reading.articles


def _main_text(text: str) -> tuple[str, str, date | None]:
    """The page's main text without blanks, its site's name and the day it seems to be from, by a general extractor."""
    from trafilatura import extract, extract_metadata
    from trafilatura.settings import DEFAULT_CONFIG

    config = copy.deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "20"  # characters; a Chinese article says much in few
    if "<" not in text:
        return "", "", None
    main = extract(text, output_format="html", include_comments=False, include_tables=True, config=config)
    data = extract_metadata(text, extensive=False)
    words = "".join("".join(piece.text.split()) for piece in read_markup(main or "").pieces)
    return words, tidy(data.sitename or ""), date_in_name(data.date or "")


def _read(path: Path, largest: int) -> bytes:
    try:
        if path.stat().st_size > largest:
            raise InputError(f"{path} is larger than {largest:,} bytes, no page of text; save the page without films.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}; check the name.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check its permissions.") from error
