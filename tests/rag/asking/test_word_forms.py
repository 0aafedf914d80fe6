from __future__ import annotations

import pytest

from rag.asking.word_forms import base_forms


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("ferries", "ferry"), ("boats", "boat"), ("classes", "class"), ("built", "build"), ("stopped", "stop"),
        ("released", "release"), ("opening", "open"), ("fishermen", "fisherman"), ("harbour", "harbor"),
        ("kilometres", "kilometer"), ("largest", "large"), ("earlier", "early"), ("bridge", "bridge"),
    ],
)  # fmt: skip
def test_a_dictionary_is_asked_for_what_a_word_is_a_form_of(word: str, base: str) -> None:
    assert base in list(base_forms(word))
