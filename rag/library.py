"""The library on disk: one folder with the catalogue, the indexes built from it, and what they were built with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from rag.amendments import take_over
from rag.errors import InputError, LibraryMismatch
from rag.feedback import Ratings
from rag.filing import Added, Change, Split, change_by, copied_now, filed_by, new_prints, unknown
from rag.filling import Progress
from rag.indexes import Indexes
from rag.manifest import ManifestStamp, prepare_folder, read_manifest, require_library
from rag.parts import Part
from rag.protocols import Catalogue, PassageIndex, Ranking
from rag.readings import FileRead, lapsed
from rag.records import Article, Query
from rag.repeats import Filed
from rag.shelf import Shelf, StoreSize

__all__ = ["Added", "Library", "Split", "prepare_folder", "read_manifest", "require_library"]


class Library(Shelf):
    """An open library. The catalogue is written first and is the truth; the indexes follow from it."""

    def __init__(
        self,
        folder: Path,
        catalogue: Catalogue,
        indexes: Sequence[PassageIndex],
        embedding: str,
        progress: Progress | None = None,
        *,
        shared: bool = False,
        ratings: Ratings | None = None,
    ) -> None:
        """Carry on what was cut short, and fill again the indexes that are not current; `progress` is told of that.

        `progress` hears too when another program that writes is waited for. `shared`: programs with folders of their
        own write the same catalogue. `ratings` are where what readers think of answers is kept, if not in the folder.
        """
        super().__init__(folder, catalogue, embedding, ratings)
        self.catalogue = catalogue
        take_over(folder, catalogue)
        self._made_with = ManifestStamp(folder)
        self.indexes = Indexes(indexes, catalogue, progress, follows=shared)
        self.indexes.carry_on()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write, which one thread of one program has at a time; LibraryBusy after a long wait."""
        with self._catalogue.writing(self.indexes.told):
            self._same_model()
            yield

    @property
    def moved(self) -> bool:
        """Whether the library was moved to another embedding model since it was opened."""
        now = read_manifest(self.folder) if self._made_with.changed() else None
        return now is not None and now.embedding != self._embedding

    def _same_model(self) -> None:
        """Raise LibraryMismatch when the library was moved to another embedding model since it was opened."""
        if self.moved:
            raise LibraryMismatch(
                f"The library {self.folder} was moved to the embedding model "
                f"{require_library(self.folder).embedding} while this program had it open: try again in a "
                "moment, or start the program again."
            )

    @contextmanager
    def holding(self) -> Iterator[Callable[[Path], str]]:
        """Give a function that copies a source file into the library and returns the copy's name, for `Origin.copy`.

        A copy stays when an article that names it is stored; the others go at the end of the block.
        """
        with self._sources.turn:
            with self.writing():
                self._sources.begin()
            try:
                yield self._sources.hold
            finally:
                with self.writing():
                    self._sources.end()
                    self._sources.sweep(self._catalogue.copies)
                    self.indexes.compact(only_wasteful=True)

    def prepare(self, articles: Sequence[Article], split: Split) -> None:
        """Do beforehand the long work that `add` of these articles will need; any thread may call it, nothing is held.

        What the library knows already, by its version or by its text, needs none.
        """
        fresh = unknown(self._catalogue, articles)
        self.indexes.prepare([passage for article in fresh for passage in split(article)])

    def add(self, articles: Sequence[Article], split: Split, parts: Sequence[Part] = ()) -> Added:
        """Store articles and their passages: new ones are added, edited ones replaced, known ones left alone.

        One whose text is known from another place of publication becomes a further place of that article. `parts` are
        what some of the articles were put together from: what the library holds of them by themselves goes.

        One call is one unit: when it is cut short, the next opening of the library carries it on.
        """
        latest = {article.id: article for article in articles}
        with self.writing():
            known = self._catalogue.versions(list(latest))
            changed = [article for article in latest.values() if known.get(article.id) != article.version]
            same = [article for article in latest.values() if known.get(article.id) == article.version]
            anew = [*changed, *copied_now(self._catalogue, same)]
            before = self._file(change_by(self._catalogue, anew, parts), split) if anew or parts else ()
            fresh = new_prints(anew, before)
        return Added(
            added=tuple(article.id for article in changed if article.id in fresh),
            updated=tuple(article.id for article in changed if article.id not in fresh),
            unchanged=tuple(article.id for article in same),
        )

    def _file(self, change: Change, split: Split) -> tuple[Filed, ...]:
        """Store the articles that there are after a change; return those that it touched, as they were."""
        new = filed_by(self._catalogue, change)
        passages = [passage for filed in new.fresh for passage in split(filed.article)]
        self._sources.keep(origin.copy for one in change.came for origin in one.origin if origin.copy)
        self._catalogue.put(
            new.fresh, passages, extended=new.extended, gone=new.gone, parts=change.parts, whole=change.no_parts
        )
        self.indexes.settle()
        return new.before

    def supersede(self, read: FileRead, before: Sequence[str], split: Split) -> int:
        """Remove what a file gave under the names `before` and gives no more; return how many prints that were.

        It has been read to its end, and what it gives is noted. Cut short, it is done when the file is read again.
        """
        with self.writing():
            lapse = lapsed(self._catalogue, read, before)
            if lapse.no_parts:
                self._file(lapse, split)
            self._catalogue.forget_given(read, before)
        return len(lapse.withdrawn)

    def parts(self, day: date) -> tuple[Part, ...]:
        """Return the parts of articles that go on on another page, of the issues of this day, as they were read."""
        return self._catalogue.parts(day)

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles from the catalogue and every index; an unknown id raises InputError and removes nothing."""
        with self.writing():
            holders = self._catalogue.holders(article_ids)
            unknown = [article_id for article_id in article_ids if article_id not in holders]
            if unknown:
                raise InputError(f"No article {', '.join(unknown)} in {self.folder}; see the ids with: baoda list")
            ids = list(dict.fromkeys(holders.values()))
            self._catalogue.remove(ids)
            self.indexes.settle()
            self._sources.sweep(self._catalogue.copies)
            self.indexes.compact(only_wasteful=True)

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return what every view of every index finds inside the query's bounds, at most `k` passages each.

        Days and newspaper hold for every place of publication; `within` takes ids of articles, of prints, and external
        ids, and an unknown one raises InputError.
        """
        self._same_model()
        held = replace(
            query,
            within=self.held(query.within),
            elsewhere=self._catalogue.elsewhere(query) if query.bounded else (),
        )
        return self.indexes.search(held, k)

    def articles_with(self, text: str) -> frozenset[str]:
        """Return ids of the articles with all of a text's words in one passage; empty without a word index."""
        return self.indexes.articles_with(text)

    def compact(self) -> None:
        """Give back the room that removed articles take, in the catalogue and in every index."""
        with self.writing():
            self.indexes.compact()
            self._catalogue.compact()
            self._sources.sweep(self._catalogue.copies)

    def _stores(self) -> list[StoreSize]:
        return self.indexes.sizes(self.folder)

    def close(self) -> None:
        """Release every file; a closed library is not used again."""
        self.indexes.close()
        super().close()
