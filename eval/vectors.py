"""An embedder that remembers: every text is embedded once a model, in this run and in later ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from threading import RLock

import numpy as np

from rag.build import open_embedder
from rag.embedder import Embedder, Floats
from rag.errors import InputError
from rag.settings import EmbeddingSettings

_AT_ONCE = 256  # texts embedded before their vectors are kept: a run that is cut short loses no more
_WAIT = 120.0  # seconds for another run that writes to the same file


class CachedEmbedder(Embedder):
    """The vectors of another embedder, kept in one SQLite file; several runs may share it."""

    def __init__(self, embedder: Embedder, file: Path) -> None:
        """Take the embedder and the file, made when it is not there; InputError when it is no such file."""
        self._embedder = embedder
        self._file = file
        self._lock = RLock()
        self.folder = embedder.folder
        self.fingerprint = embedder.fingerprint
        self.dimension = embedder.dimension
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(self._connect()) as database:
                database.execute("PRAGMA journal_mode = WAL")
                database.execute(
                    "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
                )
        except sqlite3.DatabaseError as error:
            raise InputError(f"{file} is no cache of vectors ({error}); remove it or name another file.") from error

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """Return the passages' unit vectors, from the file where they are there."""
        return self._encode(texts, "passage", self._embedder.encode_passages)

    def encode_query(self, text: str) -> Floats:
        """Return the question's unit vector, from the file where it is there."""
        found = self._encode([text], "query", lambda texts: self._embedder.encode_query(texts[0])[None])
        return np.asarray(found[0], dtype=np.float32)

    def _encode(self, texts: Sequence[str], kind: str, encode: Callable[[Sequence[str]], Floats]) -> Floats:
        keys = [_key(self.fingerprint, kind, text) for text in texts]
        with self._lock, closing(self._connect()) as database:
            known = {key: vector for key in set(keys) if (vector := _stored(database, key)) is not None}
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            for batch in _batches(list(missing.items()), _AT_ONCE):
                vectors = encode([text for _, text in batch])
                fresh = {key: vector for (key, _), vector in zip(batch, vectors, strict=True)}
                known.update(fresh)
                rows = [(key, vector.astype("<f4").tobytes()) for key, vector in fresh.items()]
                with database:
                    database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        return np.array([known[key] for key in keys], dtype=np.float32).reshape(-1, self.dimension)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, timeout=_WAIT)


def open_cached(settings: EmbeddingSettings, folder: Path) -> CachedEmbedder:
    """Return the embedder that the settings name, with the vectors kept in a folder that runs share."""
    return CachedEmbedder(open_embedder(settings), folder / "vectors.sqlite")


def _key(fingerprint: str, kind: str, text: str) -> bytes:
    return blake2b("\x1f".join((fingerprint, kind, text)).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _stored(database: sqlite3.Connection, key: bytes) -> Floats | None:
    row = database.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
    return None if row is None else np.frombuffer(row[0], dtype="<f4")


def _batches(items: Sequence[tuple[bytes, str]], size: int) -> Iterator[Sequence[tuple[bytes, str]]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
