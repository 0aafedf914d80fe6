"""The embedding benchmark's texts and its arithmetic."""

from __future__ import annotations

from eval.bench.embedding import Comparison, passages


def test_passages_have_the_length_asked_for_differ_and_are_the_same_in_every_run() -> None:
    texts = passages(5, 400)
    assert {len(text) for text in texts} == {400}
    assert len(set(texts)) == 5
    assert passages(5, 400) == texts


def test_the_ratio_is_onnxruntime_over_sentence_transformers() -> None:
    assert Comparison(onnx=24.0, torch=6.0, cosine=1.0, question=5.0).ratio == 4.0
