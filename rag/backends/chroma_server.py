"""The dense view on a Chroma server: the same rows as in the embedded folder, shared by programs and machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from operator import methodcaller
from pathlib import Path
from typing import Any

import numpy as np

from rag.backends.ahead import Ahead
from rag.backends.chroma_bounds import inside, where_filter
from rag.backends.chroma_graph import GRAPH
from rag.backends.chroma_remote import ChromaRemote, Note
from rag.backends.chroma_rows import batches, embedding_text, metadata_of, passages_of_page
from rag.backends.kept_vectors import read_vectors, write_vectors
from rag.embedder import Embedder, Floats
from rag.passage_digest import passage_digest
from rag.protocols import Ranked, Ranking, Row
from rag.records import Passage, Query
from rag.settings import ChromaSettings

VIEW = "dense"

_VERSION = "1"  # of rows and of what is embedded; raise it with every change, and collections are filled anew
_STORED = 256  # rows a call; Chroma Cloud takes 300
_PAGE = 300  # rows read at once, as Chroma Cloud gives them
_ARTICLES_AT_ONCE = 200  # ids in one filter
_WIDER = 5  # times the hits wanted: neighbours looked at before the filter is asked
_SAMPLE = 16  # passages embedded again to see whether the vectors are of the model
_ALIKE = 0.98  # cosine; two processors differ by less than 0.01, two models by far more


class ChromaServer:
    """A collection on a server. Each row carries its passage whole; what it was filled from is noted beside it."""

    views: tuple[str, ...] = (VIEW,)

    def __init__(
        self,
        settings: ChromaSettings,
        collection: str,
        embedder: Embedder,
        name: str = "chroma",
        kept: Path | None = None,
    ) -> None:
        """Open the collection, made when it is not there; `name` is the index's own. LibraryError when it cannot be.

        It is filled with the vectors that a library's folder `kept` of this model holds, as far as they go.
        """
        self.name = name
        self._kept = kept
        self._ahead = Ahead(embedder)
        self._remote = ChromaRemote(settings, collection, self._making)
        if self._remote.note().version == "":
            self._write_note(whole=False)

    def _making(self) -> dict[str, Any]:
        """The arguments that the collection is made with."""
        return {"configuration": {"hnsw": dict(GRAPH)}}

    def _metadata(self, passage: Passage) -> dict[str, Any]:
        """What a row carries beside text and vector."""
        return metadata_of(passage)

    @property
    def current(self) -> bool:
        """Whether it is of this release's making and of this model, and filled to the end; else `refill` is due."""
        return self._remote.note() == Note(_VERSION, self._ahead.embedder.fingerprint, whole=True)

    def refill(self, passages: Iterable[Passage]) -> None:
        """Hold these passages and no others, embedding only those that an earlier call, cut short, has not taken."""
        note = self._remote.note()
        if (note.version, note.embedding) != (_VERSION, self._ahead.embedder.fingerprint):
            self._remote.clear()
            self._write_note(whole=False)
        held = self.ids()
        wanted: set[str] = set()
        for batch in batches(passages, _STORED):
            wanted.update(passage.id for passage in batch)
            if fresh := [passage for passage in batch if passage.id not in held]:
                self._put(fresh, read_vectors(self._kept, fresh))
        self._drop(sorted(held - wanted))
        self._write_note(whole=True)

    def prepare(self, passages: Sequence[Passage]) -> None:
        """Embed the passages; their vectors wait until they are added."""
        self._ahead.prepare([embedding_text(passage) for passage in passages])

    def add(self, passages: Sequence[Passage]) -> None:
        """Embed and store the passages durably; one that is there already (same id) is replaced."""
        self._put(passages, {})

    def _put(self, passages: Sequence[Passage], known: Mapping[str, Floats]) -> None:
        """Store passages; those whose vector is not `known` are embedded."""
        latest = {passage.id: passage for passage in passages}  # an id twice in one call is an error to Chroma
        for batch in batches(latest.values(), min(_STORED, self._remote.most) if latest else 1):
            row: dict[str, Any] = {
                "ids": [passage.id for passage in batch],
                "embeddings": self._vectors(batch, known),
                "documents": [passage.text for passage in batch],
                "metadatas": [self._metadata(passage) for passage in batch],
            }
            self._remote.run("written", methodcaller("upsert", **row))

    def _vectors(self, passages: Sequence[Passage], known: Mapping[str, Floats]) -> Floats:
        fresh = [passage for passage in passages if passage.id not in known]
        made = self._ahead.vectors([embedding_text(passage) for passage in fresh]) if fresh else ()
        vectors = {**known, **dict(zip((passage.id for passage in fresh), made, strict=True))}
        return np.stack([vectors[passage.id] for passage in passages])

    def replace(self, article_ids: Sequence[str], passages: Sequence[Passage]) -> None:
        """Hold durably these passages of these articles and no others of them; the new ones come before the old go."""
        before = self._of_articles(article_ids)
        self.add(passages)
        self._drop(sorted(set(before) - {passage.id for passage in passages}))

    def remove(self, article_ids: Iterable[str]) -> None:
        """Remove durably every passage of these articles; an unknown id is no error."""
        self._drop(self._of_articles(list(article_ids)))

    def _of_articles(self, article_ids: Sequence[str]) -> list[str]:
        found: list[str] = []
        for batch in batches(article_ids, _ARTICLES_AT_ONCE):
            where = {"article_id": {"$in": list(batch)}}
            found += [row_id for page in self._pages([], where) for row_id in page["ids"]]
        return found

    def _drop(self, passage_ids: Sequence[str]) -> None:
        for batch in batches(passage_ids, _STORED):
            self._remote.run("written", methodcaller("delete", ids=list(batch)))

    def search(self, query: Query, k: int) -> tuple[Ranking, ...]:
        """Return a ranking for each view: at most `k` passages inside the query's bounds."""
        if not query.text.strip() or k < 1 or not self.count():
            return tuple(Ranking(view, ()) for view in self.views)
        return self._search(query, self._ahead.embedder.encode_query(query.text), k)

    def _search(self, query: Query, vector: Floats, k: int) -> tuple[Ranking, ...]:
        """The dense ranking, score = cosine similarity.

        Chroma's filter looks at every row first, so more neighbours are asked for without it and looked at here; only
        where too few of them are inside does the filter do its work.
        """
        where = where_filter(query)
        if where is None or query.within:  # a few articles: the filter finds them by their ids
            return (_ranking(VIEW, self._nearest(vector, k, where)),)
        wide = self._query(vector, _WIDER * k, None, "metadatas")
        found = [
            Ranked(found_id, 1 - distance)
            for found_id, distance, row in zip(wide["ids"][0], wide["distances"][0], wide["metadatas"][0], strict=True)
            if inside(row, query)
        ]
        return (_ranking(VIEW, found[:k] if len(found) >= k else self._nearest(vector, k, where)),)

    def _nearest(self, vector: Floats, k: int, where: Any) -> list[Ranked]:
        found = self._query(vector, k, where)
        return [Ranked(one, 1 - distance) for one, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def _query(self, vector: Floats, k: int, where: Any, *more: str) -> Any:
        include = ["distances", *more]
        ask = methodcaller("query", query_embeddings=vector[None], n_results=k, where=where, include=include)
        return self._remote.run("searched", ask)

    def ids(self) -> set[str]:
        """Return the ids of all stored passages."""
        return {row_id for page in self._pages([]) for row_id in page["ids"]}

    def rows(self) -> Iterator[Row]:
        """Yield what is stored."""
        for page in self._pages(["documents", "metadatas"]):
            for passage in passages_of_page(page):
                yield Row(passage.id, passage.article_id, passage_digest(passage))

    def _pages(self, include: list[str], where: Any = None, holding: Any = None) -> Iterator[Any]:
        offset = 0
        while True:
            get = methodcaller("get", where=where, where_document=holding, include=include, limit=_PAGE, offset=offset)
            page = self._remote.run("read", get)
            yield page
            if len(page["ids"]) < _PAGE:
                return
            offset += _PAGE

    def faults(self, passages: Sequence[Passage]) -> Sequence[str]:
        """Return a sentence where stored vectors are not of this model; the server looks after its own files."""
        sample = list({one.id: one for one in islice(passages, _SAMPLE)}.values())
        stored = self._remote.run(
            "read", methodcaller("get", ids=[one.id for one in sample] or [""], include=["embeddings"])
        )
        held = dict(zip(stored["ids"], stored["embeddings"], strict=True))
        known = [one for one in sample if one.id in held]
        if not known:
            return []
        fresh = self._ahead.embedder.encode_passages([embedding_text(one) for one in known])
        if fresh.shape[1] != len(held[known[0].id]):
            return [f"The vectors in {self._remote.shown} are of another dimension than the model's."]
        cosines = [float(np.dot(vector, held[one.id])) for one, vector in zip(known, fresh, strict=True)]
        differ = sum(cosine < _ALIKE for cosine in cosines)
        return [f"{differ} of {len(known)} vectors in {self._remote.shown} are of another model."] if differ else []

    def count(self) -> int:
        """Return how many passages are stored."""
        return int(self._remote.run("read", lambda collection: collection.count()))

    def mend(self, passages: Iterable[Passage]) -> None:
        """Hold these passages and no others, whatever was there; all is embedded again where vectors are not sound."""
        wanted = list(islice(passages, _SAMPLE))
        if self.faults(wanted):
            self._remote.clear()
        self._write_note(whole=False)
        self.refill(chain(wanted, passages))

    @property
    def wasteful(self) -> bool:
        """Nothing to do here: the server makes its own index small."""
        return False

    def compact(self, passages: Iterable[Passage]) -> None:
        """Hold these passages and no others; the server gives back the room."""
        self.refill(passages)

    def backup(self, folder: Path) -> None:
        """Write the vectors as a library in a folder keeps them."""
        write_vectors(self._pages(["documents", "metadatas", "embeddings"]), folder)

    def close(self) -> None:
        """Let go of the connection."""
        self._remote.close()

    def _write_note(self, *, whole: bool) -> None:
        self._remote.write_note(Note(_VERSION, self._ahead.embedder.fingerprint, whole))


def _ranking(view: str, entries: Iterable[Ranked]) -> Ranking:
    return Ranking(view, tuple(sorted(entries, key=lambda entry: (-entry.score, entry.passage_id))))
