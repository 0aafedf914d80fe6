"""The two lexical views: cut words and character bigrams in one tantivy index, each ranked by BM25."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rag.backends import index_version
from rag.backends.tantivy_documents import CUTTERS, VERSION, VIEWS, document_of, passage_schema
from rag.backends.tantivy_files import damaged_files, removed_documents
from rag.backends.tantivy_search import articles_with, ranked
from rag.errors import LibraryBusy, LibraryError
from rag.protocols import Ranking, Row
from rag.records import Passage, Query

if TYPE_CHECKING:
    import tantivy

_MEMORY = 50_000_000  # bytes of the writer; tantivy asks for 15 MB a thread at least
_SPARE = 5000  # removed documents that are not worth indexing the others anew


class TantivyIndex:
    """A tantivy folder. A writer is open only while something is written, so that other processes can write too."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, made when it is not there; LibraryError when it is damaged."""
        self._folder = folder
        self.name = folder.name
        self._open()

    def _open(self) -> None:
        import tantivy

        folder = self._folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            try:
                self._index = tantivy.Index(passage_schema(), path=str(folder))
            except ValueError as error:
                if "schema does not match" not in str(error) or self.current:
                    raise
                self._clear()  # another release's fields: nothing here can read them, and `refill` is due
                self._index = tantivy.Index(passage_schema(), path=str(folder))
            # tantivy's own watching looks twice a second; here a search looks itself, and sees every commit.
            self._index.config_reader("manual")
            self._seen: tuple[int, int] | None = None
        except (ValueError, OSError) as error:
            raise self._failure("opened", error) from error

    @property
    def current(self) -> bool:
        """Whether it is of this release's making, and filled to the end; else `refill` is due."""
        return index_version.is_whole(self._folder, VERSION)

    def refill(self, passages: Iterable[Passage]) -> None:
        """Hold these passages and no others, at once when all of them are in: until then a search finds the old."""
        with self._writing() as writer:
            writer.delete_all_documents()
            for passage in passages:
                writer.add_document(document_of(passage))
        index_version.note(self._folder, VERSION, whole=True)

    def prepare(self, passages: Sequence[Passage]) -> None:
        """Do nothing: cutting words takes a hundredth of what embedding takes."""

    def add(self, passages: Sequence[Passage]) -> None:
        """Store the passages durably; one that is there already (same id) is replaced."""
        if not passages:
            return
        documents = {passage.id: document_of(passage) for passage in passages}
        with self._writing() as writer:
            for passage_id, document in documents.items():
                writer.delete_documents_by_term("passage_id", passage_id)
                writer.add_document(document)

    def replace(self, article_ids: Sequence[str], passages: Sequence[Passage]) -> None:
        """Hold durably these passages of these articles and no others of them, all in one commit."""
        documents = {passage.id: document_of(passage) for passage in passages}
        with self._writing() as writer:
            for article_id in article_ids:
                writer.delete_documents_by_term("article_id", article_id)
            for document in documents.values():
                writer.add_document(document)

    def remove(self, article_ids: Iterable[str]) -> None:
        """Remove durably every passage of these articles; an unknown id is no error."""
        if gone := list(article_ids):
            self.replace(gone, ())

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return two rankings, `words` and `bigrams`: at most `k` passages each, score = BM25."""
        searcher = self._searcher()
        return tuple(Ranking(view, ranked(self._index.schema, searcher, view, query, k)) for view in VIEWS)

    def articles_with(self, text: str) -> frozenset[str]:
        """Return ids of the articles that have a passage, with its headline, where all of a text's bigrams stand."""
        return articles_with(self._index.schema, self._searcher(), text)

    def ids(self) -> set[str]:
        """Return the ids of all stored passages."""
        return {row.passage_id for row in self.rows()}

    def rows(self) -> Iterator[Row]:
        """Yield what is stored; `digest` is that of the passage when it was indexed."""
        import tantivy

        searcher = self._searcher()
        if searcher.num_docs:
            try:
                hits = searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs, count=False).hits
                for _score, address in hits:
                    row = searcher.doc(address)
                    yield Row(*(str(row.get_first(field) or "") for field in ("passage_id", "article_id", "digest")))
            except (ValueError, OSError) as error:
                raise self._failure("read", error) from error

    def faults(self, passages: Sequence[Passage]) -> Sequence[str]:
        """Return a sentence for every damaged file, and one if passages are not found by a word of theirs."""
        try:
            found = [
                f"The file {name} of the word index {self._folder} is damaged." for name in damaged_files(self._folder)
            ]
            if found:
                return found
            searcher = self._searcher()
            lost = [passage.id for passage in passages if not self._finds(searcher, passage)]
        except (ValueError, OSError, KeyError) as error:
            return [str(self._failure("read", error))]
        if not lost:
            return []
        return [
            f"{len(lost)} of {len(passages)} passages looked at in {self._folder} are not found by their own words."
        ]

    def _finds(self, searcher: tantivy.Searcher, passage: Passage) -> bool:
        """Whether a passage is found by its own words, or is not here at all: that its rows tell."""
        import tantivy

        schema = self._index.schema
        row = tantivy.Query.term_query(schema, "passage_id", passage.id, index_option="basic")
        if not searcher.search(row, limit=1, count=False).hits or not any(
            cut(passage.text) for cut in CUTTERS.values()
        ):
            return True
        within = Query(passage.text, within=(passage.article_id,))
        found = (ranked(schema, searcher, view, within, searcher.num_docs) for view in VIEWS)
        return any(entry.passage_id == passage.id for entries in found for entry in entries)

    def count(self) -> int:
        """Return how many passages are stored."""
        return self._searcher().num_docs

    def mend(self, passages: Iterable[Passage]) -> None:
        """Index the passages anew in an empty folder: a damaged segment may stand in the way of a commit."""
        self.close()
        self._clear()
        self._open()
        self.refill(passages)

    @property
    def wasteful(self) -> bool:
        """Whether more passages are removed, and still take room, than are there."""
        return removed_documents(self._folder) > max(self.count(), _SPARE)

    def compact(self, passages: Iterable[Passage]) -> None:
        """Index the passages anew, without what was removed."""
        self.refill(passages)

    def backup(self, folder: Path) -> None:
        """Write nothing: words are cut again in little time."""

    def close(self) -> None:
        """Release the index's files."""
        vars(self).pop("_index", None)  # tantivy has no close: the last reference frees its maps

    def _clear(self) -> None:
        for file in self._folder.iterdir():
            file.unlink()

    def _searcher(self) -> tantivy.Searcher:
        """Return a searcher over the last commit, whichever process made it."""
        try:
            written = (self._folder / "meta.json").stat()
            if self._seen != (written.st_mtime_ns, written.st_ino):
                self._index.reload()
                self._seen = (written.st_mtime_ns, written.st_ino)
            return self._index.searcher()
        except (ValueError, OSError) as error:
            raise self._failure("read", error) from error

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """Yield a writer that commits at the end; LibraryBusy when another process has one open."""
        try:
            writer = self._index.writer(_MEMORY, num_threads=1)
        except ValueError as error:
            if "LockBusy" in str(error):
                raise LibraryBusy(
                    f"Another program is writing to {self._folder}: wait for it and try again."
                ) from error
            raise self._failure("written", error) from error
        try:
            yield writer
            writer.commit()
        except (ValueError, OSError) as error:
            raise self._failure("written", error) from error
        finally:
            writer.wait_merging_threads()  # also gives the lock back

    def _failure(self, done: str, error: Exception) -> LibraryError:
        return LibraryError(
            f"The word index {self._folder} cannot be {done} ({error}): check the disk; if it is damaged, "
            "baoda doctor --repair builds it again from the catalogue."
        )
