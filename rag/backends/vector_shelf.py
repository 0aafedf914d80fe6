"""Every passage's vector in one SQLite file, beside Chroma's graph of them.

The graph finds the nearest of all vectors in a millisecond, but it knows no bounds (a filter on its rows costs
hundreds), and a process that is killed while the graph is written leaves one that cannot be read. From this file a
search inside bounds reads exactly the vectors that are inside, and the graph is built again without embedding anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.backends.vector_bounds import conditions_of, day_number
from rag.backends.vector_file import CHUNK, COMPLETE, VectorFile
from rag.embedder import Floats
from rag.protocols import Ranked
from rag.records import Passage, Query

_COLUMNS = "passage_id, article_id, digest, newspaper, day, vector"


@dataclass(frozen=True, slots=True)
class Kept:
    """A passage and the text hash that its vector was made from."""

    passage_id: str
    article_id: str
    digest: str
    vector: bytes


class VectorShelf(VectorFile):
    """The vectors of one embedding model; safe to use from several threads and processes."""

    @property
    def complete(self) -> bool:
        """Whether everything that Chroma had when this file was made is in it."""
        return self._version() == COMPLETE

    def note_complete(self) -> None:
        """Note that nothing is to be taken over from Chroma."""
        self._rows(f"PRAGMA user_version = {COMPLETE}")

    def put(self, passages: Sequence[Passage], digests: Sequence[str], vectors: Floats) -> None:
        """Store durably the passages' vectors, float32 (passages, dimension); known ids are replaced."""
        rows = [
            (
                passage.id,
                passage.article_id,
                digest,
                passage.source.newspaper,
                day_number(passage.source.date),
                vector.astype("<f4").tobytes(),
            )
            for passage, digest, vector in zip(passages, digests, vectors, strict=True)
        ]
        with self._transaction() as db:
            db.executemany(f"INSERT OR REPLACE INTO vectors ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", rows)

    def vectors(self, digests: Mapping[str, str]) -> dict[str, Floats]:
        """Return passage id → vector of those of these passages whose vector was made from the text of this hash."""
        found = self._rows_of("SELECT passage_id, digest, vector FROM vectors WHERE passage_id", list(digests))
        return {row[0]: np.frombuffer(row[2], "<f4") for row in found if digests[row[0]] == row[1]}

    def digests(self, passage_ids: Sequence[str]) -> dict[str, str]:
        """Return passage id → the text hash that its vector was made from, of those that are kept."""
        return {
            row[0]: row[1]
            for row in self._rows_of("SELECT passage_id, digest FROM vectors WHERE passage_id", passage_ids)
        }

    def drop(self, passage_ids: Sequence[str]) -> None:
        """Remove these passages' vectors durably."""
        with self._transaction() as db:
            db.executemany("DELETE FROM vectors WHERE passage_id = ?", [(one,) for one in passage_ids])

    def of_articles(self, article_ids: Sequence[str]) -> list[str]:
        """Return the ids of these articles' passages."""
        return [row[0] for row in self._rows_of("SELECT passage_id FROM vectors WHERE article_id", article_ids)]

    def inside(self, query: Query, passage_ids: Sequence[str]) -> frozenset[str]:
        """Return those of these passages that lie inside the query's bounds."""
        bounds, values = conditions_of(query)
        statement = f"SELECT passage_id FROM vectors WHERE {bounds} AND passage_id"
        return frozenset(row[0] for row in self._rows_of(statement, passage_ids, values))

    def count_inside(self, query: Query, most: int) -> int:
        """Return how many vectors lie inside the query's bounds; counting stops at `most`."""
        bounds, values = conditions_of(query)
        statement = f"SELECT count(*) FROM (SELECT 1 FROM vectors WHERE {bounds} LIMIT {most})"
        return int(self._rows(statement, values)[0][0])

    def last(self) -> int:
        """Return the number of the last change."""
        rows = self._rows("SELECT seq FROM sqlite_sequence WHERE name = 'vectors'")
        return int(rows[0][0]) if rows else 0

    def latest(self, count: int) -> dict[str, int]:
        """Return passage id → number of its change, of the last changes that stand, the newest first."""
        return {
            row[0]: row[1] for row in self._rows(f"SELECT passage_id, seq FROM vectors ORDER BY seq DESC LIMIT {count}")
        }

    def count_after(self, change: int) -> int:
        """Return how many vectors came after a change."""
        return int(self._rows("SELECT count(*) FROM vectors WHERE seq > ?", (change,))[0][0])

    def unchanged(self, passage_ids: Sequence[str], change: int) -> frozenset[str]:
        """Return those of these passages that are there and have not come or changed after a change."""
        statement = "SELECT passage_id FROM vectors WHERE seq <= ? AND passage_id"
        return frozenset(row[0] for row in self._rows_of(statement, passage_ids, (change,)))

    def nearest(self, query: Query, vector: Floats, k: int, after: int = 0) -> list[Ranked]:
        """Return the `k` passages inside the query's bounds with the highest cosine to a unit vector, best first.

        Only those that came after a change are looked at, when it is given.
        """
        bounds, values = conditions_of(query)
        if after:
            bounds, values = f"seq > ? AND {bounds}", [after, *values]
        best: list[Ranked] = []
        for rows in self._chunks(f"SELECT passage_id, vector FROM vectors WHERE {bounds}", values):
            matrix = np.frombuffer(b"".join(row[1] for row in rows), "<f4").reshape(len(rows), -1)
            scores = np.einsum("ij,j->i", matrix, vector)  # a BLAS would wake its threads for a millisecond's work
            top = np.argpartition(-scores, k - 1)[:k] if len(rows) > k else range(len(rows))
            best += [Ranked(rows[at][0], float(scores[at])) for at in top]
            best = sorted(best, key=lambda entry: (-entry.score, entry.passage_id))[:k]
        return best

    def every(self) -> Iterator[Kept]:
        """Yield all that is kept, by passage id; a few thousand rows are in memory at once."""
        last = ""
        statement = (
            f"SELECT passage_id, article_id, digest, vector FROM vectors WHERE passage_id > ? "
            f"ORDER BY passage_id LIMIT {CHUNK}"
        )
        while rows := self._rows(statement, (last,)):
            yield from (Kept(*row) for row in rows)
            last = rows[-1][0]

    def ids(self) -> set[str]:
        """Return the ids of all passages."""
        return {row[0] for row in self._rows("SELECT passage_id FROM vectors")}

    def clear(self) -> None:
        """Remove all vectors."""
        with self._transaction() as db:
            db.execute("DELETE FROM vectors")

    def count(self) -> int:
        """Return how many vectors there are."""
        return int(self._rows("SELECT count(*) FROM vectors")[0][0])

    def count_of_other_size(self, size: int) -> int:
        """Return how many vectors have not this size in bytes."""
        return int(self._rows("SELECT count(*) FROM vectors WHERE length(vector) != ?", (size,))[0][0])
