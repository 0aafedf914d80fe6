"""The dense view: passages as vectors in an embedded Chroma collection, nearest by cosine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from rag.backends import index_version
from rag.backends.ahead import Ahead
from rag.backends.chroma_folder import ChromaFolder
from rag.backends.chroma_rows import batches, embedding_text, metadata_of, passages_of_page
from rag.backends.dense_faults import dense_faults, vector_faults
from rag.backends.dense_search import DenseSearch
from rag.backends.older_vectors import take_over
from rag.backends.vector_shelf import VectorShelf
from rag.embedder import Embedder, Floats
from rag.passage_digest import passage_digest
from rag.protocols import Ranking, Row
from rag.records import Passage, Query

VIEW = "dense"

VERSION = "1"  # of rows and of what is embedded; raise it with every change, and libraries embed everything anew

_EMBEDDED = 256  # passages that are embedded at once and then kept: what a crash may cost
_STORED = 1024  # rows that are written at once where there are many: Chroma is quickest at 256 to 1,024
_SPARE = 5000  # removed vectors that are not worth a new graph
_SAMPLE = 16  # passages embedded again to see whether the vectors are of the model


class ChromaIndex:
    """A Chroma folder with its vectors beside it. Each row carries its passage whole: text, place, offsets."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Open the folder, made when it is not there; LibraryError when it is damaged."""
        self.name = folder.name
        self._path = folder
        self._ahead = Ahead(embedder)
        found = VERSION if (folder / "chroma.sqlite3").exists() else None  # what a folder without a note was built from
        index_version.begin(folder, VERSION, found=found)
        self._shelf = VectorShelf(folder)
        self._search = DenseSearch(self._shelf)
        self._folder = ChromaFolder(folder, self._note_emptied, self._search.loaded)
        take_over(self._folder, self._shelf)

    @property
    def current(self) -> bool:
        """Whether it is of this release's making, and filled to the end; else `refill` is due."""
        return index_version.is_whole(self._path, VERSION)

    def refill(self, passages: Iterable[Passage]) -> None:
        """Hold these passages and no others, embedding only those whose vectors are not kept from before."""
        if not index_version.is_begun(self._path, VERSION):
            self._folder.clear()
            self._shelf.clear()
            self._note_emptied()
        held = self.ids()
        wanted: set[str] = set()
        for batch in batches(passages, _STORED):
            wanted.update(passage.id for passage in batch)
            if fresh := [passage for passage in batch if passage.id not in held]:
                self.add(fresh)
        self._drop(sorted((held | self._shelf.ids()) - wanted))
        index_version.note(self._path, VERSION, whole=True)

    def prepare(self, passages: Sequence[Passage]) -> None:
        """Embed the passages; their vectors wait until they are added."""
        self._ahead.prepare([embedding_text(passage) for passage in passages])

    def add(self, passages: Sequence[Passage]) -> None:
        """Embed and store the passages durably; one that is there already (same id) is replaced.

        The vectors are kept first: what is cut short afterwards need not be embedded again.
        """
        latest = {passage.id: passage for passage in passages}  # an id twice in one call is an error to Chroma
        for batch in batches(latest.values(), min(_STORED, self._folder.most)):
            vectors = self._vectors(batch)
            with self._folder.changing() as collection:
                collection.upsert(
                    ids=[passage.id for passage in batch],
                    embeddings=[vectors[passage.id] for passage in batch],
                    documents=[passage.text for passage in batch],
                    metadatas=[metadata_of(passage) for passage in batch],
                )
                self._search.stored()

    def _vectors(self, passages: Sequence[Passage]) -> dict[str, Floats]:
        """Passage id → vector, from the shelf or embedded and put there."""
        digests = {passage.id: passage_digest(passage) for passage in passages}
        known = self._shelf.vectors(digests)
        for batch in batches((one for one in passages if one.id not in known), _EMBEDDED):
            vectors = self._ahead.vectors([embedding_text(passage) for passage in batch])
            self._shelf.put(batch, [digests[passage.id] for passage in batch], vectors)
            known.update(zip((passage.id for passage in batch), vectors, strict=True))
        return known

    def replace(self, article_ids: Sequence[str], passages: Sequence[Passage]) -> None:
        """Hold durably these passages of these articles and no others of them; the new ones come before the old go."""
        before = self._shelf.of_articles(article_ids)
        self.add(passages)
        self._drop(sorted(set(before) - {passage.id for passage in passages}))

    def remove(self, article_ids: Iterable[str]) -> None:
        """Remove durably every passage of these articles; an unknown id is no error."""
        self._drop(self._shelf.of_articles(list(article_ids)))

    def _drop(self, passage_ids: Sequence[str]) -> None:
        for batch in batches(passage_ids, _STORED):
            with self._folder.changing() as collection:
                collection.delete(ids=list(batch))
            self._shelf.drop(batch)

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return one ranking, `dense`: at most `k` passages inside the query's bounds, score = cosine similarity."""
        if not query.text.strip() or k < 1 or not self._shelf.count_inside(Query(""), 1):
            return (Ranking(VIEW, ()),)
        vector = self._ahead.embedder.encode_query(query.text)
        entries = self._search.nearest(self._folder, vector, query, k, filled=self.current)
        return (Ranking(VIEW, tuple(sorted(entries, key=lambda entry: (-entry.score, entry.passage_id)))),)

    def ids(self) -> set[str]:
        """Return the ids of all stored passages."""
        return {row_id for page in self._folder.pages([]) for row_id in page["ids"]}

    def rows(self) -> Iterator[Row]:
        """Yield what Chroma has stored; `digest` is no passage's where the kept vector was made from something else."""
        for page in self._folder.pages(["documents", "metadatas"]):
            kept = self._shelf.digests(page["ids"])
            for one in passages_of_page(page):
                digest = passage_digest(one)
                yield Row(one.id, one.article_id, digest if kept.get(one.id) == digest else "at odds")

    def faults(self, passages: Sequence[Passage]) -> Sequence[str]:
        """Return a sentence for damaged files, for vectors that differ from the kept ones, and for another model's."""
        return list(dense_faults(self._folder, self._shelf, self._ahead.embedder, passages))

    def count(self) -> int:
        """Return how many passages are stored."""
        with self._folder.reading() as collection:
            return int(collection.count())

    def mend(self, passages: Iterable[Passage]) -> None:
        """Build the graph again, from the kept vectors where those are sound and of the model, else from the texts."""
        wanted = list(islice(passages, _SAMPLE))
        if vector_faults(self._shelf, self._ahead.embedder, wanted):
            self._shelf.clear()
        self._note_emptied()
        self._folder.clear()
        self.refill(chain(wanted, passages))

    @property
    def wasteful(self) -> bool:
        """Whether removed vectors take more room in the graph than those that are there: Chroma never uses it again."""
        spare = self._folder.graph_slots() - self._shelf.count()
        return spare > max(self._shelf.count(), _SPARE)

    def compact(self, passages: Iterable[Passage]) -> None:
        """Build the graph again without what was removed; until that is done, searches read the vectors one by one."""
        self._note_emptied()
        self._folder.clear()
        self.refill(passages)
        self._shelf.compact()

    def backup(self, folder: Path) -> None:
        """Write the vectors, and a note that the graph is to be built from them."""
        self._shelf.backup(folder)
        index_version.note(folder, VERSION, whole=False)

    def close(self) -> None:
        """Release all files; the last index of a folder in the process frees Chroma's."""
        self._folder.close()
        self._shelf.close()

    def _note_emptied(self) -> None:
        index_version.note(self._path, VERSION, whole=False)
