from __future__ import annotations

import pytest

from eval.evidence_overlap import overlap

BODY = "大桥昨日合龙。大桥全长3.2公里。投资18亿元。"


def test_the_shares_are_counted_in_characters_of_the_document() -> None:
    found = overlap(["大桥昨日合龙。", "大桥全长3.2公里。"], ["大桥全长3.2公里"], BODY)
    assert found.precision == pytest.approx(9 / 15)  # six characters of the first sentence are no evidence
    assert found.recall == 1.0
    assert found.f1 == pytest.approx(0.75)


def test_the_alternative_that_fits_best_counts() -> None:
    assert overlap(["投资18亿元。"], ["大桥昨日合龙。", "投资18亿元"], BODY).f1 == 1.0


def test_a_quote_from_another_document_is_never_evidence() -> None:
    found = overlap(["投资18亿元。", "菜场重新开张。"], ["投资18亿元"], BODY)
    assert found.precision == pytest.approx(6 / 12)
    assert found.recall == 1.0


def test_no_quotes_give_nothing() -> None:
    assert overlap([], ["投资18亿元"], BODY).f1 == 0.0
