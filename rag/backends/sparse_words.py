"""Texts as sparse vectors of their words, for BM25 inside an engine that knows how rare each word is."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

from rag.index_words import index_words

_SATURATION, _BY_LENGTH = 1.2, 0.75  # BM25's k1 and b, as tantivy has them
_USUAL_LENGTH = 160.0  # words of a passage of 250 characters, cut for search; the engine's weights take no mean of ours
_LONGEST_QUERY = 256  # different words; the rest of a page-long question is not searched


@dataclass(frozen=True, slots=True)
class SparseText:
    """Words as numbers below 2^31, rising, and a weight for each."""

    indices: tuple[int, ...]
    values: tuple[float, ...]


def passage_words(text: str) -> SparseText:
    """Return BM25's share of each word of a passage, all but the word's rarity (Robertson and Zaragoza 2009, eq. 3.15).

    A word that stands there f times in a passage of n words has f(k1+1) / (f + k1(1 - b + b n/n̄)).
    """
    counted = Counter(_number(word) for word in index_words(text))
    length = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * counted.total() / _USUAL_LENGTH)
    numbers = sorted(counted)
    return SparseText(
        tuple(numbers), tuple(counted[one] * (_SATURATION + 1) / (counted[one] + length) for one in numbers)
    )


def question_words(text: str) -> SparseText:
    """Return each word of a question once, with weight 1."""
    words = list(dict.fromkeys(index_words(text)))[:_LONGEST_QUERY]
    numbers = sorted({_number(word) for word in words})
    return SparseText(tuple(numbers), (1.0,) * len(numbers))


def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest()) >> 1
