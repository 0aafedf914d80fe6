from __future__ import annotations

import pytest

from rag.reading.coverage import (
    Term,
    coverage,
    focus_missing,
    has_term,
    heaviest_missing,
    names_missing,
    nearness,
    question_terms,
)

TERMS = (Term("大桥", 1.0), Term("投资", 3.0))


def test_coverage_is_the_weighed_share_of_the_terms_found() -> None:
    assert coverage(TERMS, "大桥昨日合龙") == pytest.approx(0.25)
    assert coverage(TERMS, "大桥投资") == 1.0
    assert coverage((), "大桥") == 0.0


def test_rare_terms_count_more_when_asked() -> None:
    terms = (Term("大桥", 1.0, rarity=0.0), Term("投资", 1.0, rarity=0.8))
    assert coverage(terms, "投资", rare=True) == pytest.approx(1.0 / 1.2)


def test_the_heaviest_missing_term_is_found() -> None:
    assert heaviest_missing(TERMS, "大桥昨日合龙") == 3.0
    assert heaviest_missing(TERMS, "大桥投资") == 0.0


def test_a_long_term_is_found_in_part() -> None:
    assert has_term("先进制造业", "制造业") == pytest.approx(0.35)  # 制造 and 造业 of four pairs, times 0.7


def test_a_number_inside_another_is_not_found() -> None:
    assert has_term("20", "2024年") == 0.0
    assert has_term("20", "共20人") == 1.0
    assert has_term("3", "3.2公里") == 0.0


def test_a_deputy_is_not_the_head() -> None:
    assert has_term("局长", "副局长沈牧野") < 0.5
    assert has_term("局长", "副局长和局长") == 1.0


def test_nearness_fades_with_the_distance() -> None:
    text = "大桥全长3.2公里"
    near = nearness((Term("全长", 1.0),), text, 4, 9)
    far = nearness((Term("大桥", 1.0),), text, 4, 9)
    assert near == pytest.approx(1.0)
    assert 0.5 < far < near


def test_question_words_and_units_are_no_terms_of_weight() -> None:
    weights = {term.text: term.weight for term in question_terms("临澜大桥全长多少公里", ())}
    assert "多少" not in weights
    assert weights["公里"] < weights["大桥"]


@pytest.mark.parametrize(
    ("question", "focus"),
    [("大桥的造价是多少", {"造价"}), ("工会有多少名会员", {"工会", "会员"}), ("大桥持续施工了多久", {"施工"})],
)
def test_the_words_next_to_the_question_word_are_the_focus(question: str, focus: set[str]) -> None:
    assert {term.text for term in question_terms(question, ()) if term.focus} == focus


def test_a_missing_focus_and_a_missing_name_are_shares() -> None:
    terms = (Term("造价", 1.0, focus=True), Term("大桥", 1.0, focus=True), Term("临澜", 1.4, name=True))
    assert focus_missing(terms, "大桥合龙") == 0.5
    assert names_missing(terms, "大桥合龙") == 1.0
    assert names_missing((Term("大桥", 1.0),), "") == 0.0


def test_a_year_is_no_term() -> None:
    assert "2024" not in {term.text for term in question_terms("2024年大桥投资多少", ())}


def test_a_term_in_few_passages_is_rare() -> None:
    rarity = {term.text: term.rarity for term in question_terms("大桥投资", ("大桥合龙", "大桥通车", "大桥投资"))}
    assert rarity["投资"] > rarity["大桥"]
