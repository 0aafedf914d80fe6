"""Articles of many files into the library, a batch at a time, each on the account of the file it came from.

Three things go on at once: files are read, the batch before is embedded, and the one before that is written. Batches
are written in their order, each as one unit; at most two are on their way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic
from types import TracebackType
from typing import Self

from ingest.tally import Ledger, Tally
from rag.amendments import amend
from rag.library import Added, Library, Split
from rag.parts import Part
from rag.readings import Given
from rag.records import Article

# What is stored as one unit: some seconds of embedding, so little is redone after a crash, but not a few briefs, for
# each unit costs a commit in every store.
BATCH = 256  # articles
_CHARACTERS = 64_000
_LONGEST_WAIT = 15.0  # seconds; a scan takes as long to read as many articles to store
_ON_THE_WAY = 2  # batches


@dataclass(frozen=True, slots=True)
class _Entry:
    article: Article
    tally: Tally
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Done:
    """What storing a batch did, and the seconds that it took, embedding and writing."""

    added: Added
    seconds: float


class Storing:
    """Gathers articles and stores them; `told` is called after each time. Its block ends when all work has ended."""

    def __init__(self, library: Library, split: Split, ledger: Ledger, told: Callable[[], None]) -> None:
        self._library = library
        self._split = split
        self._ledger = ledger
        self._told = told
        self._batch: dict[str, _Entry] = {}
        self._characters = 0  # in the batch
        self._given: list[Given] = []
        self._since = monotonic()
        self._amendments = library.catalogue.amendments()
        self._on_the_way: deque[tuple[list[_Entry], Future[_Done | None]]] = deque()
        self._stopped = False
        # One thread each: batches are embedded, and written, in their order.
        self._embedding = ThreadPoolExecutor(1, "baoda-embedding")
        self._writing = ThreadPoolExecutor(1, "baoda-writing")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let what is being written be written, and leave what has not been begun."""
        self._embedding.shutdown(cancel_futures=True)
        self._writing.shutdown(cancel_futures=True)
        while self._on_the_way:
            entries, future = self._on_the_way.popleft()
            if not future.cancelled() and future.exception() is None:
                self._account(entries, future.result())

    def put(self, article: Article, tally: Tally, parts: tuple[Part, ...] = ()) -> None:
        """Store an article soon, as it was corrected by hand; `parts` are what it was put together from."""
        article = amend(article, self._amendments)
        if article.id in self._batch:  # two files tell it: each gets its own count
            self._send(tally)
        if not self._batch:
            self._since = monotonic()
        self._batch[article.id] = _Entry(article, tally, parts)
        self._characters += len(article.body)
        if not parts:
            self.note(article.id, tally)
        tally.open += 1
        full = len(self._batch) >= BATCH or self._characters >= _CHARACTERS
        if full or monotonic() - self._since > _LONGEST_WAIT:
            self._send(tally)

    def note(self, print_id: str, tally: Tally) -> None:
        """Note with the next batch that a file gives a print, or a part of one."""
        if tally.read is not None:
            self._given.append(Given(tally.read, print_id))

    def flush(self, at_hand: Tally) -> None:
        """Store what was gathered, and wait until everything is stored."""
        self._send(at_hand)
        self.settle(at_hand)

    def settle(self, at_hand: Tally) -> None:
        """Wait until everything that is on its way is stored."""
        self._wait(at_hand, 0)

    def _send(self, at_hand: Tally) -> None:
        """Send the batch on its way; waiting for earlier ones is no time of the file at hand."""
        if not self._batch:
            return
        entries, given = list(self._batch.values()), self._given
        self._batch.clear()
        self._characters = 0
        self._given = []
        articles = [entry.article for entry in entries]
        parts = [part for entry in entries for part in entry.parts]
        prepared = self._embedding.submit(self._prepare, articles)
        self._on_the_way.append((entries, self._writing.submit(self._store, prepared, articles, parts, given)))
        self._wait(at_hand, _ON_THE_WAY)

    def _prepare(self, articles: list[Article]) -> float:
        """Embed, and return the seconds that it took."""
        began = monotonic()
        self._library.prepare(articles, self._split)
        return monotonic() - began

    def _store(
        self, prepared: Future[float], articles: list[Article], parts: list[Part], given: list[Given]
    ) -> _Done | None:
        """Write a batch; None, and nothing written, when one before it failed."""
        if self._stopped:
            return None
        self._stopped = True  # until this one is written
        seconds = prepared.result()
        began = monotonic()
        with self._library.writing():
            added = self._library.add(articles, self._split, parts)
            self._library.catalogue.note_given(given)
        self._stopped = False
        return _Done(added, seconds + monotonic() - began)

    def _wait(self, at_hand: Tally, left: int) -> None:
        began = monotonic()
        while len(self._on_the_way) > left or (self._on_the_way and self._on_the_way[0][1].done()):
            entries, future = self._on_the_way[0]
            done = future.result()
            self._on_the_way.popleft()
            self._account(entries, done)
        at_hand.began += monotonic() - began

    def _account(self, entries: list[_Entry], done: _Done | None) -> None:
        """Put a stored batch on the accounts of its files."""
        if done is None:
            return
        for entry in entries:
            entry.tally.stored(entry.article, done.added, done.seconds / len(entries))
            self._ledger.shorten(entry.tally)
        self._ledger.stored += len(entries)
        self._told()
