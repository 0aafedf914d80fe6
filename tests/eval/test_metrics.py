from __future__ import annotations

import pytest

from eval.cases import Case
from eval.metrics import flat, gold_in_answer, mean, stands_literally
from rag.records import Citation, CitedField
from tests.samples import article, passages

BRIDGE = article()
(PASSAGE,) = passages(BRIDGE)
UNKNOWN = Case("u", "大桥的设计师是谁？", answerable=False)


def _quote(text: str, shift: int = 0) -> Citation:
    start = BRIDGE.body.index(text) + shift
    return Citation(1, PASSAGE, CitedField.BODY, text, start, start + len(text))


@pytest.mark.parametrize(
    ("text", "flattened"),
    [
        ("ａＡ Tok，“禁用”！", "aatok禁用"),
        ("增长 7.7％。", "增长7.7%"),
        ("40.5万亿元.", "40.5万亿元"),
        ("A.B%", "ab"),
        ("《问答》、（共10个）", "问答共10个"),
        ("1,500名", "1500名"),
    ],
)
def test_flat_text_has_one_width_and_case_and_no_punctuation_but_beside_digits(text: str, flattened: str) -> None:
    assert flat(text) == flattened


def test_one_of_the_answers_is_enough() -> None:
    case = Case("a", "？", answerable=True, answers=("三点二公里", "3.2 公里"))
    assert gold_in_answer(case, "全长３.２公里。")
    assert not gold_in_answer(case, "全长32公里。")


def test_every_answer_group_must_be_met() -> None:
    case = Case("a", "？", answerable=True, answers=("东门",), answer_groups=(("东门", "东"), ("西门",)))
    assert gold_in_answer(case, "东、西门")
    assert not gold_in_answer(case, "东门")


def test_a_question_without_answers_is_never_right() -> None:
    assert not gold_in_answer(UNKNOWN, "设计师")
    assert not gold_in_answer(Case("a", "？", answerable=True, answers=("。",)), "全长")


def test_a_quote_is_literal_only_at_its_very_place() -> None:
    assert stands_literally(_quote("全长3.2公里"), BRIDGE)
    assert not stands_literally(_quote("全长3.2公里", shift=1), BRIDGE)
    headline = Citation(1, PASSAGE, CitedField.HEADLINE, "大桥", 2, 4)
    assert stands_literally(headline, BRIDGE)
    assert not stands_literally(Citation(1, PASSAGE, CitedField.KICKER, "大桥", 2, 4), BRIDGE)


def test_the_mean_of_nothing_is_none_rather_than_nought() -> None:
    assert mean([]) is None
    assert mean([0, 1, 1, 1]) == 0.75
