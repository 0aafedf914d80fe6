"""Vectors and words searched together inside a distributed Chroma or Chroma Cloud, fused there by reciprocal rank."""

from __future__ import annotations

from operator import methodcaller
from pathlib import Path
from typing import Any

from rag.backends.chroma_bounds import where_filter
from rag.backends.chroma_rows import metadata_of
from rag.backends.chroma_server import VIEW, ChromaServer
from rag.backends.sparse_words import SparseText, passage_words, question_words
from rag.chinese import words
from rag.embedder import Embedder, Floats
from rag.errors import LibraryError, SettingsError
from rag.protocols import Ranked, Ranking
from rag.records import Passage, Query
from rag.settings import ChromaSettings

_WORDS = "words"  # the row's field with its sparse vector, and the view's name
_FUSED = "hybrid"
_CONSTANT = 60  # of reciprocal rank fusion
_DEEP = 2  # times the hits wanted: how deep each list is fused


class ChromaHybrid(ChromaServer):
    """A collection with a sparse index beside the dense one. No other index is needed beside it.

    One request brings three rankings: the nearest vectors, BM25 over our words, and both fused by the engine.
    """

    views = (VIEW, _WORDS, _FUSED)

    def __init__(
        self,
        settings: ChromaSettings,
        collection: str,
        embedder: Embedder,
        name: str = "chroma",
        kept: Path | None = None,
    ) -> None:
        """Open the collection as `ChromaServer` does; SettingsError where the server has no sparse index."""
        try:
            super().__init__(settings, collection, embedder, name, kept)
        except LibraryError as error:
            if "parse vector" not in str(error):
                raise
            raise SettingsError(
                f"The Chroma server {settings.url} has no hybrid search, a single node has none; "
                "unset chroma.hybrid (BAODA_CHROMA_HYBRID), or name a distributed deployment or Chroma Cloud."
            ) from error

    def _making(self) -> dict[str, Any]:
        from chromadb.api.types import Schema, SparseVectorIndexConfig, StringInvertedIndexConfig, VectorIndexConfig

        schema = Schema()
        schema.create_index(config=VectorIndexConfig(space="cosine", embedding_function=None))
        schema.create_index(config=SparseVectorIndexConfig(bm25=True), key=_WORDS)
        for printed in ("headline", "external_id", "page"):  # no filter asks for these
            schema.delete_index(config=StringInvertedIndexConfig(), key=printed)
        return {"schema": schema}

    def _metadata(self, passage: Passage) -> dict[str, Any]:
        found = passage_words(f"{passage.source.headline}\n{passage.text}")
        return {**metadata_of(passage), _WORDS: _sparse(found) if found.indices else None}

    def _search(self, query: Query, vector: Floats, k: int) -> tuple[Ranking, ...]:
        """Dense (score = cosine similarity), words (BM25) and fused (RRF), each within the query's bounds."""
        from chromadb import Knn, Rrf, Search

        asked = question_words(query.readable)
        near: dict[str, Any] = {"query": vector.tolist(), "limit": _DEEP * k}
        ranks: list[Any] = [Knn(**near)]
        fused: Any = Knn(**near)
        if asked.indices:
            listed: dict[str, Any] = {"query": _sparse(asked), "key": _WORDS, "limit": _DEEP * k}
            ranks.append(Knn(**listed))
            # A passage that one list lacks counts as standing just behind its end; without a default it were left out.
            last = float(_DEEP * k)
            both: list[Any] = [Knn(**one, return_rank=True, default=last) for one in (near, listed)]
            fused = Rrf(ranks=both, k=_CONSTANT)
        ranks.append(fused)
        where = where_filter(query)
        searches = [Search(where=where, rank=rank, limit=k, select=["#score"]) for rank in ranks]
        found = self._remote.run("searched", methodcaller("search", searches))
        lists = [
            [Ranked(row_id, -float(score)) for row_id, score in zip(ids, scores, strict=True)]
            for ids, scores in zip(found["ids"], found["scores"], strict=True)
        ]
        if not asked.indices:
            lists.insert(1, [])
        dense = [Ranked(one.passage_id, 1 + one.score) for one in lists[0]]  # the engine gives distances
        return tuple(
            Ranking(view, tuple(entries)) for view, entries in zip(self.views, (dense, *lists[1:]), strict=True)
        )

    def articles_with(self, text: str) -> frozenset[str]:
        """Return ids of the articles that have a passage where all of a text's words stand as they are printed.

        Unlike the word index in a folder it knows no other width or variant of a character, and not the headline.
        """
        wanted = [{"$contains": word} for word in dict.fromkeys(words(text))]
        if not wanted:
            return frozenset()
        holding: Any = {"$and": wanted} if len(wanted) > 1 else wanted[0]
        pages = self._pages(["metadatas"], holding=holding)
        return frozenset(str(row["article_id"]) for page in pages for row in page["metadatas"])


def _sparse(found: SparseText) -> Any:
    from chromadb import SparseVector

    return SparseVector(indices=list(found.indices), values=list(found.values))
