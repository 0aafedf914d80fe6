"""Articles of many files into the library, some dozens at a time, each on the account of the file it came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from ingest.tally import Ledger, Tally
from rag.library import Library, Split
from rag.parts import Part
from rag.records import Article

BATCH = 64  # articles that are stored as one unit: some seconds of embedding, so little is redone after a crash
_LONGEST_WAIT = 15.0  # seconds; a scan takes as long to read as many articles to store


@dataclass(frozen=True, slots=True)
class _Entry:
    article: Article
    tally: Tally
    parts: tuple[Part, ...]


class Storing:
    """Gathers articles and stores them; `told` is called after each time."""

    def __init__(self, library: Library, split: Split, ledger: Ledger, told: Callable[[], None]) -> None:
        self._library = library
        self._split = split
        self._ledger = ledger
        self._told = told
        self._batch: dict[str, _Entry] = {}
        self._since = monotonic()

    def put(self, article: Article, tally: Tally, parts: tuple[Part, ...] = ()) -> None:
        """Store an article soon; `parts` are what it was put together from."""
        if article.id in self._batch:  # two files tell it: each gets its own count
            self.flush(tally)
        if not self._batch:
            self._since = monotonic()
        self._batch[article.id] = _Entry(article, tally, parts)
        tally.open += 1
        if len(self._batch) >= BATCH or monotonic() - self._since > _LONGEST_WAIT:
            self.flush(tally)

    def flush(self, at_hand: Tally) -> None:
        """Store what was gathered; the time goes to the accounts of its files, not to that of the file at hand."""
        if not self._batch:
            return
        began = monotonic()
        entries = list(self._batch.values())
        parts = [part for entry in entries for part in entry.parts]
        added = self._library.add([entry.article for entry in entries], self._split, parts)
        seconds = monotonic() - began
        at_hand.began += seconds
        for entry in entries:
            entry.tally.stored(entry.article, added, seconds / len(entries))
            self._ledger.shorten(entry.tally)
        self._ledger.stored += len(entries)
        self._batch.clear()
        self._told()
