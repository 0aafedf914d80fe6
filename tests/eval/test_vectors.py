from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.vectors import CachedEmbedder
from rag.embedder import Embedder, Floats
from rag.errors import InputError


class _Counting(Embedder):
    """Embeds a text as its length and its kind, and counts what it was asked."""

    def __init__(self, fingerprint: str = "counting") -> None:
        self.folder = Path()
        self.fingerprint = fingerprint
        self.dimension = 2
        self.asked: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        self.asked.extend(texts)
        return np.array([[len(text), 0] for text in texts], dtype=np.float32)

    def encode_query(self, text: str) -> Floats:
        self.asked.append(text)
        return np.array([len(text), 1], dtype=np.float32)


def test_a_text_is_embedded_once_in_this_run_and_in_the_next(tmp_path: Path) -> None:
    file = tmp_path / "vectors.sqlite"
    first, second = _Counting(), _Counting()
    CachedEmbedder(first, file).encode_passages(["大桥", "渡船来了"])
    again = CachedEmbedder(second, file).encode_passages(["渡船来了", "雨", "大桥", "雨"])
    assert first.asked == ["大桥", "渡船来了"]
    assert second.asked == ["雨"]
    assert again.tolist() == [[4, 0], [1, 0], [2, 0], [1, 0]]


def test_a_question_and_a_passage_of_the_same_words_keep_their_own_vectors(tmp_path: Path) -> None:
    embedder = CachedEmbedder(_Counting(), tmp_path / "vectors.sqlite")
    assert embedder.encode_passages(["大桥"]).tolist() == [[2, 0]]
    assert embedder.encode_query("大桥").tolist() == [2, 1]
    assert embedder.encode_query("大桥").tolist() == [2, 1]


def test_another_model_does_not_get_these_vectors(tmp_path: Path) -> None:
    file = tmp_path / "vectors.sqlite"
    CachedEmbedder(_Counting(), file).encode_passages(["大桥"])
    other = _Counting("other")
    CachedEmbedder(other, file).encode_passages(["大桥"])
    assert other.asked == ["大桥"]


def test_no_texts_give_no_vectors(tmp_path: Path) -> None:
    assert CachedEmbedder(_Counting(), tmp_path / "vectors.sqlite").encode_passages([]).shape == (0, 2)


def test_a_file_that_is_no_cache_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "vectors.sqlite"
    file.write_text("not a database, " * 100, encoding="utf-8")
    with pytest.raises(InputError, match=r"vectors\.sqlite is no cache of vectors"):
        CachedEmbedder(_Counting(), file)
    assert file.read_text(encoding="utf-8").startswith("not a database")
