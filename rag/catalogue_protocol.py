"""What the catalogue, the truth of a library, must do. Every promise has a contract test."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from rag.amendments import Amendment
from rag.parts import Part
from rag.readings import FileRead, Given
from rag.records import Article, Passage, Query, Source
from rag.repeats import Filed


@dataclass(frozen=True, slots=True)
class Contents:
    """What a catalogue holds; dates are days of publication, None in an empty or undated library."""

    articles: int
    passages: int
    newspapers: tuple[str, ...]
    first_date: date | None
    last_date: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An article's places of publication, the first one first, and the report that it tells with others, if any."""

    places: tuple[Source, ...]
    report: str = ""


class Catalogue(Protocol):
    """The truth: articles, their passages, and for each index a journal of the articles it has yet to take or drop."""

    def writing(
        self, told: Callable[[str], None] | None = None, wait: float | None = None
    ) -> AbstractContextManager[None]:
        """Hold the right to write, which one thread of one program has at a time; the holder may take it again.

        Another's turn is waited for, `wait` seconds or as long as is set; `told` hears of that once; then LibraryBusy.
        """
        ...

    def journals(self) -> tuple[str, ...]:
        """Return the names of the indexes that a journal is kept for."""
        ...

    def keep_journals(self, indexes: Sequence[str]) -> None:
        """Keep a journal for these indexes and for no others. A new one is empty: such an index is filled anew."""
        ...

    def versions(self, print_ids: Sequence[str]) -> Mapping[str, str]:
        """Return id → version of those prints that are stored."""
        ...

    def holders(self, print_ids: Sequence[str]) -> Mapping[str, str]:
        """Return a print's id → the id of the article that holds it, of those that are stored."""
        ...

    def filed(self, print_ids: Sequence[str], text_keys: Sequence[str]) -> tuple[Filed, ...]:
        """Return the articles that hold one of these prints or one of these texts."""
        ...

    def put(
        self,
        filed: Sequence[Filed],
        passages: Sequence[Passage],
        *,
        extended: Sequence[Filed] = (),
        gone: Sequence[str] = (),
        parts: Sequence[Part] = (),
        whole: Sequence[str] = (),
    ) -> None:
        """Store articles with all their passages in one transaction and mark them as pending for the indexes.

        In the same transaction, articles that are `gone` are dropped and marked, and `extended` ones, whose text and
        first print stand already, take their prints anew: for those the indexes have nothing to do. `parts` are kept as
        they were read; prints that are `whole` now are forgotten as parts.
        """
        ...

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles, their prints and passages in one transaction and mark them as pending for the indexes."""
        ...

    def pending(self, index: str = "") -> tuple[str, ...]:
        """Return ids of articles that this index has not durably taken or dropped; without a name, that any has not."""
        ...

    def settle(self, index: str, article_ids: Sequence[str]) -> None:
        """Note that this index has durably taken or dropped these articles."""
        ...

    def uncopied(self, print_ids: Sequence[str]) -> frozenset[str]:
        """Return those of these prints, of the stored ones, that no copy of their source file is kept of."""
        ...

    def copies(self, names: Sequence[str]) -> frozenset[str]:
        """Return those of these copies of source files that a stored print was read from."""
        ...

    def parts(self, day: date) -> tuple[Part, ...]:
        """Return the parts of articles in the issues of this day, as they were read, by id."""
        ...

    def parts_of(self, whole_ids: Sequence[str]) -> tuple[Part, ...]:
        """Return the parts that these prints were put together from."""
        ...

    def wholes(self, part_ids: Sequence[str]) -> Mapping[str, str]:
        """Return a part's id → the id of the print that holds it, of those that are kept as parts."""
        ...

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id or with a print of this id; None when there is none.

        Only here and in `articles` are `report` and `corrects` filled.
        """
        ...

    def articles(self) -> Iterator[Article]:
        """Yield every article by date, newspaper, page and id."""
        ...

    def passages(self, passage_ids: Sequence[str]) -> Mapping[str, Passage]:
        """Return id → passage of those that are stored."""
        ...

    def passages_of(self, article_ids: Sequence[str]) -> tuple[Passage, ...]:
        """Return all passages of these articles in reading order."""
        ...

    def every_passage(self) -> Iterator[Passage]:
        """Yield all passages, article by article; only a few hundred articles' are in memory at once."""
        ...

    def amendments(self) -> Mapping[str, Amendment]:
        """Return what was corrected by hand, by the id that a print is read with."""
        ...

    def put_amendments(self, amendments: Mapping[str, Amendment], gone: Sequence[str] = ()) -> None:
        """Keep these amendments in the place of earlier ones for the same ids, and forget those that are `gone`."""
        ...

    def note_given(self, given: Sequence[Given]) -> None:
        """Note what files give, in the place of what was noted of the same prints."""
        ...

    def files_read(self, read: FileRead) -> tuple[str, ...]:
        """Return the names of files that earlier runs read, of this name or of these bytes."""
        ...

    def given(self, read: FileRead) -> tuple[str, ...]:
        """Return the ids of what the file gave in this run."""
        ...

    def no_longer_given(self, read: FileRead, names: Sequence[str]) -> Mapping[str, str]:
        """Return id → content of what earlier runs were given under these names, and no other file gives.

        What this run was given is not among it, nor what was corrected by hand.
        """
        ...

    def given_by_none_but(self, names: Collection[str], print_ids: Sequence[str], run: str) -> frozenset[str]:
        """Return those of these prints and parts that files of these names gave in earlier runs, and nothing else."""
        ...

    def forget_given(self, read: FileRead, names: Sequence[str]) -> None:
        """Forget what earlier runs were given under these names."""
        ...

    def contents(self) -> Contents:
        """Return counts and the span of dates."""
        ...

    def last_day(self) -> date | None:
        """Return the last day of publication alone: what `contents` counts takes as long as a search."""
        ...

    def standings(self, article_ids: Sequence[str]) -> Mapping[str, Standing]:
        """Return id → places and report of those articles that are stored."""
        ...

    def elsewhere(self, query: Query) -> tuple[str, ...]:
        """Return ids of the articles that a later place of publication brings inside the query's bounds."""
        ...

    def printed(self, query: Query) -> Mapping[str, Source]:
        """Return id → first place inside the query's days and newspaper, newest first, the undated last."""
        ...

    def undated(self, query: Query) -> int:
        """Return how many articles of the query's newspaper (of all, when it names none) have no day."""
        ...

    def faults(self) -> Sequence[str]:
        """Return a sentence for everything damaged or at odds in the catalogue itself."""
        ...

    def compact(self) -> None:
        """Give back the room that removed articles still take; cut short, nothing is lost."""
        ...

    def backup(self, file: Path) -> None:
        """Write all it holds, as of one moment, into a new SQLite file that `SqliteCatalogue` opens."""
        ...

    def restore(self, file: Path) -> None:
        """Take over, at once, all that a file of `backup` holds in the place of what is here; the journals stay.

        The indexes are to be compared with the catalogue afterwards.
        """
        ...

    def close(self) -> None:
        """Release the file."""
        ...
