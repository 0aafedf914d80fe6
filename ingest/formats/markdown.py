"""Markdown: headings begin articles, the front matter tells title, date, author and newspaper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.encoding import read_text
from ingest.formats.blocks import Block
from ingest.formats.prose import Printed, document_articles
from ingest.formats.reader import Hints, Problem
from ingest.formats.web.pieces import tidy
from ingest.glyphs import join_lines
from ingest.issue_date import date_in_name
from ingest.names import people_named
from rag.errors import InputError
from rag.records import Article

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_PICTURE = re.compile(r"[ \t]*!\[([^\]]*)\]\([^)]*\)[ \t]*$")
_SAYS_SOMETHING = re.compile(r"[\u4e00-\u9fff].{3}")  # no name of a file
_RULE = re.compile(r" {0,3}([-*_][ \t]*){3,}$|[ \t]*\|?[ \t:|-]*-{3}[ \t:|-]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_FENCE = re.compile(r"[ \t]*(```|~~~)")
_INLINE = (
    (re.compile(r"<!--.*?-->|!\[[^\]]*\]\([^)]*\)|\[\^[^\]]*\]"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"</?[A-Za-z][^>]*>"), ""),
    (re.compile(r"(\*{1,3}|~~|`+)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>|-])"), r"\1"),
)
_MATTER = re.compile(r"([A-Za-z]+)\s*:\s*(.*)")


def read_markdown(path: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield the articles of the document in order.

    Raises:
        InputError: the file cannot be read as text or holds no article.
    """
    file = hints.file or path.name
    lines = read_text(path).splitlines()
    matter, start = _front_matter(lines)
    printed = Printed(
        file,
        newspaper=matter.get("source") or matter.get("newspaper") or hints.newspaper,
        date=date_in_name(matter.get("date", "")) or hints.date or date_in_name(path.name),
        title=matter.get("title", ""),
        authors=_names(matter.get("author") or matter.get("authors") or ""),
        page=matter.get("page", ""),
    )
    blocks = list(_blocks(lines[start:], start + 1))
    found = False
    for article in document_articles(blocks, printed, hints.listener):
        found = True
        yield article
    if not found:
        raise InputError(f"{file} holds no article, only headings or marks; pass a file with text.")


def _front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The fields between the two lines of dashes that begin a file, and the number of lines they take."""
    if not lines or lines[0].strip() != "---":
        return {}, 0
    matter: dict[str, str] = {}
    name = ""
    for number, line in enumerate(lines[1:], 2):
        if line.strip() in ("---", "..."):
            return matter, number
        if found := _MATTER.fullmatch(line.strip()):
            name = found[1].lower()
            matter[name] = found[2].strip("\"' []")
        elif name and line.lstrip().startswith("- "):
            matter[name] = f"{matter[name]} {line.strip()[2:]}".strip()
    return {}, 0


def _names(words: str) -> tuple[str, ...]:
    return people_named(re.sub("[\"',]", " ", words), sure=True) or ((words,) if words else ())


def _blocks(lines: Sequence[str], number: int) -> Iterator[Block]:
    paragraph: list[str] = []
    fenced = False
    for at, line in enumerate([*lines, ""], number):
        first = at - len(paragraph)
        heading = None if fenced else _HEADING.fullmatch(line)
        if _FENCE.match(line):
            fenced = not fenced
        elif paragraph and not fenced and (under := _UNDERLINE.fullmatch(line)):
            yield Block(1 if under[1][0] == "=" else 2, _plain(join_lines(paragraph)), first)
            paragraph = []
            continue
        elif not (fenced or heading or _own_line(line)):
            paragraph.append(line.strip().lstrip("> "))
            continue
        if text := _plain(join_lines(paragraph)) if paragraph else "":
            yield Block(0, text, first)
        paragraph = []
        picture = None if fenced else _captioned(line)
        text = _plain(_own_text(line, heading or picture))
        if text:
            yield Block(len(heading[1]) if heading else 0, text, at, caption=picture is not None)


def _own_line(line: str) -> bool:
    """Whether the line runs on in no other: a list's item, a table's row, a rule, a picture, a blank."""
    apart = _ITEM.match(line) or _RULE.match(line) or _captioned(line)
    return not line.strip() or bool(apart) or line.lstrip().startswith("|")


def _captioned(line: str) -> re.Match[str] | None:
    """A picture on a line of its own, if its words are a caption."""
    picture = _PICTURE.match(line)
    return picture if picture and _SAYS_SOMETHING.search(picture[1]) else None


def _own_text(line: str, marked: re.Match[str] | None) -> str:
    """The text of a line for itself: what is `marked` in it, of a heading or a picture; none of a rule or a fence."""
    if marked is not None:
        return marked[marked.re.groups]
    return "" if _RULE.match(line) or _FENCE.match(line) else line


def _plain(text: str) -> str:
    text = _ITEM.sub("", text) if _ITEM.match(text) else text
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    return tidy(text.replace("|", " ") if text.lstrip().startswith("|") else text)
