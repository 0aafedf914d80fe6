"""A model that remembers the questions embedded last."""

from __future__ import annotations

import numpy as np

from rag.backends.asked_lately import AskedLately
from rag.embedder import Floats
from tests.fakes import HashEmbedder


class Counting(HashEmbedder):
    """Counts how often a question is embedded."""

    def __init__(self) -> None:
        super().__init__()
        self.questions = 0

    def encode_query(self, text: str) -> Floats:
        self.questions += 1
        return super().encode_query(text)


def test_a_question_asked_twice_is_embedded_once() -> None:
    model = Counting()
    lately = AskedLately(model)
    vectors = [lately.encode_query("大桥何时通车？"), lately.encode_query("大桥何时通车？")]
    assert np.array_equal(vectors[0], vectors[1])
    assert model.questions == 1


def test_what_becomes_of_a_vector_outside_does_not_change_it() -> None:
    lately = AskedLately(Counting())
    for _ in range(3):
        vector = lately.encode_query("大桥何时通车？")
        assert vector.any()
        vector[:] = 0.0


def test_only_the_last_questions_are_remembered() -> None:
    model = Counting()
    lately = AskedLately(model)
    for number in range(33):
        lately.encode_query(f"{number}号线？")
    lately.encode_query("0号线？")
    assert model.questions == 34


def test_it_is_the_model_in_all_else() -> None:
    model = Counting()
    lately = AskedLately(model)
    assert (lately.folder, lately.fingerprint, lately.dimension) == (model.folder, model.fingerprint, model.dimension)
    assert np.array_equal(lately.encode_passages(["甲", "乙"]), model.encode_passages(["甲", "乙"]))
