"""MinHash signatures (Broder 1997) of texts and their bands: how alike two texts are, without comparing them whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from rag.chinese import fold

if TYPE_CHECKING:
    from datasketch import MinHash

SHORTEST = 60  # letters; shorter texts are alike by chance
_SHINGLE = 3  # letters
_BANDS, _ROWS = 24, 4  # texts that share 0.6 of their shingles meet in a band 96 times of 100, those sharing 0.3 in 18
_NO_LETTERS = re.compile(r"[\W_]+")


def signature(text: str) -> bytes:
    """Return the signature of a text's folded letters, 96 numbers of 4 bytes; empty for a text that is too short."""
    letters = _NO_LETTERS.sub("", fold(text))
    if len(letters) < SHORTEST:
        return b""
    shingles = {letters[at : at + _SHINGLE].encode() for at in range(len(letters) - _SHINGLE + 1)}
    found = _empty().copy()
    found.update_batch(shingles)
    return np.asarray(found.hashvalues, dtype="<u4").tobytes()


@cache
def _empty() -> MinHash:
    from datasketch import MinHash

    return MinHash(num_perm=_BANDS * _ROWS, seed=1)


def bands(signed: bytes) -> list[int]:
    """Return the keys of a signature's bands, 63 bits each: texts that share one may be alike."""
    if not signed:
        return []
    rows = np.frombuffer(signed, dtype="<u4").astype(np.uint64).reshape(_BANDS, _ROWS)
    keys = np.arange(1, _BANDS + 1, dtype=np.uint64)
    for column in range(_ROWS):  # FNV-1a over the rows, in 64 bits
        keys = (keys ^ rows[:, column]) * np.uint64(0x100000001B3)
        keys ^= keys >> np.uint64(29)
    return [int(key) for key in keys >> np.uint64(1)]


def likeness(one: bytes, others: Sequence[bytes]) -> list[float]:
    """Return the estimated share of shingles, 0 to 1, that a text has in common with each of the others."""
    if not others:
        return []
    first = np.frombuffer(one, dtype="<u4")
    rest = np.frombuffer(b"".join(others), dtype="<u4").reshape(len(others), -1)
    return [float(share) for share in (rest == first).mean(axis=1)]
