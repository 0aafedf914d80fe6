"""The retrieval bench: copies count as one document, and the figures are those of documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.bench.retrieval import measure, table
from eval.cases import Case
from eval.dataset import Dataset

CASE = Case("q1", "大桥哪天通车", answerable=True, answers=("十月",), gold_doc_ids=("a",))


def _dataset(**copies: str) -> Dataset:
    return Dataset("made", (CASE,), (Path("made"),), copies)


def test_a_copy_counts_as_the_document_that_it_repeats() -> None:
    found = measure(_dataset(b="a"), [CASE], lambda _query: {"one": ["x", "b", "a"]})
    assert found["one"]["q1"]["MRR@10"] == pytest.approx(0.5)
    assert found["one"]["q1"]["Hit@1"] == 0.0


def test_every_system_has_a_line_with_its_means() -> None:
    scores = measure(_dataset(), [CASE], lambda _query: {"good": ["a"], "poor": ["x", "a"]})
    good, poor = table(scores).splitlines()[1:]
    assert good.split()[:5] == ["good", "1.0000", "1.0000", "1.0000", "1.0000"]
    # The gold document at rank 2: 1/log2(3) = 0.6309.
    assert poor.split()[:5] == ["poor", "0.6309", "1.0000", "0.5000", "0.0000"]
