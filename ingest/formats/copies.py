"""Which source files the library keeps a copy of, and the copy's name in the origins of their articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from ingest.formats.reader import FormatReader, Hints, Problem
from rag.records import Article
from rag.settings import KeepSource

_SHOWN = {".pdf", ".png", ".jpg", ".jpeg"}  # pages that a quote can be shown on
_PACKED = {".zip", ".tar", ".gz", ".tgz"}  # their members are kept, each by itself


def keeper(policy: KeepSource, hold: Callable[[Path], str]) -> Callable[[Path], str]:
    """Return what gives the name of a file's copy, made by `hold`; empty for a file that is not to be kept."""

    def keep(file: Path) -> str:
        suffix = file.suffix.lower()
        wanted = suffix in _SHOWN if policy is KeepSource.AUTO else policy is KeepSource.ALWAYS
        return hold(file) if wanted and suffix not in _PACKED else ""

    return keep


def read_and_keep(reader: FormatReader, file: Path, hints: Hints) -> Iterator[Article | Problem]:
    """Yield what a reader finds in a file; a file that gives an article is kept where the listener keeps files."""
    keep = hints.listener.keep if hints.listener else None
    name: str | None = None
    for item in reader(file, hints):
        if isinstance(item, Article) and keep:
            name = keep(file) if name is None else name
            yield replace(item, origin=tuple(replace(one, copy=one.copy or name) for one in item.origin))
        else:
            yield item
