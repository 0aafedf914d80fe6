"""Saved web pages: the main text with its title, date, author and newspaper. No script runs, nothing is fetched."""

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
from ingest.formats.bylines import people, seen_byline, without_bylines
from ingest.formats.html_blocks import Block, Markup, read_markup, tidy
from ingest.formats.prose import Printed, prose_article
from ingest.formats.reader import Hints, Problem
from ingest.issue_date import date_in_name
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
_DATES = ("publishdate", "article:published_time", "pubdate", "datepublished", "publish_date", "dc.date", "date")
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_SENTENCE_END = re.compile(r"[。！？….!?][”’」』）)\"]*$")
_SITE = re.compile(r"\s*(?:[_|｜]|\s[-–—])\s*[^_|｜]{1,30}$")


def read_html(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield the page's article.

    Raises:
        InputError: the file cannot be read as text or holds no article.
    """
    file = hints.file or path.name
    yield _page_article(html_text(_read(path, LARGEST_PAGE), file), path, hints)


def read_mhtml(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield the article of a page that a browser saved with its pictures in one file.

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
                yield _page_article(html_text(raw, file, charset), path, hints)
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
    except LookupError:
        return ""


def _page_article(text: str, path: Path, hints: Hints) -> Article:
    file = hints.file or path.name
    page = read_markup(text)
    found, title, sitename, guessed = _main_text(text)
    headline = _headline(page, title)
    byline, body = without_bylines(found.blocks or _sentences(page), headline)
    seen = seen_byline(page.blocks, headline)
    printed = Printed(
        file,
        newspaper=byline.newspaper or seen.newspaper or sitename or hints.newspaper,
        date=_declared_day(page, text) or byline.day or seen.day or hints.date or date_in_name(path.name) or guessed,
        authors=byline.authors or seen.authors or people(page.meta.get("author", "")),
    )
    says = any(_SENTENCE_END.search(paragraph) for paragraph in body)  # a menu has no sentences
    article = prose_article(headline, body, printed, (1, text.count("\n") + 1)) if says else None
    if article is None:
        raise InputError(f"{file} holds no article that can be told from menus and links; pass the article's own page.")
    return article


def _main_text(text: str) -> tuple[Markup, str, str, date | None]:
    """The page's main text, its title, its site's name, and the day it seems to be from."""
    from trafilatura import extract, extract_metadata
    from trafilatura.settings import DEFAULT_CONFIG

    config = copy.deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "20"  # characters; a Chinese article says much in few
    if "<" not in text:
        return Markup(), "", "", None
    main = extract(text, output_format="html", include_comments=False, include_tables=True, config=config)
    told = extract_metadata(text, extensive=False)
    return read_markup(main or ""), tidy(told.title or ""), tidy(told.sitename or ""), date_in_name(told.date or "")


def _sentences(page: Markup) -> list[Block]:
    """The blocks that end like sentences: of a page too short for its main text to be told otherwise."""
    return [block for block in page.blocks if not block.level and _SENTENCE_END.search(block.text)]


def _headline(page: Markup, title: str) -> str:
    """The one first-level heading, else the page's title without its site's name."""
    tops = [block.text for block in page.blocks if block.level == 1]
    if len(tops) == 1:
        return tops[0]
    best = page.meta.get("og:title") or title or page.title
    return _SITE.sub("", best) or best


def _declared_day(page: Markup, text: str) -> date | None:
    said = [page.meta[name] for name in _DATES if name in page.meta]
    return next((day for words in (*said, *_JSON_DATE.findall(text)) if (day := date_in_name(words[:10]))), None)


def _read(path: Path, largest: int) -> bytes:
    try:
        if path.stat().st_size > largest:
            raise InputError(f"{path} is larger than {largest:,} bytes, no page of text; save the page without films.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}; check the name.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check its permissions.") from error
