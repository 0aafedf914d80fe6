"""A stand-in for Chroma's distributed engine: it works out `Search` payloads over rows in memory.

It takes the place of the network alone: payloads, filters, sparse vectors and schema are objects of chromadb. What it
does with them follows chromadb's documentation of the expressions; BM25's rarity of words is the engine's part.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from chromadb import Search
from chromadb.errors import NotFoundError

Row = dict[str, Any]


class FakeEngine:
    """A client and its collections."""

    def __init__(self) -> None:
        self.collections: dict[str, FakeCollection] = {}
        self.schemas: dict[str, Any] = {}

    def get_or_create_collection(self, name: str, *, embedding_function: None, schema: Any) -> FakeCollection:
        if name not in self.collections:
            self.schemas[name] = schema.serialize_to_json()
            self.collections[name] = FakeCollection()
        return self.collections[name]

    def delete_collection(self, name: str) -> None:
        if self.collections.pop(name, None) is None:
            raise NotFoundError(name)

    def get_max_batch_size(self) -> int:
        return 300


class FakeCollection:
    """Rows by id: vector, text, metadata."""

    def __init__(self) -> None:
        self.metadata: dict[str, Any] = {}
        self.rows: dict[str, Row] = {}

    def modify(self, metadata: Mapping[str, Any]) -> None:
        self.metadata = dict(metadata)

    def upsert(self, ids: Sequence[str], embeddings: Any, documents: Sequence[str], metadatas: Sequence[Row]) -> None:
        for row_id, vector, text, metadata in zip(ids, embeddings, documents, metadatas, strict=True):
            kept = {name: value for name, value in metadata.items() if value is not None}
            self.rows[row_id] = {"vector": np.asarray(vector), "text": text, "metadata": kept}

    def delete(self, ids: Sequence[str]) -> None:
        for row_id in ids:
            self.rows.pop(row_id, None)

    def count(self) -> int:
        return len(self.rows)

    def get(
        self,
        *,
        ids: Sequence[str] | None = None,
        include: Sequence[str] = (),
        where: Any = None,
        where_document: Any = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> dict[str, Any]:
        found = [
            (row_id, row)
            for row_id, row in self.rows.items()
            if (ids is None or row_id in ids) and _fits(where, row) and _holds(where_document, row["text"])
        ][offset : offset + limit if limit is not None else None]
        return {
            "ids": [row_id for row_id, _ in found],
            "documents": [row["text"] for _, row in found] if "documents" in include else None,
            "metadatas": [row["metadata"] for _, row in found] if "metadatas" in include else None,
            "embeddings": [row["vector"] for _, row in found] if "embeddings" in include else None,
        }

    def search(self, searches: Sequence[Search]) -> dict[str, Any]:
        ids, scores = [], []
        for search in searches:
            asked = search.to_dict()
            assert asked["select"]["keys"] == ["#score"]
            inside = {row_id: row for row_id, row in self.rows.items() if _fits(asked["filter"], row)}
            found = self._scores(asked["rank"], inside)
            best = sorted(found, key=lambda row_id: (found[row_id], row_id))[: asked["limit"]["limit"]]
            ids.append(best)
            scores.append([found[row_id] for row_id in best])
        return {"ids": ids, "scores": scores}

    def _scores(self, rank: Any, rows: Mapping[str, Row]) -> dict[str, float]:
        """Row id → value of a rank expression, lower is better; rows that some part of it lacks are left out."""
        ((kind, inner),) = rank.items()
        if kind == "$val":
            return dict.fromkeys(rows, float(inner))
        if kind == "$knn":
            return self._nearest(inner, rows)
        if kind == "$div":
            left, right = self._scores(inner["left"], rows), self._scores(inner["right"], rows)
            return {row_id: left[row_id] / right[row_id] for row_id in left if row_id in right}
        parts = [self._scores(part, rows) for part in inner]
        shared = set(parts[0]).intersection(*parts[1:])
        values = {row_id: [part[row_id] for part in parts] for row_id in shared}
        return {row_id: float(sum(held) if kind == "$sum" else math.prod(held)) for row_id, held in values.items()}

    def _nearest(self, knn: Row, rows: Mapping[str, Row]) -> dict[str, float]:
        if knn["key"] == "#embedding":
            vector = np.asarray(knn["query"], np.float32)
            far = {row_id: 1 - float(row["vector"] @ vector) for row_id, row in rows.items()}
        else:
            far = {row_id: -score for row_id, score in self._bm25(knn, rows).items()}
        best = sorted(far, key=lambda row_id: (far[row_id], row_id))[: knn["limit"]]
        values = {row_id: float(place) if knn.get("return_rank") else far[row_id] for place, row_id in enumerate(best)}
        return {row_id: values.get(row_id, float(knn["default"])) for row_id in rows} if "default" in knn else values

    def _bm25(self, knn: Row, rows: Mapping[str, Row]) -> dict[str, float]:
        asked = set(knn["query"]["indices"])
        texts = {row_id: row["metadata"].get(knn["key"]) for row_id, row in rows.items()}
        weights = {row_id: dict(zip(text.indices, text.values, strict=True)) for row_id, text in texts.items() if text}
        holding = {word: sum(word in weighed for weighed in weights.values()) for word in asked}
        rare = {word: math.log(1 + (len(rows) - n + 0.5) / (n + 0.5)) for word, n in holding.items()}
        return {
            row_id: sum(weighed[word] * rare[word] for word in asked & weighed.keys())
            for row_id, weighed in weights.items()
            if asked & weighed.keys()
        }


def _fits(where: Any, row: Row) -> bool:
    if where is None:
        return True
    ((name, wanted),) = where.items()
    if name in ("$and", "$or"):
        return (all if name == "$and" else any)(_fits(part, row) for part in wanted)
    held = row["metadata"].get(name)
    if not isinstance(wanted, dict):
        return bool(held == wanted)
    ((operator, value),) = wanted.items()
    if held is None:
        return False
    match operator:
        case "$gte":
            return bool(held >= value)
        case "$lte":
            return bool(held <= value)
        case "$in":
            return held in value
        case "$eq":
            return bool(held == value)
    raise AssertionError(f"a filter that nobody asked for: {operator}")


def _holds(wanted: Any, text: str) -> bool:
    if wanted is None:
        return True
    ((name, inner),) = wanted.items()
    return all(_holds(part, text) for part in inner) if name == "$and" else inner in text
