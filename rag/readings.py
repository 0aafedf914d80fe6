"""What each file gave when it was read, so that what it gives now takes the place of what it gave before.

A file is known by its full path, and by its name together with its bytes where it was sent to a server or has been
moved. A print stays while another file gives it, and when it was corrected by hand. Of a file whose bytes are others
now only the pages of the same issue are compared: a file may hold another day's page every day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from rag.filing import Change
from rag.records import Article

if TYPE_CHECKING:
    from rag.catalogue_protocol import Catalogue


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as it is read in one ingest, which `run` tells from others.

    `file` is its full path, or its bare name where a path tells nothing; `content` the hash of its bytes. `rows`: it is
    a table of ready articles, which may roll on, and no page.
    """

    file: str
    content: str
    run: str
    rows: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A print, or a part of one, that a file gives."""

    read: FileRead
    print_id: str


@dataclass(frozen=True, slots=True)
class _Issue:
    newspaper: str
    day: date | None
    page: str


def read_before(catalogue: Catalogue, read: FileRead) -> tuple[str, ...]:
    """Return the names under which earlier ingests read this file."""
    known = catalogue.files_read(read)
    return tuple(name for name in known if name == read.file or _moved(name, read.file))


def _moved(before: str, now: str) -> bool:
    """Whether a file of the same bytes is the same file elsewhere: it has the same name, and is there no more."""
    return PurePath(before).name == PurePath(now).name and not (
        PurePath(before).is_absolute() and Path(before).exists()
    )


def lapsed(catalogue: Catalogue, read: FileRead, before: Sequence[str]) -> Change:
    """Return what it means that the file gives no more of what it gave under the names `before`.

    With a part goes what it was put together to, and the other parts of that stand alone again.
    """
    ids = _no_longer_given(catalogue, read, before)
    now = frozenset(catalogue.given(read))
    wholes = sorted(set(catalogue.wholes(ids).values()))
    anew = {part.whole for part in catalogue.parts_of(wholes) if part.article.id in now}
    torn = sorted(set(wholes) - anew)
    left = [part for part in catalogue.parts_of(torn) if part.article.id not in ids]
    alone = tuple(replace(part, whole=part.article.id) for part in left)
    stored = sorted(set(catalogue.holders([*ids, *torn])) - {part.whole for part in alone})
    return Change(tuple(part.article for part in alone), tuple(stored), alone, ids)


def _no_longer_given(catalogue: Catalogue, read: FileRead, before: Sequence[str]) -> tuple[str, ...]:
    gone = catalogue.no_longer_given(read, before)
    same = [print_id for print_id, content in gone.items() if content == read.content]
    changed = [print_id for print_id, content in gone.items() if content != read.content]
    if changed and not read.rows:
        issues = {_issue(one) for one in _printed(catalogue, catalogue.given(read))}
        same += [one.id for one in _printed(catalogue, changed) if _issue(one) in issues]
    return tuple(same)


def _printed(catalogue: Catalogue, ids: Sequence[str]) -> Iterator[Article]:
    """Yield the prints and parts of these ids, as they are kept."""
    wanted = frozenset(ids)
    for filed in catalogue.filed(ids, []):
        yield from (one for one in filed.prints if one.id in wanted)
    wholes = sorted(set(catalogue.wholes(ids).values()))
    yield from (part.article for part in catalogue.parts_of(wholes) if part.article.id in wanted - set(wholes))


def _issue(article: Article) -> _Issue:
    return _Issue(article.source.newspaper, article.source.date, article.source.page)
