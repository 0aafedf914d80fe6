from __future__ import annotations

from random import Random

from eval.unanswerable import Exchanger, without_answers

QUESTIONS = ("2024年北京的人口是多少？", "上海的面积是多少？", "第三届展览在广州举行了几天？")


def test_a_name_year_or_ordinal_is_exchanged_for_another() -> None:
    exchanger = Exchanger(QUESTIONS, Random(1))
    made = {exchanger.another_name(QUESTIONS[0]) for _ in range(30)}
    assert None not in made
    assert all(question and ("2024" not in question or "北京" not in question) for question in made)


def test_the_noun_asked_for_is_exchanged_for_another() -> None:
    made = {Exchanger(QUESTIONS[:2], Random(seed)).another_focus(QUESTIONS[1]) for seed in range(5)}
    assert made == {"上海的人口是多少?"}


def test_a_question_without_a_name_gives_none() -> None:
    assert Exchanger((), Random(1)).another_name("大桥多长？") is None
    assert Exchanger((), Random(1)).another_focus("大桥多长？") is None


def test_sentences_that_hold_an_answer_are_cut_out() -> None:
    paragraphs = ("大桥合龙。全长3.2公里。投资很大。", "全长3.2公里。")
    assert without_answers(paragraphs, ("3.2公里",)) == ("大桥合龙。投资很大。",)
