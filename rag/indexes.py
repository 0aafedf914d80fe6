"""A library's indexes, kept in step with its catalogue: what a journal names is brought to what the catalogue says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic

from rag.errors import LibraryBusy
from rag.filling import Progress, fill_again
from rag.protocols import Catalogue, PassageIndex, Ranking, WordIndex
from rag.records import Passage, Query
from rag.shelf import StoreSize, folder_bytes

_BETWEEN_LOOKS = 2.0  # seconds in which what another machine wrote may not be found yet
_PATIENCE = 0.5  # seconds that a search waits for a machine that writes
_AT_ONCE = 256  # articles brought to the indexes at once


class Indexes:
    """The passage indexes of one library. What changes them is called while the right to write is held."""

    def __init__(
        self,
        indexes: Sequence[PassageIndex],
        catalogue: Catalogue,
        progress: Progress | None,
        *,
        follows: bool = False,
    ) -> None:
        """`follows`: other machines write the catalogue but not these indexes, which bring in what they did."""
        self._indexes = tuple(indexes)
        self._catalogue = catalogue
        self._progress = progress
        self._follows = follows
        self._looked = monotonic()

    def __iter__(self) -> Iterator[PassageIndex]:
        """Yield the indexes."""
        return iter(self._indexes)

    def told(self, step: str) -> None:
        """Tell of a step whose length nobody knows."""
        if self._progress:
            self._progress(step, 0.0)

    def carry_on(self) -> None:
        """Bring in what was cut short, and fill the indexes that are not whole; an index that lost rows is mended.

        Where another program is at work on the journal, that is left to it.
        """
        names = {index.name for index in self._indexes}
        if not names <= set(self._catalogue.journals()):
            with self._catalogue.writing(self.told):
                self._catalogue.keep_journals(sorted({*self._catalogue.journals(), *names}))
        if not all(index.current for index in self._indexes):
            with self._catalogue.writing(self.told):
                fill_again(self._indexes, self._catalogue, self._progress)
        if self._is_behind():
            try:
                with self._catalogue.writing(wait=0):
                    self.settle()
                    self._count_again()
            except LibraryBusy:
                return

    def settle(self) -> None:
        """Bring every index to what the catalogue says of the articles that its journal names."""
        for index in self._indexes:
            ids = self._catalogue.pending(index.name)
            for start in range(0, len(ids), _AT_ONCE):
                batch = ids[start : start + _AT_ONCE]
                index.replace(batch, self._catalogue.passages_of(batch))
                self._catalogue.settle(index.name, batch)

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return what every view of every index finds, at most `k` passages each."""
        if self._follows:
            self._catch_up()
        return tuple(ranking for index in self._indexes for ranking in index.search(query, k))

    def articles_with(self, text: str) -> frozenset[str]:
        """Return ids of the articles with all of a text's words in one passage; empty without a word index."""
        found = (index.articles_with(text) for index in self._indexes if isinstance(index, WordIndex))
        return frozenset().union(*found)

    def prepare(self, passages: Sequence[Passage]) -> None:
        """Do the long work of storing these passages beforehand; any thread may call it, and nothing is held."""
        for index in self._indexes:
            index.prepare(passages)

    def compact(self, *, only_wasteful: bool = False) -> None:
        """Give back the room that removed passages take, in all indexes or where it is much."""
        for index in self._indexes:
            if index.wasteful or not only_wasteful:
                self.told(f"Making the {index.name} index small again")
                index.compact(self._catalogue.every_passage())

    def sizes(self, folder: Path) -> list[StoreSize]:
        """Return how much each takes below the library's folder."""
        return [StoreSize(index.name, folder_bytes(folder / index.name), index.count()) for index in self._indexes]

    def close(self) -> None:
        """Release every file."""
        for index in self._indexes:
            index.close()

    def _catch_up(self) -> None:
        """Bring in what other machines wrote, now and then; while one of them writes, later."""
        if monotonic() - self._looked < _BETWEEN_LOOKS:
            return
        self._looked = monotonic()
        if any(self._catalogue.pending(index.name) for index in self._indexes):
            try:
                with self._catalogue.writing(wait=_PATIENCE):
                    self.settle()
            except LibraryBusy:
                self._looked = -_BETWEEN_LOOKS

    def _is_behind(self) -> bool:
        """Whether a journal names articles, or an index has another number of rows than it should have."""
        if any(self._catalogue.pending(index.name) for index in self._indexes):
            return True
        rows = self._catalogue.contents().passages
        return any(index.count() != rows for index in self._indexes)

    def _count_again(self) -> None:
        """Mend an index that lost rows or has too many although nothing is pending, as after a power cut."""
        rows = self._catalogue.contents().passages
        for index in self._indexes:
            if index.count() != rows:
                self.told(f"The {index.name} index has not the rows it should have: bringing it up to the catalogue")
                index.refill(self._catalogue.every_passage())
