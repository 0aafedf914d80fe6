from __future__ import annotations

import pytest

from eval.cases import Case
from eval.metrics import flat, gold_in_answer, judge, mean, score, stands_literally
from rag.records import Answer, Article, Citation, CitedField, Mode, Query, Sentence, Verdict
from tests.samples import article, passages

BRIDGE = article()
(PASSAGE,) = passages(BRIDGE)
LENGTH = Case("a", "大桥多长？", answerable=True, answers=("3.2公里",))
UNKNOWN = Case("u", "大桥的设计师是谁？", answerable=False)


def _quote(text: str, shift: int = 0) -> Citation:
    start = BRIDGE.body.index(text) + shift
    return Citation(1, PASSAGE, CitedField.BODY, text, start, start + len(text))


def _answer(*texts: str, refused: bool = False, citations: tuple[Citation, ...] = ()) -> Answer:
    sentences = tuple(Sentence(text, (1,), Verdict.SUPPORTED, "") for text in texts)
    return Answer(Query("？"), sentences, citations, (), (), (), refused, Mode.EXTRACT, ())


def _bridge(article_id: str) -> Article:
    assert article_id == BRIDGE.id
    return BRIDGE


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


def test_a_refusal_is_never_right_even_when_its_words_hold_the_answer() -> None:
    outcome = judge(LENGTH, _answer("没有找到3.2公里。", refused=True), _bridge)
    assert (outcome.right, outcome.right_at_once, outcome.false_refusal) == (False, False, True)


def test_right_at_once_looks_at_the_first_sentence_only() -> None:
    outcome = judge(LENGTH, _answer("大桥合龙。", "全长3.2公里。"), _bridge)
    assert (outcome.right, outcome.right_at_once) == (True, False)


def test_the_scores_of_five_questions_are_those_worked_out_by_hand() -> None:
    good, shifted = _quote("全长3.2公里"), _quote("主桥", shift=1)
    outcomes = [
        judge(LENGTH, _answer("全长3.2公里。", "主桥", "合龙", citations=(good, good, shifted)), _bridge),
        judge(LENGTH, _answer("主桥合龙。", citations=(good,)), _bridge),
        judge(LENGTH, _answer("没有。", refused=True), _bridge),
        judge(UNKNOWN, _answer("没有。", refused=True), _bridge),
        judge(UNKNOWN, _answer("沈牧野。", "合龙"), _bridge),
    ]
    scores = score(outcomes)
    assert (scores.questions, scores.answerable, scores.unanswerable, scores.citations) == (5, 3, 2, 4)
    assert scores.right == pytest.approx(1 / 3)
    assert scores.right_at_once == pytest.approx(1 / 3)
    assert scores.refused == pytest.approx(1 / 2)
    assert scores.false_refusals == pytest.approx(1 / 3)
    assert scores.literal == pytest.approx(3 / 4)
    assert scores.sentences == pytest.approx((3 + 1 + 2) / 3)
    assert outcomes[4].unfounded


def test_what_was_not_counted_is_none_rather_than_nought() -> None:
    scores = score([judge(UNKNOWN, _answer("没有。", refused=True), _bridge)])
    assert (scores.right, scores.false_refusals, scores.literal, scores.sentences) == (None, None, None, None)
    assert mean([]) is None
