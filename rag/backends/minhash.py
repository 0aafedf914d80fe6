"""MinHash signatures (Broder 1997) of texts and their bands: how alike two texts are, without comparing them whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha1

import numpy as np
import numpy.typing as npt

from rag.chinese import letters

Numbers = npt.NDArray[np.uint32]

SHORTEST = 60  # letters; shorter texts are alike by chance
_SHINGLE = 3  # letters
_BANDS, _ROWS = 24, 4  # texts that share 0.6 of their shingles meet in a band 96 times of 100, those sharing 0.3 in 18


def signature(text: str) -> bytes:
    """Return the signature of a text's folded letters, 96 numbers of 4 bytes; empty for a text that is too short."""
    bare = letters(text)
    if len(bare) < SHORTEST:
        return b""
    shingles = {bare[at : at + _SHINGLE] for at in range(len(bare) - _SHINGLE + 1)}
    slopes, shifts = _permutations()
    found: Numbers = (_hashed(shingles)[:, None] * slopes + shifts).min(axis=0)
    return found.astype("<u4").tobytes()


def _hashed(shingles: Iterable[str]) -> Numbers:
    """Return 32 bits of each shingle's SHA-1, mixed by MurmurHash3's finalizer."""
    digests = b"".join(sha1(one.encode(), usedforsecurity=False).digest()[:4] for one in shingles)
    mixed = np.frombuffer(digests, "<u4").astype(np.uint32)
    mixed ^= mixed >> np.uint32(16)
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed


@cache
def _permutations() -> tuple[Numbers, Numbers]:
    """Return the factors and summands of the permutations of 32-bit numbers, modulo 2^32; odd factors make them so.

    They are those of datasketch 2.0 (scheme affine32, seed 1), with which libraries were made: catalogues keep
    signatures, so they must never change.
    """
    random = np.random.RandomState(1)  # its numbers are frozen
    count = _BANDS * _ROWS
    slopes = random.randint(0, 1 << 31, count, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return slopes, random.randint(0, 1 << 32, count, dtype=np.uint32)


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
