from __future__ import annotations

import math
from dataclasses import replace

import pytest

from rag.reading import evidence as module
from rag.reading.evidence import THRESHOLDS, WEIGHTS, Signs, evidence
from rag.records import Strictness

NOTHING = Signs(**dict.fromkeys(Signs.__slots__, 0.0))


def test_evidence_is_the_logistic_of_the_weighed_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WEIGHTS", {"meaning": 2.0, "missing": -1.0})
    monkeypatch.setattr(module, "BIAS", 0.5)
    seen = replace(NOTHING, meaning=1.0, missing=0.5)
    assert evidence(seen) == pytest.approx(1 / (1 + math.exp(-2.0)))  # 0.5 + 2.0 x 1.0 - 1.0 x 0.5


def test_a_question_in_another_script_is_weighed_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FOREIGN_WEIGHTS", {"ahead": 4.0})
    monkeypatch.setattr(module, "FOREIGN_BIAS", -1.0)
    monkeypatch.setattr(module, "FOREIGN_READ_WEIGHTS", {"answers": 1.0})
    monkeypatch.setattr(module, "FOREIGN_READ_BIAS", 0.5)
    assert evidence(replace(NOTHING, ahead=0.25), foreign=True) == pytest.approx(0.5)
    assert evidence(replace(NOTHING, answers=-0.5), foreign=True, read=True) == pytest.approx(0.5)


def test_what_is_missing_only_speaks_against_and_what_is_there_only_for() -> None:
    assert all((weight < 0) == name.startswith("missing") for name, weight in WEIGHTS.items())
    assert set(WEIGHTS) <= set(Signs.__slots__)


def test_strict_needs_more_evidence_than_normal_and_normal_more_than_loose() -> None:
    assert 0 < THRESHOLDS[Strictness.LOOSE] < THRESHOLDS[Strictness.NORMAL] < THRESHOLDS[Strictness.STRICT] < 1
