"""Text dumps of newspaper pages: lines as an extractor printed them, a form feed between pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ingest.articles import page_articles
from ingest.encoding import read_text
from ingest.formats.reader import Hints, Problem
from ingest.issue_date import read_issue
from ingest.page import read_page
from rag.errors import InputError
from rag.records import Article

_LINE_END = re.compile(r"\r\n|\r|\n")


def read_text_dump(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield the articles of the dump's pages in reading order.

    Raises:
        InputError: the file cannot be read as text or holds no article.
    """
    file = hints.file or path.name
    found = False
    number = 1
    for sheet in read_text(path).split("\f"):
        lines = _LINE_END.split(sheet)
        page = read_page(lines, number)
        for article in page_articles(
            page, read_issue(page, path.name, hints.date), hints.newspaper, file, hints.listener
        ):
            found = True
            yield article
        number += len(lines) - 1
    if not found:
        raise InputError(f"{file} holds no article, only folios or labels; pass the dump of a whole page.")
